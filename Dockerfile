# The exporter alone, one static program.   docker build -t cpu_temp_exporter .
# All its tests that a build can run:       docker build --target test .

FROM debian:bookworm-slim AS tools
WORKDIR /source
# The packages are named there, and only there.
COPY etc/packages.sh etc/
RUN bash -c '. etc/packages.sh && need_packages "${build_packages[@]}"'

# As etc/test.sh does on a host. It names what it skips: no build has /dev/fuse.
FROM tools AS test
RUN bash -c '. etc/packages.sh && need_packages "${test_packages[@]}"'
COPY . .
RUN ./etc/test.sh

FROM tools AS build
COPY CMakeLists.txt CMakePresets.json LICENSE ./
COPY include include
COPY src src
# There is no checkout to ask: --build-arg REVISION=$(git rev-parse --short=12 HEAD)
ARG REVISION
RUN bash -c '. etc/packages.sh && limit_jobs && cmake --preset static -DCPUTEMP_REVISION="$REVISION" && cmake --build --preset static'
RUN install -D --strip build/static/src/app/cpu_temp_exporter /image/cpu_temp_exporter
# Their licences ask that the text goes with what was linked from them.
RUN install -d /image/licenses && cp LICENSE /image/licenses/cpu_temp_exporter && \
  for package in libc6-dev libprotozero-dev libre2-dev; do cp "/usr/share/doc/$package/copyright" "/image/licenses/$package" || exit 1; done

FROM scratch
ARG REVISION
LABEL org.opencontainers.image.title="cpu_temp_exporter" \
  org.opencontainers.image.description="Prometheus exporter for CPU and other hardware temperatures" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.revision="$REVISION" \
  org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /
USER 65534:65534
EXPOSE 4000
# Asks where CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS says: it does not see the arguments of the exporter.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/cpu_temp_exporter", "--health"]
ENTRYPOINT ["/cpu_temp_exporter"]
