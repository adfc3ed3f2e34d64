#ifndef JIMENG_CORE_IMPL_CREDENTIALS_IPP
#define JIMENG_CORE_IMPL_CREDENTIALS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>

#include <cstdlib>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline std::string_view environment(char const* name) noexcept
{
    char const* const value = std::getenv(name); // NOLINT: read once, before any thread of ours exists
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

/// Variables that one vendor tool reads together.
struct credential_names {
    char const* access_key_id;
    char const* secret_access_key;
    char const* security_token;
    char const* other_token; ///< Another spelling, or null.
};

inline constexpr credential_names classic_names{"VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN",
                                                "VOLC_SESSIONTOKEN"};
inline constexpr credential_names newer_names{"VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY",
                                              "VOLCENGINE_SESSION_TOKEN", nullptr};

inline bool names_a_key(credential_names const& names) noexcept
{
    return !environment(names.access_key_id).empty() || !environment(names.secret_access_key).empty();
}

inline char const* token_name(credential_names const& names) noexcept
{
    bool const other = names.other_token != nullptr && environment(names.security_token).empty();
    return other && !environment(names.other_token).empty() ? names.other_token : names.security_token;
}

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
constexpr bool holds_a_pair(std::string_view text) noexcept
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
constexpr bool is_a_placeholder(std::string_view text) noexcept
{
    bool const framed = (text.front() == '<' && text.back() == '>') || (text.front() == '{' && text.back() == '}') ||
                        (text.front() == '[' && text.back() == ']') || text.front() == '$' || text.front() == '%';
    bool const nothing = text.find_first_not_of(".*xX-_") == std::string_view::npos;
    bool const hidden = text.find("***") != std::string_view::npos || text.find("...") != std::string_view::npos;
    return framed || nothing || hidden || begins_like(text, "your") ||
           text.find("\xE2\x80\xA6") != std::string_view::npos;
}

/// What the value looks like where it cannot be a key; empty where it can. Never tells any of it.
constexpr std::string_view slip_in_key(std::string_view text) noexcept
{
    if (text.empty()) return {};
    if (is_quoted(text)) return " is in quotation marks: give the key without them";
    if (is_a_placeholder(text)) return " looks like a placeholder, not a key: copy the key from the console";
    if (!only_visible_ascii(text)) return " holds a blank, a line end or a non-ASCII character: copy the key again";
    return {};
}

constexpr std::string_view slip_in_pair(std::string_view text) noexcept
{
    if (auto const slip = slip_in_key(text); !slip.empty()) return slip;
    if (holds_a_pair(text))
        return " looks like both keys in one: put the id into one variable, the secret into the other";
    if (is_an_assignment(text)) return " looks like NAME=VALUE: give the value alone";
    return {};
}

/// Access key ids begin with AKLT, those of temporary keys with AKTP.
constexpr bool looks_like_access_key_id(std::string_view text) noexcept
{
    return text.starts_with("AKLT") || text.starts_with("AKTP");
}

inline std::string complaint_about_slips(credential_names const& names)
{
    auto const id = environment(names.access_key_id);
    auto const secret_key = environment(names.secret_access_key);
    char const* const token = token_name(names);
    if (auto const slip = slip_in_pair(id); !slip.empty()) return names.access_key_id + std::string{slip};
    if (auto const slip = slip_in_pair(secret_key); !slip.empty()) return names.secret_access_key + std::string{slip};
    if (looks_like_access_key_id(secret_key))
        return names.secret_access_key + std::string{" looks like an access key id: are the two swapped?"};
    if (id.ends_with('=') && !id.starts_with("AK"))
        return names.access_key_id + std::string{" looks like a secret access key: are the two swapped?"};
    if (auto const slip = slip_in_key(environment(token)); !slip.empty()) return token + std::string{slip};
    return {};
}

inline std::string complaint_about_absence(credential_names const& names)
{
    for (char const* const name : {names.access_key_id, names.secret_access_key}) {
        if (!environment(name).empty()) continue;
        auto line = name + std::string{" is not set: export it with your key from the console"};
        bool const is_half = names_a_key(names);
        if (is_half && &names == &classic_names && names_a_key(newer_names))
            line += ", or unset the other of its pair to use VOLCENGINE_ACCESS_KEY";
        if (!is_half && !environment("ARK_API_KEY").empty()) line += "; ARK_API_KEY is for another service";
        return line;
    }
    return {};
}

} // namespace detail

JIMENG_DECL std::optional<credentials> credentials::from_environment(std::string& complaint)
{
    using detail::environment;
    bool const newer = !detail::names_a_key(detail::classic_names) && detail::names_a_key(detail::newer_names);
    auto const& names = newer ? detail::newer_names : detail::classic_names;
    complaint = detail::complaint_about_slips(names);
    if (complaint.empty()) complaint = detail::complaint_about_absence(names);
    if (!complaint.empty()) return std::nullopt;
    return credentials{std::string{environment(names.access_key_id)}, secret{environment(names.secret_access_key)},
                       secret{environment(detail::token_name(names))}};
}

JIMENG_DECL credentials credentials::from_environment()
{
    std::string complaint;
    auto found = from_environment(complaint);
    if (!found) throw credentials_missing{complaint};
    return *std::move(found);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
