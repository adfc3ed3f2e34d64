#ifndef JIMENG_WIRE_ENCODE_HPP
#define JIMENG_WIRE_ENCODE_HPP

#include <jimeng/core/check.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/request_fields.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/file_body.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/json_sink.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// The body of a submit: the request key, then every described field that was set.
///
/// What the model's rules say the service needs besides is added. Local files are read into it.
/// @return Empty when a file can no longer be read as it was checked.
/// @pre `broken_rule(request) == rules::none`.
template <described_request Request>
[[nodiscard]] std::string encode_submit(Request const& request)
{
    json_sink body{Request::req_key};
    write_fields(request, body);
    http_request whole{.body = body.take(), .files = body.take_files()};
    std::string text;
    if (!read_whole_body(whole, text)) text.clear();
    return text;
}

/// `req_json`: how the result is wanted, as JSON text; empty where nothing is to be said.
/// @par Source 4.0 page: return_url, logo_info, aigc_meta; pages of the video models: aigc_meta alone.
[[nodiscard]] JIMENG_DECL std::string encode_result_options(result_options const& options,
                                                            result_kind kind = result_kind::pictures);

/// The body of a query. `req_json` is a JSON document inside a string, as the page wants it. The task id comes last:
/// everything before it is the same for every task.
[[nodiscard]] JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id,
                                                   result_options const& options,
                                                   result_kind kind = result_kind::pictures);

/// The same for actions that take no result options.
[[nodiscard]] JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id);

/// An unsigned call of the service.
/// @param path  What stands before the query, without the slash at its end; empty at the service itself.
[[nodiscard]] JIMENG_DECL http_request make_call(http_origin const& origin, std::string_view path,
                                                 std::string_view action, std::string_view version, std::string body);

template <class Action>
[[nodiscard]] http_request make_call(http_origin const& origin, std::string body)
{
    return make_call(origin, {}, Action::name, Action::version, std::move(body));
}

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/encode.ipp>
#endif

#endif
