#ifndef JIMENG_COMMAND_CONFIG_SETTING_HPP
#define JIMENG_COMMAND_CONFIG_SETTING_HPP

#include <jimeng/core/registry.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace command::config {

/// What a setting holds.
enum class holds : std::uint8_t { address, choice, model, folder, whole, number, prices };

/// One thing that can be set for all runs: by a variable, or in the file under its name.
struct setting {
    std::string_view name; ///< In the file.
    char const* variable;
    holds kind;
    double least; ///< Of a number.
    double most;
    std::string_view usual; ///< What counts where nothing is set, in words; of a choice the words that may be chosen.
    std::string_view what;
};

inline constexpr std::array settings{
    setting{"endpoint", "JIMENG_API_URL", holds::address, 0, 0, "https://visual.volcengineapi.com", "where calls go"},
    setting{"route", "JIMENG_ROUTE", holds::choice, 0, 0, "generic, model", "actions for all models, or each model's"},
    setting{"model", "JIMENG_MODEL", holds::model, 0, 0, "the first", "model where none is named"},
    setting{"output", "JIMENG_OUTPUT_DIR", holds::folder, 0, 0, "generated_images/",
            "folder of results without a name"},
    setting{"lang", "JIMENG_LANG", holds::choice, 0, 0, "en, zh", "language"},
    setting{"concurrency", "JIMENG_CONCURRENCY", holds::whole, 1, 256, "1", "tasks at once"},
    setting{"rate", "JIMENG_RATE", holds::number, 0.001, 1e6, "1", "submits a second at most"},
    setting{"wait_timeout", "JIMENG_WAIT_TIMEOUT", holds::number, 1, 43200, "60 queries", "seconds for a task"},
    setting{"api_timeout", "JIMENG_API_TIMEOUT", holds::number, 0.001, 86400, "120", "seconds for a call"},
    setting{"poll_interval", "JIMENG_POLL_INTERVAL", holds::number, 0.001, 86400, "growing, at most 4",
            "seconds between queries"},
    setting{"max_poll_attempts", "JIMENG_MAX_POLL_ATTEMPTS", holds::whole, 1, 1e6, "60", "queries at most"},
    setting{"state_dir", "JIMENG_STATE_DIR", holds::folder, 0, 0, "~/.local/state/jimeng", "where jobs are kept"},
    setting{"prices", "JIMENG_PRICES", holds::prices, 0, 1e6, "none", "what a picture or a second of a model costs"},
};

/// Variables that begin as those of the settings and are none.
inline constexpr std::array<std::string_view, 4> other_variables{"JIMENG_BEARER_TOKEN", "JIMENG_PROFILE",
                                                                 "JIMENG_SERVE_TOKEN", "JIMENG_LIVE_TESTS"};

/// Null where there is none of this name.
[[nodiscard]] constexpr setting const* find_setting(std::string_view name) noexcept
{
    for (auto const& one : settings)
        if (one.name == name) return &one;
    return nullptr;
}

/// What a value must be to be one of the setting: `a number from 1 to 256`; empty where it is.
[[nodiscard]] std::string must_be(setting const& which, std::string_view value, jimeng::model_list models);

/// What counts where nothing is set.
[[nodiscard]] std::string usual_value(setting const& which, jimeng::model_list models);

} // namespace command::config

#endif
