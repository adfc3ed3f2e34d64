#ifndef JIMENG_CORE_CREDENTIALS_HPP
#define JIMENG_CORE_CREDENTIALS_HPP

#include <jimeng/core/secret.hpp>

#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng {

/// Thrown by `credentials::from_environment()`; the sentence names the variable.
class credentials_missing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a request is signed with.
/// @par Source Variable names of the official Python and Go SDKs; `X-Security-Token` of the signing guide (6369/67269).
struct credentials {
    std::string access_key_id{};
    secret secret_access_key{};
    secret security_token{}; ///< Empty, or the token of temporary (STS) credentials.

    /// Reads `VOLC_ACCESSKEY`, `VOLC_SECRETKEY` and, when set, `VOLC_SESSION_TOKEN`.
    ///
    /// The pair is taken whole: one of the two alone is an error. Nothing is read but the process environment.
    /// @throws credentials_missing Names the variable that is missing or malformed; never its value.
    [[nodiscard]] static credentials from_environment();

    /// The same without exceptions: no value, and the sentence in `complaint`.
    [[nodiscard]] static std::optional<credentials> from_environment(std::string& complaint);
};

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
        complaint = std::string{name} + " is not set: export it with your key from the console";
    else if (!only_visible_ascii(value))
        complaint = std::string{name} + " holds a blank, a line end or a non-ASCII character: copy the key again";
    return complaint.empty();
}

} // namespace detail

inline std::optional<credentials> credentials::from_environment(std::string& complaint)
{
    complaint.clear();
    if (!detail::usable_variable("VOLC_ACCESSKEY", true, complaint)) return std::nullopt;
    if (!detail::usable_variable("VOLC_SECRETKEY", true, complaint)) return std::nullopt;
    if (!detail::usable_variable("VOLC_SESSION_TOKEN", false, complaint)) return std::nullopt;
    return credentials{std::string{detail::environment("VOLC_ACCESSKEY")},
                       secret{detail::environment("VOLC_SECRETKEY")},
                       secret{detail::environment("VOLC_SESSION_TOKEN")}};
}

inline credentials credentials::from_environment()
{
    std::string complaint;
    auto found = from_environment(complaint);
    if (!found) throw credentials_missing{complaint};
    return *std::move(found);
}

} // namespace jimeng

#endif
