#ifndef JIMENG_CORE_IMPL_CREDENTIALS_IPP
#define JIMENG_CORE_IMPL_CREDENTIALS_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/core/detail/key_slips.hpp>

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

inline std::string complaint_about_slips(credential_names const& names)
{
    char const* const token = token_name(names);
    return slip_among({environment(names.access_key_id), environment(names.secret_access_key), environment(token)},
                      {names.access_key_id, names.secret_access_key, token});
}

JIMENG_SELDOM inline std::string complaint_about_absence(credential_names const& names)
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

JIMENG_SELDOM JIMENG_DECL std::optional<credentials> credentials::from_environment(std::string& complaint)
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
