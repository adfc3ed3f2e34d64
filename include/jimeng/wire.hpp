#ifndef JIMENG_WIRE_HPP
#define JIMENG_WIRE_HPP

/// From request to body and from body to answer; errors and diagnostics. No sockets.

#include <jimeng/core.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/encode.hpp>
#include <jimeng/wire/error.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/gateway_codes.hpp>
#include <jimeng/wire/http_date.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/json_sink.hpp>
#include <jimeng/wire/json_writer.hpp>
#include <jimeng/wire/prepared_request.hpp>
#include <jimeng/wire/result_reader.hpp>
#include <jimeng/wire/retry_after.hpp>
#include <jimeng/wire/service_codes.hpp>
#include <jimeng/wire/task_state.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#endif
