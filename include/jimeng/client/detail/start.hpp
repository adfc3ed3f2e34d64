#ifndef JIMENG_CLIENT_DETAIL_START_HPP
#define JIMENG_CLIENT_DETAIL_START_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/picture.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/core/check.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/encode.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace jimeng::detail {

class generate_fsm;

struct fsm_deleter {
    JIMENG_DECL void operator()(generate_fsm* fsm) const noexcept;
};

/// The machine behind the seam: a file that uses the client does not see what it is made of.
using fsm_handle = std::unique_ptr<generate_fsm, fsm_deleter>;

/// How far an operation goes.
enum class goal { submit, query, wait, generate };

/// What a model's request comes to once it is checked and encoded; it refers to the caller's request no more.
struct encoded_request {
    std::string_view req_key; ///< Of the model's type, so it lives as long as the program.
    broken_facts broken;
    std::string body{};             ///< Empty when a rule is broken.
    std::string_view action_stem{}; ///< As `req_key`; empty where the model has no actions of its own.
    result_kind result = result_kind::pictures;
};

template <described_request Request>
encoded_request checked_and_encoded(Request const& request)
{
    encoded_request encoded{
        Request::req_key, find_broken(request), {}, action_stem_of<Request>(), result_kind_of<Request>()};
    if (encoded.broken.broken != rule::none) return encoded;
    encoded.body = encode_submit(request);
    if (encoded.body.empty()) encoded.broken = {rule::image_file_is_readable, "binary_data_base64"};
    return encoded;
}

/// Starts nothing yet: makes the machine, and refuses what can be refused before anything is sent.
JIMENG_DECL fsm_handle plan_submit(goal until, encoded_request request, client_options const& options,
                                   generate_options const& how, error_code& ec, diagnostics& details);
JIMENG_DECL fsm_handle plan_task(goal until, task const& which, client_options const& options,
                                 generate_options const& how, error_code& ec, diagnostics& details);

/// Runs the machine to its end unless it was refused, and says how it ended.
JIMENG_DECL void run_to_end(generate_fsm& fsm, blocking_calls& calls, error_code& ec, diagnostics& details);

JIMENG_DECL pictures pictures_of(generate_fsm& fsm);
JIMENG_DECL task task_of(generate_fsm& fsm);
JIMENG_DECL task_state state_of(generate_fsm& fsm);

/// What a caller means who gives no options.
JIMENG_DECL generate_options const& default_generate_options() noexcept;

} // namespace jimeng::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/start.ipp>
#endif

#endif
