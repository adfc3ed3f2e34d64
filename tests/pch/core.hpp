// What the tests of types and rules include, read once where -Db_pch=true asks for it.
#include <boost/test/unit_test.hpp>

#include <jimeng/core.hpp>
