#ifndef JIMENG_COMMAND_CONFIG_DEFAULTS_HPP
#define JIMENG_COMMAND_CONFIG_DEFAULTS_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::config {

/// The model where none is named: `JIMENG_MODEL`; empty: the first.
[[nodiscard]] std::string default_model();

/// The same for a help: `the first`, or `4.6, set by JIMENG_MODEL`.
[[nodiscard]] std::string words_for_default_model();

/// How long a task is waited for where nobody says how long, in seconds: `JIMENG_WAIT_TIMEOUT`.
[[nodiscard]] std::optional<double> default_wait_timeout();

/// How many submits a second an account may have: `JIMENG_RATE`.
[[nodiscard]] std::optional<double> default_rate();

/// The prices of `JIMENG_PRICES`, each `MODEL=NUMBER`, and those that were given, which count.
[[nodiscard]] std::vector<std::string> with_default_prices(std::vector<std::string> const& given);

/// `4.0=0.2 3.1=0.1`, or with commas between them, apart.
[[nodiscard]] std::vector<std::string> split_prices(std::string_view text);

} // namespace command::config

#endif
