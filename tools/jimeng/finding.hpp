#ifndef JIMENG_COMMAND_FINDING_HPP
#define JIMENG_COMMAND_FINDING_HPP

#include "language.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace command {

/// What `jimeng doctor` looks at, in its order.
enum class looked_at : std::uint8_t {
    settings,
    file,
    variables,
    journal,
    endpoint,
    route,
    proxy,
    keys,
    connection,
    tls,
    clock,
    signature,
    service
};
inline constexpr std::size_t looked_at_count = 13;

/// What it can find there.
enum class finding : std::uint8_t {
    settings_good,
    settings_bad,
    file_used,
    file_of_profile,
    file_bad,
    variables_unknown,
    variables_strange,
    journal_good,
    journal_unused,
    journal_bad,
    endpoint_default,
    endpoint_set,
    endpoint_foreign,
    endpoint_emulator,
    route_default,
    route_set,
    route_without_model,
    proxy_none,
    proxy_unused,
    proxy_used,
    proxy_refused,
    keys_found,
    keys_temporary,
    keys_relay,
    keys_emulator,
    keys_bad,
    reached,
    name_unknown,
    refused,
    timed_out,
    unreachable,
    broken_off,
    interrupted_here,
    tls_good,
    tls_unneeded,
    tls_untrusted,
    tls_expired,
    tls_hostname,
    tls_failed,
    ca_file_bad,
    clock_good,
    clock_unknown,
    clock_ahead,
    clock_behind,
    clock_far_ahead,
    clock_far_behind,
    clock_refused,
    signature_good,
    token_good,
    key_unknown,
    signature_wrong,
    session_token_wrong,
    relay_token_wrong,
    signature_refused,
    signing_failed,
    service_open,
    service_closed,
    service_busy,
    service_failed,
    service_refuses,
    service_odd,
};
inline constexpr std::size_t finding_count = static_cast<std::size_t>(finding::service_odd) + 1;

/// A text in the languages that are spoken. `{0}`, `{1}` and `{2}` stand for details.
struct both_languages {
    std::string_view english;
    std::string_view chinese;

    [[nodiscard]] constexpr std::string_view in(language spoken) const noexcept
    {
        return spoken == language::chinese ? chinese : english;
    }
};

struct finding_words {
    finding what;
    looked_at where;
    bool ok; ///< Whether a picture can be generated all the same.
    both_languages found;
    both_languages remedy; ///< Empty: there is nothing to do.
};

[[nodiscard]] finding_words const& words_of(finding what) noexcept;

/// As it is called in JSON: `settings`.
[[nodiscard]] std::string_view name_of(looked_at where) noexcept;
/// As it is called in a line.
[[nodiscard]] both_languages const& title_of(looked_at where) noexcept;

/// The text with its details, which are taken as they are.
[[nodiscard]] std::string filled(std::string_view text, std::span<std::string_view const> details);
[[nodiscard]] inline std::string filled(std::string_view text, std::initializer_list<std::string_view> details)
{
    return filled(text, std::span{details.begin(), details.size()});
}

} // namespace command

#endif
