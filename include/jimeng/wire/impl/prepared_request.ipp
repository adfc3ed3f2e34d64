#ifndef JIMENG_WIRE_IMPL_PREPARED_REQUEST_IPP
#define JIMENG_WIRE_IMPL_PREPARED_REQUEST_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/json_sink.hpp>
#include <jimeng/wire/prepared_request.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_DECL void encode(prepared_request& prepared, void const* request,
                        void (*write)(void const* request, field_sink& to))
{
    json_sink body{prepared.req_key};
    write(request, body);
    prepared.broken = body.unreadable();
    if (prepared.broken) return;
    prepared.body = body.take();
    prepared.files = body.take_files();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
