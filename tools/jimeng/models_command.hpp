#ifndef JIMENG_COMMAND_MODELS_COMMAND_HPP
#define JIMENG_COMMAND_MODELS_COMMAND_HPP

#include <jimeng/core/registry.hpp>

namespace command {

/// Lists the models: a line for each, or one JSON document with a schema for each.
int run_models(jimeng::model_list models, bool as_json);

} // namespace command

#endif
