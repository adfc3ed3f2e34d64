// What the command's sources include, read once where -Db_pch=true asks for it.
#include <CLI/CLI.hpp>

#include <jimeng/jimeng.hpp>
