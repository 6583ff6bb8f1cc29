#define BOOST_TEST_MODULE cputemp
#include <boost/test/unit_test.hpp>
