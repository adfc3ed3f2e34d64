// What the emulator's tests include, read once where -Db_pch=true asks for it.
#include <boost/test/unit_test.hpp>

#include <jimeng/emulator.hpp>
#include <jimeng/jimeng.hpp>
