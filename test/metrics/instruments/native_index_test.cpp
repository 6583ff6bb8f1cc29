#include "instruments/native_index.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

using cputemp::metrics::native_index;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The bounds of schema 5 as the tables of Prometheus and client_golang have them, which are not all the nearest
// doubles.
constexpr std::array<double, 32> prometheus_bounds = {
    0.5,
    0.5109485743270583,
    0.5221368912137069,
    0.5335702003384117,
    0.5452538663326288,
    0.5571933712979462,
    0.5693943173783458,
    0.5818624293887887,
    0.5946035575013605,
    0.6076236799902344,
    0.620928906036742,
    0.6345254785958666,
    0.6484197773255048,
    0.6626183215798706,
    0.6771277734684463,
    0.6919549409819159,
    0.7071067811865475,
    0.7225904034885232,
    0.7384130729697496,
    0.7545822137967112,
    0.7711054127039704,
    0.7879904225539431,
    0.805245165974627,
    0.8228777390769823,
    0.8408964152537144,
    0.8593096490612387,
    0.8781260801866495,
    0.8973545375015533,
    0.9170040432046711,
    0.9370838170551498,
    0.9576032806985735,
    0.9785720620876999,
};

}  // namespace

BOOST_AUTO_TEST_SUITE(native_index_suite)

BOOST_AUTO_TEST_CASE(a_bound_belongs_to_the_bucket_below_it_in_every_power_of_two) {
  const native_index index(5);
  for (const int exponent : {-1021, -300, -10, -1, 0, 1, 7, 100, 1023, 1024}) {
    for (int i = 0; i < 32; ++i) {
      BOOST_TEST_CONTEXT("bound " << i << " times 2^" << exponent) {
        const double bound = std::ldexp(prometheus_bounds[static_cast<std::size_t>(i)], exponent);
        const int expected = (exponent - 1) * 32 + i;
        BOOST_TEST(index.of(bound) == expected);
        BOOST_TEST(index.of(std::nextafter(bound, infinity)) == expected + 1);
        BOOST_TEST(index.of(std::nextafter(bound, 0)) == expected);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_power_of_the_base_has_its_exponent_for_a_number) {
  struct row {
    std::int32_t schema;
    double value;
    std::int32_t index;
  };
  for (const auto& [schema, value, expected] : {
           row{8, 1, 0},
           row{8, 2, 256},
           row{8, 0.5013556375251013, -255},
           row{8, 0.9972960560854698, -1},
           row{3, 0.7711054127039704, -3},
           row{2, 8, 12},
           row{1, 0.7071067811865475, -1},
           row{0, 1, 0},
           row{0, 1.1, 1},
           row{0, 2, 1},
           row{0, 0.3, -1},
           row{-1, 1, 0},
           row{-1, 1.1, 1},
           row{-1, 4, 1},
           row{-1, 4.1, 2},
           row{-1, 0.25, -1},
           row{-1, 0.26, 0},
           row{-4, 65536, 1},
           row{-4, 65537, 2},
           row{-4, 0x1p-1074, -67},
           row{5, 0x1p-1074, -1074 * 32},
           row{5, 0x3p-1074, -1073 * 32 + 19},
           row{5, 0x1p-1022, -1022 * 32},
           row{5, std::numeric_limits<double>::max(), 1024 * 32},
           row{5, infinity, 1024 * 32 + 1},
           row{0, infinity, 1025},
       })
    BOOST_TEST_CONTEXT("schema " << schema << ", " << value) BOOST_TEST(native_index(schema).of(value) == expected);
}

BOOST_AUTO_TEST_CASE(a_coarser_schema_puts_the_buckets_of_a_finer_one_together) {
  for (std::int32_t schema = -4; schema < 8; ++schema) {
    const native_index coarse(schema);
    const native_index fine(schema + 1);
    for (double value = 1e-9; value < 1e9; value *= 1.07) {
      const auto index = fine.of(value);
      BOOST_TEST(coarse.of(value) == (index + 1) >> 1, "schema " << schema << ", " << value);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
