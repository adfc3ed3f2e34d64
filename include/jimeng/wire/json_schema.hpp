#ifndef JIMENG_WIRE_JSON_SCHEMA_HPP
#define JIMENG_WIRE_JSON_SCHEMA_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI {

/// A model's members as a JSON Schema (2020-12) of what `any_request::from_json` takes: types, ranges, choices, defaults of
/// the service, and what of the rules between members it can say; areas and ratios of sides, and what pictures have in
/// common, are not in it. `req_key` is not either: the client writes it.
[[nodiscard]] JIMENG_DECL std::string json_schema(model_entry const& model);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/json_schema.ipp>
#endif

#endif
