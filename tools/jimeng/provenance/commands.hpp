#ifndef JIMENG_COMMAND_PROVENANCE_COMMANDS_HPP
#define JIMENG_COMMAND_PROVENANCE_COMMANDS_HPP

#include <jimeng/core/registry.hpp>

#include <string>

namespace CLI {
class App;
}

namespace command::provenance {

/// `jimeng show` and `jimeng label` as they stand on the command line.
struct file_arguments {
    std::string file;
    bool draw = false; ///< Only of `show`.
    bool as_json = false;
};

void add_show_options(CLI::App& app, file_arguments& to);
void add_label_options(CLI::App& app, file_arguments& to);

/// Prints the record that lies inside a file or beside it, and the line that would make the picture again.
/// @return 0, 1 where there is no record, 13 where the file cannot be read.
int run_show(file_arguments const& wanted, jimeng::model_list models);

/// Tells whether a file carries the label of generated content.
/// @return 0: it does; 1: it does not; 13: it cannot be read, or is none of the formats that are known.
int run_label(file_arguments const& wanted);

} // namespace command::provenance

#endif
