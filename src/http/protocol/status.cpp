#include "protocol/status.hpp"

#include <algorithm>
#include <array>

namespace cputemp::http {
namespace {

struct entry {
  unsigned status;
  std::string_view reason;
  std::string_view text;
};

constexpr std::array<entry, 20> entries = {{
    {200, "OK", "OK\n"},
    {204, "No Content", ""},
    {301, "Moved Permanently", "Moved permanently\n"},
    {302, "Found", "Found\n"},
    {304, "Not Modified", ""},
    {307, "Temporary Redirect", "Moved for now\n"},
    {400, "Bad Request", "Malformed HTTP request\n"},
    {401, "Unauthorized", "Credentials needed\n"},
    {403, "Forbidden", "Forbidden\n"},
    {404, "Not Found", "Not found\n"},
    {405, "Method Not Allowed", "Only GET and HEAD are offered\n"},
    {406, "Not Acceptable", "Not acceptable\n"},
    {408, "Request Timeout", "The request took too long to arrive\n"},
    {413, "Content Too Large", "A request body is not accepted\n"},
    {414, "URI Too Long", "The request line is too long\n"},
    {431, "Request Header Fields Too Large", "The request header is too large\n"},
    {500, "Internal Server Error", "The server failed to answer\n"},
    {501, "Not Implemented", "Not implemented; only GET and HEAD are offered\n"},
    {503, "Service Unavailable", "Service unavailable; try again later\n"},
    {505, "HTTP Version Not Supported", "Only HTTP/1.1 and HTTP/1.0 are spoken\n"},
}};

constexpr entry unknown{0, "", "Error\n"};

const entry& find(unsigned status) {
  const auto* const found =
      std::find_if(entries.begin(), entries.end(), [status](const entry& each) { return each.status == status; });
  return found == entries.end() ? unknown : *found;
}

}  // namespace

std::string_view reason_of(unsigned status) { return find(status).reason; }
std::string_view text_of(unsigned status) { return find(status).text; }
bool has_body(unsigned status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace cputemp::http
