// What the tests of the client and the layers below include, read once where -Db_pch=true asks for it.
#include <boost/test/unit_test.hpp>

#include <jimeng/jimeng.hpp>
