#ifndef JIMENG_COMMAND_BATCH_TAKEN_NAMES_HPP
#define JIMENG_COMMAND_BATCH_TAKEN_NAMES_HPP

#include <functional>
#include <map>
#include <set>
#include <string>

namespace command::batch {

/// The names in the folders of a batch, each folder listed once: to ask the system for each name that each of ten
/// thousand lines could bring takes longer than all else before the first submit.
/// @par Thread safety None.
class taken_names {
public:
    /// Whether anything may be in an output's way, so that it is worth a closer look: a file of its name with any ending
    /// or number, a name that may be too long, a folder that takes no files. Names that came since are not seen.
    /// @param output  As `generate_options::output` takes it.
    [[nodiscard]] bool may_hinder(std::string const& output);

private:
    struct folder {
        std::set<std::string, std::less<>> names;
        bool takes_files = false;
    };

    folder const& listed(std::string const& path);

    std::map<std::string, folder, std::less<>> folders_; ///< By path.
};

} // namespace command::batch

#endif
