#include "protocol/http_date.hpp"

#include <fmt/format.h>

namespace cputemp::http {
namespace {

// Not strftime, which uses the names of the locale.
constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string_view http_date::at(std::time_t now) {
  if (now != written_for_) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    fmt::format_to_n(text_.data(), text_.size(), "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                     months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                     utc.tm_sec);
    written_for_ = now;
  }
  return {text_.data(), text_.size()};
}

}  // namespace cputemp::http
