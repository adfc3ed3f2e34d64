#ifndef JIMENG_COMMAND_CONFIG_SHOW_HPP
#define JIMENG_COMMAND_CONFIG_SHOW_HPP

#include <jimeng/core/registry.hpp>

namespace CLI {
class App;
}

namespace command::config {

struct show_arguments {
    bool as_json = false;
    bool path_only = false;
};

void add_options(CLI::App& app, show_arguments& arguments);

/// Prints each setting, its value and where that comes from. Nothing is sent or written.
int run_show(show_arguments const& arguments, jimeng::model_list models);

} // namespace command::config

#endif
