#ifndef JIMENG_COMMAND_BATCH_JSON_LINES_HPP
#define JIMENG_COMMAND_BATCH_JSON_LINES_HPP

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace command::batch {

/// The text of a member; empty where there is none.
[[nodiscard]] inline std::string text_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = from.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

/// The whole number of a member; 0 where there is none.
[[nodiscard]] inline std::int64_t whole_in(boost::json::object const& from, std::string_view name)
{
    auto const* const value = from.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

/// Calls `take(object)` or `take(object, line)` for each line of a text that is a JSON object; others are passed over.
template <class Take>
void for_each_object(std::string_view text, Take take)
{
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        boost::system::error_code ec;
        auto const read = boost::json::parse(line, ec);
        if (ec.failed() || !read.is_object()) continue;
        if constexpr (requires { take(read.get_object(), line); })
            take(read.get_object(), line);
        else
            take(read.get_object());
    }
}

} // namespace command::batch

#endif
