#ifndef JIMENG_COMMAND_DOCTOR_HPP
#define JIMENG_COMMAND_DOCTOR_HPP

#include "generate_arguments.hpp"

#include <string>

namespace CLI {
class App;
}

namespace command {

struct doctor_arguments {
    std::string model;
    result_arguments results; ///< Of these `json`, `lang`, `emulator` and `ca_file`.
};

void add_doctor_options(CLI::App& app, doctor_arguments& arguments);

/// Looks at all that a `generate` needs before it costs anything, and prints what it found: settings, keys, network,
/// certificate, clock, signature, permission. One query of a task that nobody submitted is all that is sent, and where the
/// clock is wrong the same once more, dated by the service's; without keys it is sent unsigned, and is refused after it told
/// of network and clock.
/// @return 0 where a `generate` could work, else the exit code that it would end with.
int run_doctor(doctor_arguments const& arguments, jimeng::model_list models);

} // namespace command

#endif
