#ifndef JIMENG_COMMAND_SKILL_SKILL_FILES_HPP
#define JIMENG_COMMAND_SKILL_SKILL_FILES_HPP

#include <array>
#include <string_view>

namespace command::skill {

/// The files of examples/skill, made part of the program when it is built.
extern std::string_view const skill_md;
extern std::string_view const commands_md;
extern std::string_view const models_md;
extern std::string_view const options_md;
extern std::string_view const exit_codes_md;

struct skill_file {
    std::string_view path; ///< Inside the skill's folder.
    std::string_view const* text;
};

inline constexpr std::array skill_files{
    skill_file{"SKILL.md", &skill_md},
    skill_file{"references/commands.md", &commands_md},
    skill_file{"references/models.md", &models_md},
    skill_file{"references/options.md", &options_md},
    skill_file{"references/exit-codes.md", &exit_codes_md},
};

/// The skill's name in its front matter; its folder must be called so.
inline constexpr std::string_view skill_name = "jimeng-api-image-gen";

} // namespace command::skill

#endif
