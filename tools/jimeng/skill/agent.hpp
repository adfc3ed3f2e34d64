#ifndef JIMENG_COMMAND_SKILL_AGENT_HPP
#define JIMENG_COMMAND_SKILL_AGENT_HPP

#include <string>
#include <string_view>

namespace command::skill {

/// Where an agent looks for a person's skills: `/home/me/.claude/skills`; empty where it is not known, or there is no home.
[[nodiscard]] std::string skills_folder(std::string_view agent);

/// `claude, codex, cursor, generic or opencode`.
[[nodiscard]] std::string names_of_agents();

} // namespace command::skill

#endif
