#include "agent.hpp"

#include "../environment.hpp"

#include <algorithm>
#include <array>

namespace command::skill {

namespace {

struct agent {
    std::string_view name;
    std::string_view below_home;
    std::string_view below_config{}; ///< In the place of that, where `XDG_CONFIG_HOME` is set.
};

/// As each one's own documentation says. Several agents read `~/.agents/skills`.
constexpr std::array agents{
    agent{"claude", "/.claude/skills"},
    agent{"codex", "/.agents/skills"},
    agent{"cursor", "/.cursor/skills"},
    agent{"generic", "/.agents/skills"},
    agent{"opencode", "/.config/opencode/skills", "/opencode/skills"},
};

std::string_view absolute(char const* name)
{
    auto const set = variable(name);
    return set.starts_with('/') ? set : std::string_view{};
}

} // namespace

std::string skills_folder(std::string_view name)
{
    auto const found = std::ranges::find(agents, name, &agent::name);
    if (found == agents.end()) return {};
    auto const config = absolute("XDG_CONFIG_HOME");
    if (!config.empty() && !found->below_config.empty()) return std::string{config} += found->below_config;
    auto const home = absolute("HOME");
    return home.empty() ? std::string{} : std::string{home} += found->below_home;
}

std::string names_of_agents()
{
    std::string names;
    for (auto const& one : agents)
        (names += names.empty() ? "" : &one == &agents.back() ? " or " : ", ") += one.name;
    return names;
}

} // namespace command::skill
