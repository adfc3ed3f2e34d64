#ifndef JIMENG_CORE_CREDENTIALS_HPP
#define JIMENG_CORE_CREDENTIALS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Thrown by `credentials::from_environment()`; the sentence names the variable.
class credentials_missing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a request is signed with.
/// @par Source `X-Security-Token` of the signing guide (6369/67269).
struct credentials {
    std::string access_key_id{};
    secret secret_access_key{};
    secret security_token{}; ///< Empty, or the token of temporary (STS) credentials.

    /// Reads `VOLC_ACCESSKEY`, `VOLC_SECRETKEY` and, when set, `VOLC_SESSION_TOKEN` or `VOLC_SESSIONTOKEN`; where neither
    /// key is set, `VOLCENGINE_ACCESS_KEY`, `VOLCENGINE_SECRET_KEY` and `VOLCENGINE_SESSION_TOKEN`.
    ///
    /// The pair and its token come from one of the two groups, never half from each: one key of the first group alone is
    /// an error whatever the second holds. An empty variable counts as not set. A value that cannot be meant is refused
    /// before it travels in a header: quotation marks, blanks, a placeholder, both keys in one variable, the two swapped.
    /// Nothing is read but the process environment.
    /// @throws credentials_missing Names the variable that is missing or malformed; never its value.
    /// @par Source The first group: classic Python and Go SDKs; the second: the newer Go SDK and the `ve` command.
    [[nodiscard]] JIMENG_DECL static credentials from_environment();

    /// The same without exceptions: no value, and the sentence in `complaint`.
    [[nodiscard]] JIMENG_DECL static std::optional<credentials> from_environment(std::string& complaint);
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/credentials.ipp>
#endif

#endif
