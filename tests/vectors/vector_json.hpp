#ifndef JIMENG_TESTS_VECTORS_VECTOR_JSON_HPP
#define JIMENG_TESTS_VECTORS_VECTOR_JSON_HPP

#include <jimeng/wire/http_message.hpp>

#include <boost/json.hpp>

#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::testing {

namespace json = boost::json;

/// How many vectors held and how many did not.
struct tally {
    int passed = 0;
    int failed = 0;

    void add(std::string_view id, std::string const& difference)
    {
        ++(difference.empty() ? passed : failed);
        if (!difference.empty()) std::cout << id << ": " << difference << '\n';
    }
    void print(std::string_view prefix) const { std::cout << prefix << passed << " passed, " << failed << " failed\n"; }
};

/// A member that must be there; a file without it is malformed, which is another matter than a vector that fails.
inline json::value const& member(json::object const& object, std::string_view name)
{
    if (auto const* value = object.if_contains(name)) return *value;
    throw std::runtime_error{"member \"" + std::string{name} + "\" is missing"};
}

inline std::string text(json::object const& object, std::string_view name)
{
    if (auto const* value = member(object, name).if_string()) return std::string{*value};
    throw std::runtime_error{"member \"" + std::string{name} + "\" is not a string"};
}

inline json::object const& object(json::object const& parent, std::string_view name)
{
    if (auto const* value = member(parent, name).if_object()) return *value;
    throw std::runtime_error{"member \"" + std::string{name} + "\" is not an object"};
}

inline json::array const& array(json::object const& parent, std::string_view name)
{
    if (auto const* value = member(parent, name).if_array()) return *value;
    throw std::runtime_error{"member \"" + std::string{name} + "\" is not an array"};
}

/// Calls `visit(name, value)` for each pair of a list of two-element lists.
template <class Visitor>
void for_each_pair(json::array const& list, Visitor visit)
{
    for (auto const& item : list) {
        auto const& pair = item.as_array();
        visit(std::string{pair.at(0).as_string()}, std::string{pair.at(1).as_string()});
    }
}

inline http_headers headers_of(json::array const& list)
{
    http_headers headers;
    for_each_pair(list, [&](std::string name, std::string value) {
        headers.push_back({std::move(name), std::move(value)});
    });
    return headers;
}

inline std::string base64_decoded(std::string_view encoded)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    unsigned bits = 0;
    int pending = 0;
    for (char const c : encoded.substr(0, encoded.find('='))) {
        auto const value = alphabet.find(c);
        if (value == std::string_view::npos) throw std::runtime_error{"a body is not base64"};
        bits = ((bits << 6) | static_cast<unsigned>(value)) & 0xFFFFU;
        pending += 6;
        if (pending < 8) continue;
        pending -= 8;
        bytes += static_cast<char>(static_cast<unsigned char>((bits >> pending) & 0xFFU));
    }
    return bytes;
}

/// Empty when equal, else both sides in JSON's spelling, so that a difference in white space can be seen.
inline std::string compared(std::string_view step, std::string_view expected, std::string_view computed)
{
    if (expected == computed) return {};
    return std::string{step} + " differs\n  expected " + json::serialize(json::string{expected}) + "\n  computed " +
           json::serialize(json::string{computed});
}

} // namespace jimeng::testing

#endif
