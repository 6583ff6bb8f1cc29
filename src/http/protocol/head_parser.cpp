#include "protocol/head_parser.hpp"

#include "protocol/head_scanner.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <cstdint>

namespace cputemp::http {
namespace {

namespace beast = boost::beast;

std::string_view to_std(beast::string_view text) { return {text.data(), text.size()}; }

/// basic_parser rather than parser<true, empty_body>: the fields stay where they were received, without a container
/// and its allocations. The views into the head are safe because Beast copies only folded lines, and it has none.
class field_collector : public beast::http::basic_parser<true> {
 public:
  explicit field_collector(std::span<header_field> into) : into_(into) {
    header_limit(static_cast<std::uint32_t>(max_head));
    // announced_body() judges the framing, with a status to answer; Beast would only report an error.
    body_limit(boost::none);
  }
  std::size_t count() const { return count_; }

 private:
  void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int, beast::error_code&) override {}
  void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                     beast::error_code& error) override {
    if (count_ == into_.size()) {
      error = beast::http::error::header_limit;
      return;
    }
    into_[count_++] = header_field{to_std(name), to_std(value)};
  }
  void on_header_impl(beast::error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(beast::string_view, beast::error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, beast::error_code&) override { return 0; }
  void on_finish_impl(beast::error_code&) override {}

  std::span<header_field> into_;
  std::size_t count_ = 0;
};

}  // namespace

std::optional<std::size_t> parse_fields(std::string_view head, std::span<header_field> into) {
  field_collector parser(into);
  beast::error_code error;
  parser.put(boost::asio::buffer(head), error);
  if (error || !parser.is_header_done()) return std::nullopt;
  return parser.count();
}

}  // namespace cputemp::http
