#include "short_report.hpp"

#include "printing.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>

namespace command {

namespace {

/// Ids are the service's text; one that would need quoting is not made into a line to run.
bool is_plain(std::string_view text) noexcept
{
    return !text.empty() && text.front() != '-' &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.") ==
               std::string_view::npos;
}

std::string_view about_money(jimeng::verdict submitted) noexcept
{
    switch (submitted) {
    case jimeng::verdict::not_sent: return "; nothing was sent, nothing is billed";
    case jimeng::verdict::rejected: return "; the submit was rejected";
    case jimeng::verdict::unknown: return "; the submit may have been accepted and billed: do not submit again unseen";
    case jimeng::verdict::accepted:
    case jimeng::verdict::none: break;
    }
    return {};
}

} // namespace

void short_line(standing::moment const& now, exit_code code, std::string_view program, std::string_view model) noexcept
{
    auto const head = code == interrupted ? "interrupted"
                      : code == success   ? "done, but out of memory"
                                          : "out of memory";
    auto const id = is_plain(now.task_id()) ? now.task_id() : std::string_view{};
    auto const of_model = model.empty() ? std::string_view{} : std::string_view{" --model "};
    if (id.empty()) return complain_without_memory({head, about_money(now.submitted)});
    complain_without_memory({head, "; the task is not lost, run: ", program, " wait ", id, of_model, model});
}

void short_json(standing::moment const& now, jimeng::error_code const& error, exit_code code) noexcept
{
    auto const id = is_plain(now.task_id()) ? now.task_id() : std::string_view{};
    char const* const quote = id.empty() ? "" : "\"";
    std::array<char, 512> text;
    int const size =
        std::snprintf(text.data(), text.size(),
                      "{\"task_id\":%s%.*s%s,\"model\":null,\"submitted\":\"%s\",\"exit_code\":%d,\"pictures\":[],"
                      "\"error\":{\"category\":"
                      "\"%s\",\"code\":%d,\"message\":\"out of memory\"},\"resume\":null,\"response\":null}\n",
                      quote, id.empty() ? 4 : static_cast<int>(id.size()), id.empty() ? "null" : id.data(), quote,
                      to_string(now.submitted), static_cast<int>(code), error.category().name(), error.value());
    if (size > 0) write_all(STDOUT_FILENO, {text.data(), static_cast<std::size_t>(size)});
}

} // namespace command
