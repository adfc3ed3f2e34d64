#ifndef JIMENG_COMMAND_GALLERY_ARGUMENTS_HPP
#define JIMENG_COMMAND_GALLERY_ARGUMENTS_HPP

#include <jimeng/core/registry.hpp>

#include <string>

namespace CLI {
class App;
}

namespace command::gallery {

/// `jimeng gallery` as it stands on the command line.
struct arguments {
    std::string folder;
    std::string output; ///< Empty: `gallery.html` in the folder.
    std::string lang;   ///< `en` or `zh`; empty: as the locale and the browser have it.
    bool overwrite = false;
    bool as_json = false;
};

void add_options(CLI::App& app, arguments& to);

/// Writes a page of what a batch brought. Reads `results.jsonl` and the beginnings of the files, and changes neither; a batch
/// may run meanwhile.
/// @return The exit code.
int run(arguments const& wanted, jimeng::model_list models);

} // namespace command::gallery

#endif
