#ifndef JIMENG_COMMAND_CONFIG_CONFIG_HPP
#define JIMENG_COMMAND_CONFIG_CONFIG_HPP

#include "setting.hpp"

#include <jimeng/core/registry.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::config {

/// Where a value comes from; the later one wins.
enum class origin : std::uint8_t { usual, file, profile, environment };

/// A value of the file that counts.
struct taken_value {
    origin from = origin::usual;
    unsigned line = 0;
};

/// The file of settings of this run, and what of it counts.
struct configuration {
    std::string path; ///< Whether there is one or not.
    bool is_there = false;
    std::string profile;  ///< That counts; empty: none.
    std::string asked_by; ///< `--profile` or `JIMENG_PROFILE`.
    std::vector<std::string> profiles;
    std::array<taken_value, settings.size()> taken{}; ///< In the order of the settings.
    bool of_variable = false;                         ///< The trouble is with a variable, not with the file.
    std::string trouble; ///< One line, safe to show; empty: the settings are as they should be.
};

/// Reads the file, if there is one, and sets the variables of its settings that are not set: whoever looks for a setting
/// finds it there. Once, before there are threads.
/// @param profile  What `--profile` says; none: it was not given.
void load(std::optional<std::string> profile, jimeng::model_list models);

/// What `load` found.
[[nodiscard]] configuration const& in_use();

/// What a person has to change to change a variable: its name, or the setting in the file that it comes from.
[[nodiscard]] std::string place_of(std::string_view variable);

} // namespace command::config

#endif
