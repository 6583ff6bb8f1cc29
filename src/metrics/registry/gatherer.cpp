#include "registry/gatherer.hpp"

#include "registry/sample_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace cputemp::metrics {
namespace {

/// A collector has no name of its own.
std::string names_of(std::span<const family_description> described) {
  std::vector<std::string_view> names;
  for (const auto& each : described) names.push_back(each.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string text_of(const std::string& family, const label_set& labels) {
  return labels.empty() ? family : fmt::format("{}{{{}}}", family, labels.text());
}

}  // namespace

void gatherer::ask(const collector& source, std::span<const family_description> described,
                   std::chrono::steady_clock::time_point now) {
  const auto failed = [&](std::string_view what) {
    errors_.push_back(fmt::format("the collector of {} failed: {}", names_of(described), what));
  };
  try {
    for (auto& family : source.collect(now)) accept(std::move(family), described);
  } catch (const std::exception& error) {
    failed(error.what());
  } catch (...) {
    failed("it threw something other than a std::exception");
  }
}

void gatherer::accept(metric_family&& family, std::span<const family_description> described) {
  const auto description = std::ranges::find(described, family.name, &family_description::name);
  if (description == described.end()) {
    errors_.push_back(fmt::format("{}: returned by the collector of {}, which does not describe it", family.name,
                                  names_of(described)));
    return;
  }
  if (const auto fault = fault_of(family, *description); !fault.empty()) {
    errors_.push_back(fmt::format("{}: {}", family.name, fault));
    return;
  }
  std::erase_if(family.samples, [&](const sample& each) {
    const auto fault = fault_of(each, *description);
    if (!fault.empty()) errors_.push_back(fmt::format("{}: {}", text_of(family.name, each.labels), fault));
    return !fault.empty();
  });
  auto& there = families_.try_emplace(family.name, description->family()).first->second.samples;
  std::ranges::move(family.samples, std::back_inserter(there));
}

gathering gatherer::take() && {
  gathering result{{}, std::move(errors_)};
  for (auto& named : families_) {
    auto& family = named.second;
    auto& samples = family.samples;
    // Stable: of two with the same labels the one that was collected first stays.
    std::ranges::stable_sort(samples, {}, &sample::labels);
    const auto twice = [&](const sample& first, const sample& second) {
      if (first.labels != second.labels) return false;
      result.errors.push_back(fmt::format("{}: collected more than once", text_of(family.name, first.labels)));
      return true;
    };
    samples.erase(std::unique(samples.begin(), samples.end(), twice), samples.end());
    if (!samples.empty()) result.families.push_back(std::move(family));
  }
  return result;
}

}  // namespace cputemp::metrics
