// Two files that include everything header-only are linked together: a function that is not inline, or that the two
// see differently, is caught by the linker.
#include <jimeng/jimeng.hpp>

#include <cstdio>

bool second_file_agrees(jimeng::error_category const& category);

int main()
{
    if (second_file_agrees(jimeng::client_category())) return 0;
    std::fputs("the two files see two categories\n", stderr);
    return 1;
}
