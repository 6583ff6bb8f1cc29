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

constexpr std::array<entry, 13> entries = {{
    {200, "OK", "OK\n"},
    {204, "No Content", ""},
    {400, "Bad Request", "Malformed HTTP request\n"},
    {404, "Not Found", "Not found\n"},
    {405, "Method Not Allowed", "Only GET and HEAD are supported\n"},
    {408, "Request Timeout", "The request took too long to arrive\n"},
    {413, "Content Too Large", "Request bodies are not accepted\n"},
    {414, "URI Too Long", "The request line is too long\n"},
    {431, "Request Header Fields Too Large", "The request header is too large\n"},
    {500, "Internal Server Error", "Internal error while answering this request\n"},
    {501, "Not Implemented", "Unknown method; only GET and HEAD are supported\n"},
    {503, "Service Unavailable", "Too many connections; try again later\n"},
    {505, "HTTP Version Not Supported", "Only HTTP/1.0 and HTTP/1.1 are supported\n"},
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
