#ifndef JIMENG_WIRE_DECODE_HPP
#define JIMENG_WIRE_DECODE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/http_message.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Results that one task is documented to have: 15 less the input images.
inline constexpr std::size_t most_pictures = 15;

/// Results of one answer that are taken; where an answer lists more, the others are only counted.
inline constexpr std::size_t most_results = 100;

/// An entry of a list of results that cannot be used.
struct unusable_entry {
    std::size_t index = 0; ///< From 0 on.
    error_code why{};      ///< `wrong_type`: no text; `too_large`: a link beyond 16 KiB, or 1 MiB of links in all.
};

/// What an answer to a query says of a task. Every text is the service's and untrusted.
struct task_state {
    task_status status = task_status::unknown;
    std::string status_word{};                     ///< As it came, for a status this library does not know.
    std::vector<std::string> image_urls{};         ///< Live 24 h. One that cannot be used is empty and keeps its place.
    std::vector<unusable_entry> unusable_urls{};   ///< Why those are empty.
    std::size_t listed_urls = 0;                   ///< How many the answer lists, also beyond `most_results`.
    std::string video_url{};                       ///< Lives 1 h. Empty where there is none, or none that can be used.
    error_code unusable_video_url{};               ///< Why that is empty though one came; as `unusable_entry::why`.
    std::vector<std::string> binary_data_base64{}; ///< The pictures themselves; empty for an entry that is no text.
};

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
