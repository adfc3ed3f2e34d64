// Prints the sentence of every rule that the compiler can check, one a line, for sentences_check.py.
#include <jimeng/core/rules.hpp>

#include <iostream>

namespace {

/// These rules are about text and options that exist at run time only.
bool has_no_literal(jimeng::rule r)
{
    switch (r) {
    case jimeng::rules::none:
    case jimeng::rules::size_is_known:
    case jimeng::rules::width_and_height_together:
    case jimeng::rules::producer_id_present:
    case jimeng::rules::text_is_utf8:
    case jimeng::rules::task_id_is_printable:
    case jimeng::rules::number_is_readable:
    case jimeng::rules::image_file_is_readable:
    case jimeng::rules::image_file_within_15_mib:
    case jimeng::rules::image_file_is_png_or_jpeg:
    case jimeng::rules::choice_is_known: return true;
    default: return false;
    }
}

} // namespace

int main()
{
    for (int i = 0; i <= static_cast<int>(jimeng::rules::choice_is_known); ++i)
        if (auto const r = static_cast<jimeng::rule>(i); !has_no_literal(r)) std::cout << jimeng::sentence(r) << '\n';
}
