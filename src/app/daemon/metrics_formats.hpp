#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/http/message.hpp>

#include <string_view>

namespace cputemp::app {

/// The format and coding that a scrape is answered in.
struct scrape_format {
  exporter::exposition_format format;
  bool compressed;                ///< with gzip
  std::string_view content_type;  ///< lives as long as the program
};

/// Chooses what the client prefers, by `Accept` and `Accept-Encoding`. The content type repeats the `escaping` that the
/// client asked for, as promhttp does: no name here has anything to escape, so it is right whichever that is.
scrape_format format_for(const http::header_fields&);

}  // namespace cputemp::app
