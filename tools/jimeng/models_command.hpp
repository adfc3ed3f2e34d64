#ifndef JIMENG_COMMAND_MODELS_COMMAND_HPP
#define JIMENG_COMMAND_MODELS_COMMAND_HPP

#include <jimeng/core/registry.hpp>

#include <string>

namespace command {

struct models_arguments {
    std::string name; ///< Empty: all of them.
    bool as_json = false;
};

/// Lists the models: a line for each, or one JSON document with a schema for each; one of them with its options.
int run_models(jimeng::model_list models, models_arguments const& arguments);

} // namespace command

#endif
