#ifndef JIMENG_COMMAND_COMMAND_HPP
#define JIMENG_COMMAND_COMMAND_HPP

#include <jimeng/core/registry.hpp>

namespace command {

/// The command `jimeng`, whole: what a program's `main` calls. Models of your own stand beside the library's: their options,
/// help, schema and emulator come from their descriptions. A field is an option of its own name, or with the model's name
/// before it where the command or an earlier model has another option of that name. Lines to run that are shown name the
/// program as it was called.
/// @param models  What it offers; the first is the default. They must outlive the call.
/// @return The exit code.
int run(int argc, char** argv, jimeng::model_list models = jimeng::library_models());

} // namespace command

#endif
