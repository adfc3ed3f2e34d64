#include "complaint.hpp"

#include "exit_code.hpp"
#include "report.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/wire/error.hpp>

#include <array>
#include <cstdio>
#include <utility>

namespace command {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> options_of_fields{{
    {"image_urls", "--images"},
    {"min_ratio", "--min-ratio"},
    {"max_ratio", "--max-ratio"},
    {"opacity", "--watermark-opacity"},
    {"logo_text_content", "--watermark-text"},
    {"aigc_meta", "--aigc-producer-id"},
}};

/// Where the library's remedy names a piece of C++, the option that does the same.
std::string_view remedy_of(jimeng::rule broken)
{
    switch (broken) {
    case jimeng::rule::prompt_within_800_code_points:
        return "shorten it; the limit is the page's advice, see --long-prompt";
    case jimeng::rule::producer_id_present: return "the label needs it: add --aigc-producer-id";
    case jimeng::rule::task_id_is_printable: return "copy the id that the error line or --json showed";
    default: return jimeng::remedy(broken);
    }
}

} // namespace

std::string line_about(jimeng::violation broken)
{
    for (auto const& [field, option] : options_of_fields)
        if (broken.field == field) broken.field = option;
    auto line = jimeng::describe(broken);
    auto const usual = jimeng::remedy(broken.broken);
    if (!usual.empty()) line.replace(line.size() - usual.size(), usual.size(), remedy_of(broken.broken));
    return jimeng::for_terminal(line, 2000);
}

int refuse(result_arguments const& arguments, std::string const& line, jimeng::client_errc why)
{
    report found;
    found.error = why;
    found.details.client_message = line;
    found.details.submitted = jimeng::verdict::not_sent;
    auto const code = exit_code_of(found.error, found.details);
    if (arguments.json) std::fputs(json(found, code).c_str(), stdout);
    std::fprintf(stderr, "jimeng: %s\n", error_line(found).c_str());
    return code;
}

} // namespace command
