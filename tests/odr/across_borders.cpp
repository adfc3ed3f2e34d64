// Codes that cross the border of a shared object are still what they were.
#include <jimeng/wire/error.hpp>

#include <cstdio>

extern "C" void first_copy(jimeng::error_code codes[3], jimeng::error_condition& resumable);
extern "C" void second_copy(jimeng::error_code codes[3], jimeng::error_condition& resumable);

int main()
{
    jimeng::error_code first[3], second[3];
    jimeng::error_condition resumable, resumable_too;
    first_copy(first, resumable);
    second_copy(second, resumable_too);
    bool const two_copies = &first[0].category() != &second[0].category();
    bool const same = first[0] == second[0] && first[1] == second[1] && first[2] == second[2] &&
                      first[0].category() == jimeng::client_category() &&
                      second[0] == jimeng::client_errc::still_running && first[0].category() != first[1].category() &&
                      first[0] == resumable_too && second[0] == resumable;
    if (!two_copies) std::fputs("the objects share their categories, so this proves nothing\n", stderr);
    if (!same) std::fputs("a code changed its meaning on the way\n", stderr);
    return two_copies && same ? 0 : 1;
}
