#ifndef JIMENG_WIRE_JSON_SCHEMA_HPP
#define JIMENG_WIRE_JSON_SCHEMA_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/model_entry.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI {

/// A model's members as a JSON Schema: types, ranges, choices, defaults of the service. Rules between members are not in it.
/// `req_key` is not either: the client writes it.
[[nodiscard]] JIMENG_DECL std::string json_schema(model_entry const& model);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/json_schema.ipp>
#endif

#endif
