#ifndef JIMENG_EMULATOR_DETAIL_RESTORE_HPP
#define JIMENG_EMULATOR_DETAIL_RESTORE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/ledger_lines.hpp>
#include <jimeng/emulator/detail/links.hpp>
#include <jimeng/emulator/detail/money.hpp>
#include <jimeng/emulator/detail/order.hpp>
#include <jimeng/emulator/detail/rendering_reader.hpp>
#include <jimeng/emulator/detail/state.hpp>
#include <jimeng/emulator/detail/submit.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

inline constexpr std::string_view no_such_line = "no line of an emulator's ledger; take another file";

[[nodiscard]] inline std::string text_of(boost::json::object const& line, std::string_view name)
{
    auto const* const value = member(line, name);
    return value != nullptr && value->is_string() ? std::string{view(value->get_string())} : std::string{};
}

[[nodiscard]] inline std::int64_t whole_of(boost::json::object const& line, std::string_view name)
{
    auto const* const value = member(line, name);
    return value == nullptr ? 0 : integer(*value).value_or(0);
}

[[nodiscard]] inline time_point time_of(boost::json::object const& line)
{
    return time_point{
        std::chrono::duration_cast<time_point::duration>(std::chrono::nanoseconds{whole_of(line, "nanoseconds")})};
}

/// Seed and version of the first line. What goes wrong is told; empty: nothing.
[[nodiscard]] inline std::string restore_seed(state& s, boost::json::object const& line)
{
    auto const seed = jimeng::detail::read_number<std::uint64_t>(text_of(line, "ids_from"));
    if (text_of(line, "event") != "opened" || whole_of(line, "version") != 1 || !seed) return std::string{no_such_line};
    s.options.seed = *seed;
    s.make_link_key();
    return {};
}

/// The same request makes the same task.
[[nodiscard]] inline std::string restore_task(state& s, boost::json::object const& line)
{
    auto const id = text_of(line, "task_id"), req_key = text_of(line, "req_key"), text = text_of(line, "body");
    order wanted;
    wanted.model = served_model(s, req_key);
    if (wanted.model == nullptr)
        return "the model " + for_terminal(req_key, 60) + " is not served; serve it, or take another file";
    auto const body = parse_object(text);
    if (id.empty() || !body || read_order(*body, wanted)) return std::string{no_such_line};
    keep_task(s, id, make_task(s, wanted, read_reserved_words(wanted.said), text, time_of(line)));
    s.tasks_made = std::max(s.tasks_made, static_cast<std::uint64_t>(whole_of(line, "number")));
    auto const* const total = member(line, "total");
    s.total = millionths_of(total == nullptr ? 0.0 : number(*total).value_or(0.0));
    return {};
}

[[nodiscard]] inline std::string restore_links(state& s, boost::json::object const& line)
{
    auto const found = s.tasks.find(text_of(line, "task_id"));
    boost::json::object asked;
    if (auto const* const wish = member(line, "req_json")) asked["req_json"] = *wish;
    rendering how;
    if (found == s.tasks.end() || read_rendering(asked, how)) return std::string{no_such_line};
    static_cast<void>(open_album(s, found->first, found->second, how, time_of(line) + s.options.link_life));
    return {};
}

[[nodiscard]] inline std::string restore_line(state& s, std::string_view text, std::size_t number)
{
    auto const line = parse_object(text);
    if (!line) return std::string{no_such_line};
    if (number == 1) return restore_seed(s, *line);
    auto const event = text_of(*line, "event");
    if (event == "accepted") return restore_task(s, *line);
    if (event == "linked") return restore_links(s, *line);
    return event == "served" ? std::string{} : std::string{no_such_line};
}

/// Goes on with a ledger where another emulator ended, or begins one.
/// @par Errors `std::runtime_error`: the file, the line and what is wrong with it.
inline void open_ledger(state& s)
{
    if (s.options.ledger_file.empty()) return;
    auto file = std::make_shared<ledger_file>(s.options.ledger_file);
    std::size_t lines = 0;
    file->read("{\"event\":\"opened\"", [&](std::string_view text, std::size_t number) {
        lines = number;
        if (auto const why = restore_line(s, text, number); !why.empty())
            file->fail("line " + std::to_string(number) + ": " + why);
    });
    if (lines == 0 && !file->append(opening_line(s.options.seed), true)) file->fail("cannot be written; free space");
    s.file = std::move(file);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
