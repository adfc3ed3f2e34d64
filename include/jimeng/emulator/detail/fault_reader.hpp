#ifndef JIMENG_EMULATOR_DETAIL_FAULT_READER_HPP
#define JIMENG_EMULATOR_DETAIL_FAULT_READER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/emulator/detail/fault_words.hpp>
#include <jimeng/emulator/planned_fault.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

inline constexpr std::array<std::string_view, 9> fault_members{"call",   "nth",     "point", "at",          "do",
                                                               "status", "headers", "body",  "milliseconds"};

[[nodiscard]] inline std::string not_this(std::string_view member, boost::json::value const& value,
                                          std::string const& remedy)
{
    return std::string{member} + ": " + for_terminal(boost::json::serialize(value), 60) + ": write " + remedy;
}

template <class Enum>
[[nodiscard]] std::string read_word_member(std::string_view member, boost::json::value const& value, Enum& into)
{
    auto const* const text = value.if_string();
    if (text != nullptr && read_word(std::string_view{text->data(), text->size()}, into)) return {};
    return not_this(member, value, choice_of(words_of<Enum>));
}

template <class Number>
[[nodiscard]] std::string read_number_member(std::string_view member, boost::json::value const& value, Number& into,
                                             std::int64_t least, std::int64_t most)
{
    auto const* const number = value.if_int64();
    if (number == nullptr || *number < least || *number > most)
        return not_this(member, value,
                        "a whole number, " + std::to_string(least) + " to " + std::to_string(most) +
                            ", without quotes");
    into = static_cast<Number>(*number);
    return {};
}

[[nodiscard]] inline std::string read_nth(boost::json::value const& value, std::uint64_t& nth)
{
    auto const* const text = value.if_string();
    if (text != nullptr && *text == "every") return nth = 0, std::string{};
    if (text != nullptr) return not_this("nth", value, "a whole number from 1, without quotes, or \"every\"");
    return read_number_member("nth", value, nth, 1, std::numeric_limits<std::int64_t>::max());
}

[[nodiscard]] inline std::string read_text_member(std::string_view member, boost::json::value const& value,
                                                  std::string& into)
{
    auto const* const text = value.if_string();
    if (text == nullptr) return not_this(member, value, "a text in quotes");
    into.assign(text->data(), text->size());
    return {};
}

[[nodiscard]] inline std::string read_headers(boost::json::value const& value, http_headers& headers)
{
    auto const* const object = value.if_object();
    if (object == nullptr) return not_this("headers", value, "an object of names and texts");
    for (auto const& [name, text] : *object) {
        http_header header{std::string{name.data(), name.size()}};
        if (auto why = read_text_member("headers", text, header.value); !why.empty()) return why;
        headers.push_back(std::move(header));
    }
    return {};
}

[[nodiscard]] inline std::string read_fault_member(std::string_view name, boost::json::value const& value,
                                                   planned_fault& into)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    if (name == "call") return read_word_member(name, value, into.call);
    if (name == "nth") return read_nth(value, into.nth);
    if (name == "point") return read_word_member(name, value, into.point);
    if (name == "at") return read_number_member(name, value, into.at, 0, most);
    if (name == "do") return read_word_member(name, value, into.action);
    if (name == "status") return read_number_member(name, value, into.status, 200, 599);
    if (name == "headers") return read_headers(value, into.headers);
    if (name == "body") return read_text_member(name, value, into.body);
    if (name == "milliseconds") {
        std::int64_t count = 0;
        auto why = read_number_member(name, value, count, 1, 86'400'000);
        into.milliseconds = std::chrono::milliseconds{count};
        return why;
    }
    return for_terminal(name, 60) + ": there is no such member; use " + choice_of(fault_members);
}

/// One line on what is wrong with it; empty: nothing.
[[nodiscard]] inline std::string read_fault_members(boost::json::value const& value, planned_fault& into)
{
    auto const* const object = value.if_object();
    if (object == nullptr) return not_this("the fault", value, "an object, between { and }");
    for (auto const& [name, member] : *object)
        if (auto why = read_fault_member({name.data(), name.size()}, member, into); !why.empty()) return why;
    for (std::string_view const needed : {"point", "do"})
        if (!object->contains(boost::json::string_view{needed.data(), needed.size()}))
            return std::string{needed} + ": missing; write " +
                   (needed == "do" ? choice_of(words_of<fault_action>) : choice_of(words_of<fault_point>));
    if (into.action == fault_action::body && !object->contains("body"))
        return "body: missing; write the text to send, or let it do status";
    return {};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
