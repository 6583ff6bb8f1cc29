// Boost.JSON, compiled here once: it needs no library of its own.
#include <boost/json/src.hpp>
