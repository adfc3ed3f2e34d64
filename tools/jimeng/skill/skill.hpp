#ifndef JIMENG_COMMAND_SKILL_SKILL_HPP
#define JIMENG_COMMAND_SKILL_SKILL_HPP

#include <string>

namespace CLI {
class App;
}

namespace command::skill {

struct arguments {
    std::string what;
    std::string file = "SKILL.md"; ///< Of `show`.
    std::string agent;             ///< Empty: generic.
    std::string path;              ///< In its place.
    bool yes = false;
    bool force = false;
};

void add_options(CLI::App& app, arguments& to);

/// Prints a file of the skill, or writes all of them where an agent looks for them, once somebody has agreed.
int run(arguments const& wanted);

} // namespace command::skill

#endif
