#ifndef JIMENG_CORE_IMPL_CREDENTIALS_IPP
#define JIMENG_CORE_IMPL_CREDENTIALS_IPP

#include <jimeng/core/credentials.hpp>

#include <cstdlib>
#include <string_view>
#include <utility>

namespace jimeng {

namespace detail {

inline std::string_view environment(char const* name) noexcept
{
    char const* const value = std::getenv(name); // NOLINT: read once, before any thread of ours exists
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

/// Keys travel in a header, so what a header cannot hold is caught here, where it can be named.
constexpr bool only_visible_ascii(std::string_view text) noexcept
{
    for (char const c : text)
        if (c <= ' ' || c > '~') return false;
    return true;
}

inline bool usable_variable(char const* name, bool required, std::string& complaint)
{
    auto const value = environment(name);
    if (value.empty() && required)
        complaint.append(name).append(" is not set: export it with your key from the console");
    else if (!only_visible_ascii(value))
        complaint.append(name).append(" holds a blank, a line end or a non-ASCII character: copy the key again");
    return complaint.empty();
}

} // namespace detail

JIMENG_DECL std::optional<credentials> credentials::from_environment(std::string& complaint)
{
    complaint.clear();
    if (!detail::usable_variable("VOLC_ACCESSKEY", true, complaint)) return std::nullopt;
    if (!detail::usable_variable("VOLC_SECRETKEY", true, complaint)) return std::nullopt;
    if (!detail::usable_variable("VOLC_SESSION_TOKEN", false, complaint)) return std::nullopt;
    return credentials{std::string{detail::environment("VOLC_ACCESSKEY")},
                       secret{detail::environment("VOLC_SECRETKEY")},
                       secret{detail::environment("VOLC_SESSION_TOKEN")}};
}

JIMENG_DECL credentials credentials::from_environment()
{
    std::string complaint;
    auto found = from_environment(complaint);
    if (!found) throw credentials_missing{complaint};
    return *std::move(found);
}

} // namespace jimeng

#endif
