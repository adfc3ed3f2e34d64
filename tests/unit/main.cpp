#define BOOST_TEST_MODULE jimeng

#include <boost/test/unit_test.hpp>
