#ifndef JIMENG_COMMAND_TEXTS_PAGES_HPP
#define JIMENG_COMMAND_TEXTS_PAGES_HPP

#include <string_view>

namespace command::texts {

// The phrases, by what they are about: the files of these names.
extern std::string_view const page_of_help, page_of_models, page_of_rules, page_of_codes, page_of_network,
    page_of_files, page_of_arguments, page_of_runs, page_of_batches, page_of_system, page_of_emulator;

} // namespace command::texts

#endif
