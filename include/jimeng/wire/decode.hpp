#ifndef JIMENG_WIRE_DECODE_HPP
#define JIMENG_WIRE_DECODE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/task_state.hpp>

#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Reads the answer to a submit.
///
/// The body decides, whatever the HTTP status: the business envelope (`code`, `data`, ...), the same wrapped by the gateway
/// (`ResponseMetadata` and `Result`), or the gateway's refusal (`ResponseMetadata.Error`). A task id as a JSON integer is
/// taken with its exact digits. Text that is not valid Unicode is no reason to refuse the rest. Depth, size and memory
/// are bounded, so hostile text costs an error and nothing else.
/// @return The id when `ec` is clear. `details` gets what the answer said in any case; its `task_id` is set as soon as the
/// answer holds one in a known place, also beside a refusal or in a body that breaks off behind it: it may be paid.
/// @par Errors `service_errc` or any other business code, `gateway_errc`, or `client_errc::bad_json`, `too_deep`,
/// `too_large`, `wrong_type`, `missing_field`, `unexpected_redirect`.
/// @par Source Answer examples of the Jimeng pages; gateway envelope 6369/68677.
[[nodiscard]] JIMENG_DECL task_id decode_submit(http_response const& response, error_code& ec, diagnostics& details);

/// Whether it is one JSON document from its beginning to its end, within the bounds of an answer.
[[nodiscard]] JIMENG_DECL bool is_whole_json(std::string_view text);

/// Reads the answer to a query. The outer code is looked at first: `done` with another code than 10000 is an error. One
/// entry that cannot be used does not hide the others.
[[nodiscard]] JIMENG_DECL task_state decode_result(http_response const& response, error_code& ec, diagnostics& details);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/decode.ipp>
#endif

#endif
