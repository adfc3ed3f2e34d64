#ifndef JIMENG_WIRE_IMPL_PREPARED_ENTRY_IPP
#define JIMENG_WIRE_IMPL_PREPARED_ENTRY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/json_sink.hpp>
#include <jimeng/wire/prepared_entry.hpp>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL prepared_request prepare(model_entry const& model, field_source& from, request_outline& outline)
{
    prepared_request prepared{model.req_key, model.action_stem, model.result};
    json_sink body{model.req_key};
    prepared.broken = model.read(from, body, outline);
    if (prepared.broken) return prepared;
    prepared.broken = body.unreadable();
    if (prepared.broken) return prepared;
    prepared.body = body.take();
    prepared.files = body.take_files();
    return prepared;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
