#ifndef JIMENG_COMMAND_COMMAND_HPP
#define JIMENG_COMMAND_COMMAND_HPP

#include <jimeng/core/registry.hpp>

namespace command {

/// The command `jimeng`, whole: what a program's `main` calls. Models of your own stand beside the library's: their options,
/// help, schema and emulator come from their descriptions.
/// @param models  What it offers; the first is the default. They must outlive the call.
/// @return The exit code.
int run(int argc, char** argv, jimeng::model_list models = jimeng::library_models());

} // namespace command

#endif
