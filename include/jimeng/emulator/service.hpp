#ifndef JIMENG_EMULATOR_SERVICE_HPP
#define JIMENG_EMULATOR_SERVICE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/emulator/reserved_words.hpp>
#include <jimeng/emulator/service_options.hpp>
#include <jimeng/emulator/unfinished_answer.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <memory>

namespace jimeng::inline JIMENG_ABI::emulator {

namespace detail {
struct state;
struct service_access;
} // namespace detail

/// The Jimeng service as a pure object: it answers requests and knows no socket and no clock.
///
/// It is not the model: its pictures are patterns drawn from a hash of the request. What it does emulate is the whole
/// exchange: the gateway's checks, the rules of each described model, tasks and their states, links and their lives,
/// and every documented error in its own envelope. Words in the prompt bring errors about: see `reserved_words`.
///
/// **The gateway** checks in this order and answers under `ResponseMetadata`: `MissingParameter` (no Action or
/// Version), `InvalidActionOrVersion`, `MissingAuthenticationToken`, `InvalidAuthorization`, `InvalidCredential`,
/// `MissingSignature`, `MissingRequestInfo`, `InvalidAccessKey`, `ServiceNotFound`, `InvalidTimestamp`,
/// `SignatureDoesNotMatch` (its message shows the canonical request and the string to sign, or which header is not
/// signed: `x-date`, `host`, and `x-content-sha256` where it is sent, which must be the body's hash), `InvalidSecretToken`,
/// `MethodNotAllowed`.
///
/// **The service** answers `code`, `data`, `message`, `request_id`, `status`, `time_elapsed`:
///
/// | finding                                                               | code  |
/// |-----------------------------------------------------------------------|-------|
/// | no JSON object, nested more than 32 deep, another media type          | 50200 |
/// | a value out of the model's range; width/height outside its bounds     | 50200 |
/// | `aigc_meta` without `producer_id`; `req_json` without a JSON object   | 50200 |
/// | a required parameter absent or empty                                  | 50201 |
/// | a parameter of another type, such as `req_json` as an object          | 50204 |
/// | an input image in the request with a side or ratio over the limit     | 50205 |
/// | one that is too small, or no PNG or JPEG                              | 50207 |
/// | a body above the limit                                                | 50213 |
/// | an input image that is no http or https address                       | 50215 |
/// | a `task_id` that is not decimal, or of another `req_key`              | 50215 |
/// | an unknown `req_key`                                                  | 50400 |
///
/// With `service_options::submits_per_second` and `most_running`, 50429 comes before all of these and 50430 after them.
/// The pages list the codes without saying which finding gives which; the table is assumed, as is HTTP 400 for the
/// codes whose status is not documented. An unknown task, and one older than 12 h, is `not_found` with code 10000.
///
/// **Routes.** Actions that bear a model's name (`JimengT2IV40SubmitTask`, version 2024-06-06, regions cn-beijing and
/// cn-north-1) are served for models that have them; their answers stand inside `Result`, refusals in
/// `ResponseMetadata.Error` with the code as text. With `service_options::path` and `bearer_token` it plays a relay.
///
/// A number that a page does not list but that no rule of type forbids, such as 300 frames, is taken on submit: the task
/// ends with 50200 and a message about the number, and is not billed.
///
/// **Inputs.** Pictures that go in are seen again where the model keeps them: enlarged by super-resolution, beside what
/// inpainting and outpainting draw anew. That needs PNG inside the request, or `service_options::fetch`; of anything
/// else sides are read, and the result is drawn without. The latest 256 MiB of inputs are kept.
///
/// **Data.** Models whose result is a JSON text answer in `resp_data` with a sample of their own, whose links lead to
/// something, and say `processing` instead of `generating`.
///
/// **Sizes.** Width and height together are the picture's. An area alone takes the ratio that the prompt names, else
/// 1:1. A number of pictures in the prompt gives a series, unless `force_single`: see `prompt_reading.hpp`.
/// @par Thread safety
/// One thread at a time.
/// @par Source
/// 图片生成4.0 (85621/1817045), gateway errors 6369/68677, common codes 6444/69728.
class service {
public:
    /// @par Errors `std::invalid_argument`: the fault or the price that makes no sense. `std::runtime_error`: the ledger's file
    /// cannot be used, its line, and why.
    JIMENG_DECL explicit service(service_options options = {});
    JIMENG_DECL service(service&&) noexcept;
    JIMENG_DECL service& operator=(service&&) noexcept;
    JIMENG_DECL ~service();

    /// Answers one request. Of the faults that are planned, those before and after the commit strike here; a delay is left to the
    /// caller's clock, and whatever ends a connection is status 0. A server and a `loopback_transport` honour all.
    ///
    /// Results are GET requests below `/pictures/` and `/videos/`, everything else is an action.
    ///
    /// @param now The service's clock: it may stand still and jump, and should not go back.
    /// @returns The whole answer with `Content-Length`. Status 0: close the connection without an answer.
    /// @par Errors
    /// Nothing that a client sends makes it throw but a picture that memory cannot hold.
    [[nodiscard]] JIMENG_DECL http_response handle(received_request const& request,
                                                   std::chrono::system_clock::time_point now);

    /// The same without the drawing, which the caller does in steps. Everything else is done when this returns, but for the
    /// ledger's line about what is served, which follows the drawing.
    [[nodiscard]] JIMENG_DECL unfinished_answer begin(received_request const& request,
                                                      std::chrono::system_clock::time_point now);

    /// Since it was made; what a ledger's file tells of earlier ones is not counted.
    [[nodiscard]] JIMENG_DECL ledger counts() const;
    /// Which of the planned faults have struck. May be called from any thread.
    [[nodiscard]] JIMENG_DECL fault_report faults() const;
    [[nodiscard]] JIMENG_DECL service_options const& options() const noexcept;

private:
    friend struct detail::service_access;

    std::unique_ptr<detail::state> state_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/emulator/impl/service.ipp>
#endif

#endif
