#ifndef JIMENG_COMMAND_SKILL_PLACEMENT_HPP
#define JIMENG_COMMAND_SKILL_PLACEMENT_HPP

#include <string>
#include <string_view>

namespace command::skill {

/// The file in the skill's folder that tells what was installed, as sha256sum writes it: a file that no longer has its hash
/// was changed by somebody.
inline constexpr std::string_view list_name = ".installed-by-jimeng";

/// How a folder and the files of this program are to each other.
struct placement {
    bool is_new = true;     ///< Nothing is there yet.
    bool is_same = true;    ///< All files are there as they are here.
    std::string in_the_way; ///< A file that somebody wrote or changed, or that cannot be read; empty: there is none.
};

[[nodiscard]] placement look_at(std::string const& folder);

/// Writes the files, each of them whole or not at all.
/// @return Empty, or what could not be written.
[[nodiscard]] std::string write_files(std::string const& folder);

} // namespace command::skill

#endif
