#include "shown_results.hpp"

#include "../batch/json_lines.hpp"
#include "../batch/outcome.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace command::gallery {

namespace {

using batch::text_in;
using batch::whole_in;

bool is_status(std::string_view word)
{
    using enum batch::status;
    return std::ranges::any_of(std::initializer_list<batch::status>{done, failed, running, unknown, invalid},
                               [&](auto one) { return to_string(one) == word; });
}

std::string message_in(boost::json::object const& line)
{
    auto const* const error = line.if_contains("error");
    return error != nullptr && error->is_object() ? text_in(error->get_object(), "message") : std::string{};
}

std::vector<shown_file> files_in(std::filesystem::path const& folder, boost::json::object const& line)
{
    std::vector<shown_file> all;
    auto const* const files = line.if_contains("files");
    if (files == nullptr || !files->is_array()) return all;
    for (auto const& file : files->get_array()) {
        if (!file.is_object()) continue;
        auto const& facts = file.get_object();
        auto& one = all.emplace_back(find_file(folder, text_in(facts, "path")));
        if (!one.is_there) one.size_bytes = static_cast<std::uint64_t>(whole_in(facts, "size_bytes"));
        one.sha256 = text_in(facts, "sha256");
    }
    return all;
}

/// Without its files, which are looked for once it is known that this line counts.
shown_result result_in(boost::json::object const& line)
{
    return {text_in(line, "id"),      whole_in(line, "line"),   text_in(line, "status"), text_in(line, "model"),
            text_in(line, "subject"), text_in(line, "task_id"), message_in(line),        {}};
}

} // namespace

shown_results read_results(std::filesystem::path const& folder, std::string_view text)
{
    text = text.substr(0, text.rfind('\n') + 1);
    shown_results found;
    std::map<std::string, std::pair<std::size_t, boost::json::object>> last;
    std::size_t whole = 0;
    batch::for_each_object(text, [&](boost::json::object const& line) {
        auto id = text_in(line, "id");
        if (id.empty() || !is_status(text_in(line, "status"))) return;
        ++whole;
        last.insert_or_assign(std::move(id), std::pair{whole, line});
    });
    found.damaged_lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) - whole;
    std::vector<std::pair<std::size_t, boost::json::object> const*> order;
    for (auto const& [id, one] : last)
        order.push_back(&one);
    std::ranges::sort(order, {}, [](auto const* one) { return std::pair{whole_in(one->second, "line"), one->first}; });
    for (auto const* const one : order) {
        auto& result = found.all.emplace_back(result_in(one->second));
        result.files = files_in(folder, one->second);
    }
    return found;
}

} // namespace command::gallery
