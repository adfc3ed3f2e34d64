#ifndef JIMENG_CORE_DETAIL_KEY_SLIPS_HPP
#define JIMENG_CORE_DETAIL_KEY_SLIPS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Keys travel in a header, so what a header cannot hold is caught here, where it can be named.
constexpr bool only_visible_ascii(std::string_view text) noexcept
{
    for (char const c : text)
        if (c <= ' ' || c > '~') return false;
    return true;
}

constexpr bool is_quoted(std::string_view text) noexcept
{
    for (std::string_view const mark : {"\"", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98", "\xE2\x80\x99"})
        if (text.starts_with(mark) || text.ends_with(mark)) return true;
    return false;
}

/// Letters of base64, of its URL form and of what ids are made of.
constexpr bool only_key_letters(std::string_view text) noexcept
{
    for (char const c : text) {
        bool const alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!alphanumeric && std::string_view{"+/=_-."}.find(c) == std::string_view::npos) return false;
    }
    return !text.empty();
}

/// `ID|SECRET`, as some programs want it in one field.
JIMENG_SELDOM constexpr bool holds_a_pair(std::string_view text) noexcept
{
    auto const at = text.find_first_of("|,;:");
    return at != std::string_view::npos && only_key_letters(text.substr(0, at)) &&
           only_key_letters(text.substr(at + 1));
}

/// `NAME=VALUE` or `export NAME=VALUE`; only base64's own `=` stands at the end.
constexpr bool is_an_assignment(std::string_view text) noexcept
{
    auto const at = text.find('=');
    return at != std::string_view::npos && at != 0 && text.find_first_not_of('=', at) != std::string_view::npos &&
           only_key_letters(text.substr(0, at));
}

constexpr bool begins_like(std::string_view text, std::string_view lower) noexcept
{
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i != lower.size(); ++i) {
        char const c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

/// What documentation and consoles show in a key's place.
JIMENG_SELDOM constexpr bool is_a_placeholder(std::string_view text) noexcept
{
    bool const framed = (text.front() == '<' && text.back() == '>') || (text.front() == '{' && text.back() == '}') ||
                        (text.front() == '[' && text.back() == ']') || text.front() == '$' || text.front() == '%';
    bool const nothing = text.find_first_not_of(".*xX-_") == std::string_view::npos;
    bool const hidden = text.find("***") != std::string_view::npos || text.find("...") != std::string_view::npos;
    return framed || nothing || hidden || begins_like(text, "your") ||
           text.find("\xE2\x80\xA6") != std::string_view::npos;
}

/// What the value looks like where it cannot be a key; empty where it can. Never tells any of it.
JIMENG_SELDOM constexpr std::string_view slip_in_key(std::string_view text) noexcept
{
    if (text.empty()) return {};
    if (is_quoted(text)) return " is in quotation marks: give the key without them";
    if (is_a_placeholder(text)) return " looks like a placeholder, not a key: copy the key from the console";
    if (!only_visible_ascii(text)) return " holds a blank, a line end or a non-ASCII character: copy the key again";
    return {};
}

JIMENG_SELDOM constexpr std::string_view slip_in_pair(std::string_view text) noexcept
{
    if (auto const slip = slip_in_key(text); !slip.empty()) return slip;
    if (holds_a_pair(text)) return " looks like both keys in one: give the id and the secret each a place of its own";
    if (is_an_assignment(text)) return " looks like NAME=VALUE: give the value alone";
    return {};
}

/// Access key ids begin with AKLT, those of temporary keys with AKTP.
constexpr bool looks_like_access_key_id(std::string_view text) noexcept
{
    return text.starts_with("AKLT") || text.starts_with("AKTP");
}

/// A pair of keys and its token as texts, or what these are called where they stand.
struct key_texts {
    std::string_view access_key_id{};
    std::string_view secret_access_key{};
    std::string_view security_token{};
};

/// What is wrong with one of these keys, under its name; empty where nothing is. Never tells any of their text.
JIMENG_SELDOM inline std::string slip_among(key_texts const& keys, key_texts const& names)
{
    auto const said = [](std::string_view name, std::string_view slip) { return concat({name, slip}); };
    auto const id = keys.access_key_id, secret_key = keys.secret_access_key;
    if (auto const slip = slip_in_pair(id); !slip.empty()) return said(names.access_key_id, slip);
    if (auto const slip = slip_in_pair(secret_key); !slip.empty()) return said(names.secret_access_key, slip);
    if (looks_like_access_key_id(secret_key))
        return said(names.secret_access_key, " looks like an access key id: are the two swapped?");
    if (id.ends_with('=') && !id.starts_with("AK"))
        return said(names.access_key_id, " looks like a secret access key: are the two swapped?");
    if (auto const slip = slip_in_key(keys.security_token); !slip.empty()) return said(names.security_token, slip);
    return {};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
