#ifndef JIMENG_SIGN_BEARER_TOKEN_HPP
#define JIMENG_SIGN_BEARER_TOKEN_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>

namespace jimeng::inline JIMENG_ABI {

/// Thrown by `bearer_token::from_environment()`; the sentence names the variable, never its value.
class bearer_token_missing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A signer for relays that take a token in place of a signature: it sets `Authorization: Bearer TOKEN` and nothing else.
///
/// The token is wiped as a secret access key is. It travels in the header as it is, so it is as safe as the connection:
/// plain http is for this machine only, as everywhere.
/// @par Thread safety Any number of threads may sign with one object.
/// @par Source RFC 6750, section 2.1; relays such as new-api serve the two actions below a path this way.
class bearer_token {
public:
    /// @throws std::invalid_argument Where it is empty or holds a blank, a control character or a non-ASCII one.
    JIMENG_DECL explicit bearer_token(secret token);

    /// Replaces every other `Authorization`. The date does not matter.
    JIMENG_DECL void sign(http_request& request, std::chrono::sys_seconds now) const;

    /// Reads `JIMENG_BEARER_TOKEN`.
    /// @throws bearer_token_missing Where it is not set, or cannot be meant: quotation marks, blanks, a placeholder.
    [[nodiscard]] JIMENG_DECL static bearer_token from_environment();
    /// The same without exceptions: no value, and the sentence in `complaint`.
    [[nodiscard]] JIMENG_DECL static std::optional<bearer_token> from_environment(std::string& complaint);

private:
    secret token_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/bearer_token.ipp>
#endif

#endif
