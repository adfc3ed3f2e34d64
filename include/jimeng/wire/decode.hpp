#ifndef JIMENG_WIRE_DECODE_HPP
#define JIMENG_WIRE_DECODE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace jimeng {

/// What an answer to a query says of a task. Every text is the service's and untrusted.
struct task_state {
    task_status status = task_status::unknown;
    std::string status_word{};                     ///< As it came, for a status this library does not know.
    std::vector<std::string> image_urls{};         ///< Live 24 h.
    std::vector<std::string> binary_data_base64{}; ///< The pictures themselves when links were not wanted.
};

/// Reads the answer to a submit.
///
/// The body decides, whatever the HTTP status: the business envelope (`code`, `data`, ...), or the gateway's
/// (`ResponseMetadata.Error`). A task id as a JSON integer is taken with its exact digits. Depth, size and memory are
/// bounded, so hostile text costs an error and nothing else.
/// @return The id when `ec` is clear. `details` gets what the answer said in any case.
/// @par Errors `service_errc` or any other business code, `gateway_errc`, or `client_errc::bad_json`, `too_deep`,
/// `too_large`, `wrong_type`, `missing_field`, `unexpected_redirect`.
/// @par Source Answer examples of the Jimeng pages; gateway envelope 6369/68677.
[[nodiscard]] JIMENG_DECL task_id decode_submit(http_response const& response, error_code& ec, diagnostics& details);

/// Reads the answer to a query. The outer code is looked at first: `done` with another code than 10000 is an error.
[[nodiscard]] JIMENG_DECL task_state decode_result(http_response const& response, error_code& ec, diagnostics& details);

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/decode.ipp>
#endif

#endif
