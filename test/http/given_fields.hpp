#pragma once

#include <cputemp/http/message.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::http::test {

/// Fields of one name, in this order.
class given_fields final : public header_fields {
 public:
  given_fields(std::string name, std::vector<std::string> values)
      : name_(std::move(name)), values_(std::move(values)) {}

  std::string_view find(std::string_view name) const override {
    return name == name_ && !values_.empty() ? std::string_view(values_.front()) : std::string_view();
  }
  void visit(std::string_view name, const std::function<void(std::string_view)>& visitor) const override {
    if (name != name_) return;
    for (const auto& each : values_) visitor(each);
  }

 private:
  std::string name_;
  std::vector<std::string> values_;
};

}  // namespace cputemp::http::test
