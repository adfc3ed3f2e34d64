#ifndef JIMENG_COMMAND_EMULATOR_OPTIONS_HPP
#define JIMENG_COMMAND_EMULATOR_OPTIONS_HPP

#include "run.hpp"

namespace CLI {
class App;
}

namespace command {

void add_emulator_options(CLI::App& app, emulator_arguments& arguments);

} // namespace command

#endif
