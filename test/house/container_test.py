"""The Dockerfile is one that every builder takes, and makes an image that holds and may do next to nothing."""

import json
import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text().split()
PORT = "4000"

# What some builders don't know, or what asks a registry for more than a base by its name.
FORBIDDEN = {
    "a syntax line": r"^#\s*syntax\s*=",
    "a heredoc": r"<<-?\s*[\"']?[A-Za-z_]",
    "COPY --link": r"^(COPY|ADD)\b.*--link",
    "RUN --mount, --network or --security": r"^RUN\s+--",
    "a base pinned by its digest": r"^FROM\b.*@",
    "an ADD, which fetches and unpacks": r"^ADD\b",
    "a SHELL, which images of OCI's format don't have": r"^SHELL\b",
    "packages of its own, beside those of etc/packages.sh": r"\bapt(-get)?\b|\bdpkg\b",
}


def instructions(text):
    """[(keyword, argument)], with comments left out and continued lines joined."""
    lines = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    words = [line.partition(" ") for line in re.sub(r"\\\n\s*", "", lines).splitlines() if line.strip()]
    return [(keyword, argument.strip()) for keyword, _, argument in words]


def stages(text):
    """{name: (base, its instructions)}; the last one has no name."""
    found = {}
    for keyword, argument in instructions(text):
        if keyword == "FROM":
            base, name = re.fullmatch(r"(\S+)(?: AS (\S+))?", argument).groups()
            found[name] = (base, [])
        elif found:
            found[list(found)[-1]][1].append((keyword, argument))
    return found


def values(stage, keyword):
    return [argument for each, argument in stage if each == keyword]


def exec_form(argument):
    """The words of a command that needs no shell; None for one that does."""
    try:
        return json.loads(argument)
    except ValueError:
        return None


def complaints_of_image(stage):
    program = ["/cpu_temp_exporter"]
    if [exec_form(argument) for argument in values(stage, "ENTRYPOINT")] != [program]:
        yield "ENTRYPOINT is not the program, in exec form"
    health = [argument.partition("CMD ")[2] for argument in values(stage, "HEALTHCHECK")]
    if [exec_form(argument) for argument in health] != [[*program, "--health"]]:
        yield "HEALTHCHECK is not the program's own, in exec form"
    users = values(stage, "USER")
    if len(users) != 1 or not re.fullmatch(r"[1-9]\d*:[1-9]\d*", users[0]):
        yield "USER is no number, or root"
    if values(stage, "EXPOSE") != [PORT]:
        yield f"EXPOSE is not {PORT}"
    if values(stage, "COPY") != ["--from=build /image /"]:
        yield "it holds something else than what was built"
    if values(stage, "RUN"):
        yield "it runs something, with no shell to do so"


def complaints(text):
    lines = "\n".join(" ".join(instruction) for instruction in instructions(text))
    comments = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    found = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, f"{comments}\n{lines}", re.M | re.I)]
    bases = {name: base for name, (base, _) in stages(text).items()}
    if bases != {"tools": "debian:bookworm-slim", "test": "tools", "build": "tools", None: "scratch"}:
        found.append(f"stages {bases}")
        return found
    if 'need_packages "${build_packages[@]}"' not in lines:
        found.append("the packages of etc/packages.sh are not installed")
    if values(stages(text)["test"][1], "RUN")[-1] != "./etc/test.sh":
        found.append("the stage for tests does not end with them")
    return found + list(complaints_of_image(stages(text)[None][1]))


class Dockerfile(unittest.TestCase):
    maxDiff = None

    def test_is_as_it_should_be(self):
        self.assertEqual(complaints(DOCKERFILE), [])

    def test_it_would_not_be_with_any_of_these(self):
        for right, wrong in {
            "# The exporter alone": "# syntax=docker/dockerfile:1\n#",
            "RUN ./etc/test.sh": "RUN <<EOF\n./etc/test.sh\nEOF",
            "COPY --from=build": "COPY --link --from=build",
            "RUN install -D": "RUN --mount=type=cache,target=/root/.cache install -D",
            "debian:bookworm-slim": "debian:bookworm-slim@sha256:0123",
            "COPY src src": "ADD src src",
            "FROM tools AS test": "FROM tools AS test\nSHELL [\"/bin/bash\", \"-c\"]",
            "COPY . .": "RUN apt-get install -y curl\nCOPY . .",
            "${build_packages[@]}": "g++",
            "FROM scratch": "FROM debian:bookworm-slim",
            "USER 65534:65534": "USER nobody",
            "65534:65534": "0:0",
            "EXPOSE 4000": "EXPOSE 80",
            'CMD ["/cpu_temp_exporter", "--health"]': "CMD /cpu_temp_exporter --health",
            'ENTRYPOINT ["/cpu_temp_exporter"]': "ENTRYPOINT /cpu_temp_exporter",
            "COPY --from=build /image /": "COPY --from=build / /",
            "\nRUN ./etc/test.sh": "\nRUN true",
        }.items():
            with self.subTest(wrong=wrong):
                self.assertIn(right, DOCKERFILE)
                self.assertNotEqual(complaints(DOCKERFILE.replace(right, wrong, 1)), [])

    def test_the_labels_say_what_the_project_says(self):
        project = (ROOT / "CMakeLists.txt").read_text()
        labels = dict(re.findall(r'org\.opencontainers\.image\.(\w+)="([^"]*)"', DOCKERFILE))
        self.assertEqual(
            labels,
            {
                "title": "cpu_temp_exporter",
                "description": re.search(r'DESCRIPTION "(.*)"', project)[1],
                "version": re.search(r"VERSION ([0-9.]+) LANGUAGES", project)[1],
                "revision": "$REVISION",
                "licenses": "Apache-2.0",
            },
        )

    def test_what_is_copied_is_there_and_goes_into_the_context(self):
        for _, stage in stages(DOCKERFILE).values():
            for argument in values(stage, "COPY"):
                for source in argument.split()[:-1]:
                    if "--from=" not in argument:
                        self.assertTrue((ROOT / source).exists(), source)
                        self.assertNotIn(source, IGNORED)


class Readme(unittest.TestCase):
    def test_runs_the_image_with_as_little_as_it_needs(self):
        text = re.sub(r"\\\n\s*", "", (ROOT / "README.md").read_text())
        command = re.search(r"^docker run (.*) cpu_temp_exporter$", text, re.M)[1]
        for option in (
            "-v /sys:/host/sys:ro",
            f"-p 127.0.0.1:{PORT}:{PORT}",
            "--read-only",
            "--cap-drop ALL",
            "--security-opt no-new-privileges",
        ):
            self.assertIn(f" {option} ", f"{command} ")


class Context(unittest.TestCase):
    def test_has_all_but_what_is_made_from_it(self):
        self.assertEqual(IGNORED, [".git", "build", "**/__pycache__"])


if __name__ == "__main__":
    unittest.main()
