#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <string_view>

namespace cputemp::app {

/// The collectors that the query of a scrape asks for, as node_exporter understands it: `collect[]=hwmon`, repeatable,
/// names those that are wanted, `exclude[]=hwmon` those that are not, and all else is ignored. Only names of `on` may
/// be asked for. A failure holds nothing of the query.
boost::system::result<exporter::collector_set, http::failure> collectors_of_query(std::string_view query,
                                                                                  exporter::collector_set on);

}  // namespace cputemp::app
