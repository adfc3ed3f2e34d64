#ifndef JIMENG_REGISTRY_HPP
#define JIMENG_REGISTRY_HPP

/// For programs that choose a model at run time: the models with their types taken away, their JSON Schemas, and requests
/// that come from a person or another program, and the answers that are facts. `jimeng/jimeng.hpp` does without, so that whoever writes the model's name
/// in the code does not compile it.

#include <jimeng/core/registry.hpp>
#include <jimeng/jimeng.hpp>
#include <jimeng/wire/any_request.hpp>
#include <jimeng/wire/json_schema.hpp>
#include <jimeng/wire/prepared_entry.hpp>
#include <jimeng/wire/shortplay_answers.hpp>

#endif
