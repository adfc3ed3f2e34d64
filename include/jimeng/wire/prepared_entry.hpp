#ifndef JIMENG_WIRE_PREPARED_ENTRY_HPP
#define JIMENG_WIRE_PREPARED_ENTRY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/field_io.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/wire/prepared_request.hpp>

namespace jimeng::inline JIMENG_ABI {

/// Reads, checks and encodes a request of a model that is chosen at run time.
/// @param outline  Gets what the request asks for; its text is the source's.
[[nodiscard]] JIMENG_DECL prepared_request prepare(model_entry const& model, field_source& from,
                                                   request_outline& outline);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/prepared_entry.ipp>
#endif

#endif
