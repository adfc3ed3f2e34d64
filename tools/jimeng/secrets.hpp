#ifndef JIMENG_COMMAND_SECRETS_HPP
#define JIMENG_COMMAND_SECRETS_HPP

#include <jimeng/core/secret.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace command {

/// The secrets of this process, so that none is printed, whoever sends it back: a gateway explains a wrong signature with
/// the headers that it saw, the session token among them.
class secrets {
public:
    /// Notes every secret of the environment: keys, tokens, users and passwords of proxies.
    void learn_from_environment();

    /// Overwrites them there, where a look at the process or its core would find them. Read the settings before.
    void wipe_environment() const noexcept;

    /// Hides one more secret; one of fewer than six characters would hide innocent text.
    void learn(std::string_view secret);

    /// The text with `***` for each secret, as it is or as JSON, URLs, Markdown and base64 spell it, and for the beginning of
    /// one with which the text breaks off. The time grows with its
    /// length and no faster.
    [[nodiscard]] std::string hidden_in(std::string_view text) const;

private:
    void learn_proxy(std::string_view user);
    [[nodiscard]] std::size_t length_at(std::string_view text, bool in_run) const noexcept;

    std::vector<jimeng::secret> known_;
};

/// Those of this process: everything that prints asks.
[[nodiscard]] secrets& known_secrets();

} // namespace command

#endif
