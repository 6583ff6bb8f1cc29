#pragma once

#include <cputemp/http/negotiation.hpp>

#include <array>

/// What the exporter offers at /metrics, in its order.
namespace cputemp::http::test {

inline constexpr std::array version_0_0_1{media_parameter{"version", "0.0.1"}};
inline constexpr std::array version_0_0_4{media_parameter{"version", "0.0.4"}};
inline constexpr std::array version_1_0_0{media_parameter{"version", "1.0.0"}};
inline constexpr std::array delimited{media_parameter{"proto", "io.prometheus.client.MetricFamily"},
                                      media_parameter{"encoding", "delimited"}};

inline constexpr std::array metrics_offers{
    media_offer{.type = "text/plain", .implied = version_0_0_4},
    media_offer{.type = "application/openmetrics-text", .needed = version_1_0_0},
    media_offer{.type = "application/openmetrics-text", .implied = version_0_0_1},
    media_offer{.type = "application/vnd.google.protobuf", .needed = delimited},
};

}  // namespace cputemp::http::test
