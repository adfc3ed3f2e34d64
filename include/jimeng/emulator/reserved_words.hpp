#ifndef JIMENG_EMULATOR_RESERVED_WORDS_HPP
#define JIMENG_EMULATOR_RESERVED_WORDS_HPP

#include <jimeng/core/config.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator {

/// What goes wrong with one exchange.
struct fault {
    enum class kind {
        business,   ///< A code of the service, in its envelope.
        gateway,    ///< An error of the gateway, in the other envelope.
        html,       ///< A load balancer's page: HTTP 504 with `text/html`.
        drop_reply, ///< The request is carried out and the connection closed without an answer.
    };

    kind what = kind::business;
    int code = 0;             ///< For `business`.
    std::string gateway_code; ///< For `gateway`.
};

/// What a prompt asks of the emulator, by words that start with `emulate:`. Several may stand in one prompt.
///
/// | word in the prompt               | effect                                                               |
/// |----------------------------------|----------------------------------------------------------------------|
/// | `emulate:50411`                  | the submit is refused with this business code, documented or not     |
/// | `emulate:gateway-LackPolicy`     | the submit is refused by the gateway with this code                  |
/// | `emulate:html`                   | the submit meets a load balancer's HTML page                         |
/// | `emulate:drop-reply`             | the submit is accepted, and the connection closed without a reply    |
/// | `emulate:query-50429x2`          | the first 2 queries are refused with this code (without `x2`: one)   |
/// | `emulate:query-gateway-FlowLimitExceededx2` | the same with a code of the gateway                       |
/// | `emulate:query-htmlx2`, `emulate:query-drop-replyx2` | the same with the other faults                     |
/// | `emulate:done-50511`             | the task ends, and its queries answer this code with `data` null     |
/// | `emulate:expired`, `emulate:not_found` | queries answer this status                                     |
/// | `emulate:status-paused`          | queries answer a status that no page has                             |
/// | `emulate:empty`                  | the task is done, with an empty list of pictures                     |
/// | `emulate:slow-5`                 | the task is `generating` for 5 s of the service's clock              |
/// | `emulate:dead-links`             | the links answer 403 as if their life were over                      |
///
/// So every code of `service_codes` and `gateway_codes` can be brought about. Any other word of this form is refused
/// with 50200, so that a slip of the pen is seen.
struct reserved_words {
    std::optional<fault> on_submit;
    std::optional<fault> on_query;
    unsigned faulty_queries = 0; ///< How many queries meet `on_query`.
    std::optional<int> ends_with_code;
    std::string status; ///< Answered by every query; empty: the task's own.
    bool no_pictures = false;
    bool dead_links = false;
    std::chrono::seconds slow{0};
    std::string not_understood; ///< The first word of this form that is none of the above.
};

/// Reads the words of a prompt; a word ends before the first character that is not a letter, a digit, `-` or `_`.
[[nodiscard]] JIMENG_DECL reserved_words read_reserved_words(std::string_view prompt);

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/reserved_words.ipp>
#endif

#endif
