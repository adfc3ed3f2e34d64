#ifndef JIMENG_CLIENT_BASIC_CLIENT_HPP
#define JIMENG_CLIENT_BASIC_CLIENT_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/detail/client_core.hpp>
#include <jimeng/client/detail/link_download.hpp>
#include <jimeng/client/detail/start.hpp>
#include <jimeng/client/error_with_pictures.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/pictures.hpp>
#include <jimeng/client/result_of.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/client/video.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/net/runtime.hpp>
#include <jimeng/net/transport.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>
#include <jimeng/sign/signer.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Turns requests into pictures and videos: signs, sends, waits, fetches.
///
/// Every operation has four forms: throwing `error_with_diagnostics`, or `error_with_pictures` where results may have
/// arrived; with `error_code&` and `diagnostics&`; `async_…` with any Asio completion token; and `async_…` with
/// `diagnostics&` and a token. The last two are defined in `jimeng/async.hpp`.
///
/// What a signer, a transport or `on_progress` throws, at any call and whatever it is, becomes an error code, with its words
/// in `diagnostics::client_message`: an exception must not take a paid task's id with it.
///
/// A submit is sent once per call, unless `client_options::submit` asks for more and but for the correction of a wrong
/// clock: both repeat only what certainly cost nothing. After every failure `diagnostics::submitted` says what became of
/// it, and `diagnostics::task_id` is set as soon as there is one. From then on no code equals `condition::not_sent`: what
/// does not end the task equals `condition::resumable`, and `diagnostics::cause` has the code of the exchange that failed.
///
/// @par Thread safety Distinct objects: safe. One object: one blocking operation at a time; asynchronous operations may
/// overlap, initiated from one thread or strand.
/// @par Object lifetimes Asynchronous operations keep what they need of the client; destroying it stops them. The request
/// may die as soon as the (initiating) function returns; `diagnostics` must live until the operation completes. Local files
/// that it names are read when it is signed and again when it is sent: they must stay as they are until the submit is answered.
template <class Signer, class Transport, class Runtime = runtime_of_t<Transport>>
class basic_client {
    static_assert(signer<Signer>,
                  "jimeng: Signer must be copyable and provide `void sign(http_request&, sys_seconds) const`");
    static_assert(
        sync_transport<Transport> || async_transport<Transport>,
        "jimeng: Transport must provide `exchange` or `async_exchange` with `async_wait`; see net/transport.hpp");

    static_assert(jimeng::runtime<Runtime>,
                  "jimeng: Runtime must provide `now`, `steady`, `wait` and `random`; see net/runtime.hpp");

    using core_type = detail::client_core<Signer, Transport, Runtime>;

public:
    /// The options are what is given, and nothing else: see `client_options::from_environment` for the variables.
    JIMENG_SELDOM explicit basic_client(credentials keys, client_options options = {});

    /// With own policies. `options.transport` is not looked at: give its limits to the transport itself.
    basic_client(Signer signer, Transport transport, client_options options = {})
        : core_{new core_type{std::move(signer), std::move(transport), std::move(options), runtime_of<Transport>}}
    {}

    /// With a runtime too: another clock to sign with, other sleep, other chance. Without it time is the system's, or the
    /// transport's where it has one of its own.
    basic_client(Signer signer, Transport transport, client_options options, Runtime runtime)
        : core_{new core_type{std::move(signer), std::move(transport), std::move(options),
                              [&](Transport&) { return std::move(runtime); }}}
    {}

    /// Operations under way go on with the new owner. The old one can then be assigned to or destroyed, and nothing else.
    basic_client(basic_client&& other) noexcept;
    /// As destruction, then as construction.
    basic_client& operator=(basic_client&& other) noexcept;
    basic_client(basic_client const&) = delete;
    basic_client& operator=(basic_client const&) = delete;
    /// Stops what is under way asynchronously, as a stop by `generate_options::stop` does: its handlers are called later
    /// with `cancelled`, or with a code that equals `condition::not_sent` where nothing had left.
    JIMENG_SELDOM ~basic_client();

    /// Submits, waits until the task is done, and fetches the results: `pictures`, or `video` where the model says
    /// `using result = one_video;`.
    ///
    /// @par Errors `client_errc::rule_broken` and other codes equal to `condition::not_sent` before anything leaves;
    /// `service_errc` and `gateway_errc` as the service answers; `submit_unknown`; `still_running` when patience ends
    /// first; `task_lost`, `task_expired`, `empty_result`; `partly_saved` when a result could not be fetched
    /// or, with `generate_options::output`, written.
    template <submittable Request>
    result_of<Request> generate(Request const& request, options_of<Request> const& how, error_code& ec,
                                diagnostics& details)
    {
        auto fsm =
            detail::plan_submit(detail::goal::generate, prepare(request), *core_, detail::general(how), ec, details);
        run_to_end(*fsm, ec, details);
        return detail::shaped<result_of<Request>>(detail::pictures_of(*fsm));
    }
    template <submittable Request>
    result_of<Request> generate(Request const& request, error_code& ec, diagnostics& details)
    {
        return generate(request, detail::default_options<options_of<Request>>(), ec, details);
    }
    template <submittable Request>
    result_of<Request> generate(Request const& request, options_of<Request> const& how)
    {
        return throwing([&](error_code& ec, diagnostics& details) { return generate(request, how, ec, details); });
    }
    template <submittable Request>
    result_of<Request> generate(Request const& request)
    {
        return generate(request, detail::default_options<options_of<Request>>());
    }

    /// Submits only. Keep the task: it is all that is needed to fetch what was paid for.
    /// Of `how` only `on_progress` and `stop` matter here.
    template <submittable Request>
    task submit(Request const& request, error_code& ec, diagnostics& details)
    {
        return submit(request, detail::default_options<generate_options>(), ec, details);
    }
    template <submittable Request>
    task submit(Request const& request, generate_options const& how, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_submit(detail::goal::submit, prepare(request), *core_, how, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::task_of(*fsm);
    }
    template <submittable Request>
    task submit(Request const& request, generate_options const& how)
    {
        return throwing([&](error_code& ec, diagnostics& details) { return submit(request, how, ec, details); });
    }
    template <submittable Request>
    task submit(Request const& request)
    {
        return throwing([&](error_code& ec, diagnostics& details) { return submit(request, ec, details); });
    }

    /// Asks once where a task is. Every status is an answer, not an error; a `code` other than 10000 is an error.
    task_state query(task const& which, result_options const& results, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_task(detail::goal::query, which, *core_, {.results = results}, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::state_of(*fsm);
    }
    task_state query(task const& which, error_code& ec, diagnostics& details) { return query(which, {}, ec, details); }
    task_state query(task const& which, result_options const& results = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return query(which, results, ec, details); });
    }

    /// Waits for a task that was submitted before, here or elsewhere, and fetches its results, a video among them.
    pictures wait(task const& which, generate_options const& how, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_task(detail::goal::wait, which, *core_, how, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::pictures_of(*fsm);
    }
    pictures wait(task const& which, error_code& ec, diagnostics& details) { return wait(which, {}, ec, details); }
    pictures wait(task const& which, generate_options const& how = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return wait(which, how, ec, details); });
    }

    /// The same for a task of a model that films.
    video wait_video(task const& which, video_options const& how, error_code& ec, diagnostics& details)
    {
        return to_video(wait(detail::of_video(which), how, ec, details));
    }
    video wait_video(task const& which, error_code& ec, diagnostics& details)
    {
        return wait_video(which, {}, ec, details);
    }
    video wait_video(task const& which, video_options const& how = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return wait_video(which, how, ec, details); });
    }

    /// Fetches a result's link straight into a file, without credentials. Where this client's endpoint is on this
    /// machine, the link may be too.
    saved_picture download(std::string_view url, std::string const& path, download_options const& how, error_code& ec,
                           diagnostics& details)
    {
        auto const allowed = detail::allowed_by(core_->options.endpoint, how);
        auto const core = core_;
        detail::link_download operation{url, path, allowed};
        run(operation, core->transport, core->runtime, [](http_request&, std::chrono::system_clock::time_point) {});
        ec = operation.error();
        details = operation.details();
        return operation.saved();
    }
    saved_picture download(std::string_view url, std::string const& path, error_code& ec, diagnostics& details)
    {
        return download(url, path, {}, ec, details);
    }
    saved_picture download(std::string_view url, std::string const& path, download_options const& how = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return download(url, path, how, ec, details); });
    }

    /// The asynchronous forms, defined in `jimeng/async.hpp`. Each does what the blocking form of its name does.
    ///
    /// @par Completion signature `void(error_code, T)` with the type that the blocking form returns: `pictures`, `task`,
    /// `task_state`, `saved_picture`. With a token that throws (`use_awaitable`, `use_future`, `with_diagnostics(token)`)
    /// `void(std::exception_ptr, T)`, and what is thrown is what the blocking form throws.
    /// @par Executor The operation runs on the transport's executor. So do a store and the disk, unless
    /// `client_options::disk` is where they are waited for; observers are called on the transport's all the same. The handler
    /// is called once, through its own associated executor and otherwise on the transport's, and never inside the
    /// initiating function, unless the transport cannot even wait.
    /// @par Cancellation `terminal` and `partial` stop it: a submit that has begun to leave is finished first, for the sake
    /// of its task's id. `total` stops it until then, and has no effect afterwards. `generate_options::stop` and the end of
    /// the client do what `terminal` does. The handler then gets `cancelled`, or a code that equals `condition::not_sent`
    /// where nothing had left; a task that was accepted goes on.
    /// @par Object lifetimes The request, `how`, task, link and path are read or copied inside the initiating function, the
    /// content of local files when the submit is signed and sent; a deferred token may be started later, and more than once. `diagnostics` must live until the handler is
    /// called. The client may go; the transport's context must run until the handler was called.
    /// @par Exception safety The initiating function throws only what memory costs, before anything is sent. What a signer,
    /// transport, runtime, store, limiter or `on_progress` throws later becomes an error code. What the handler throws
    /// leaves the `run` of the context that called it.
    template <submittable Request, class Token>
    auto async_generate(Request const& request, options_of<Request> const& how, diagnostics& details, Token&& token);
    template <submittable Request, class Token>
    auto async_generate(Request const& request, options_of<Request> const& how, Token&& token);
    template <submittable Request, class Token>
    auto async_generate(Request const& request, diagnostics& details, Token&& token);
    template <submittable Request, class Token>
    auto async_generate(Request const& request, Token&& token);

    template <submittable Request, class Token>
    auto async_submit(Request const& request, generate_options const& how, diagnostics& details, Token&& token);
    template <submittable Request, class Token>
    auto async_submit(Request const& request, generate_options const& how, Token&& token);
    template <submittable Request, class Token>
    auto async_submit(Request const& request, diagnostics& details, Token&& token);
    template <submittable Request, class Token>
    auto async_submit(Request const& request, Token&& token);

    template <class Token>
    auto async_query(task const& which, result_options const& results, diagnostics& details, Token&& token);
    template <class Token>
    auto async_query(task const& which, result_options const& results, Token&& token);
    template <class Token>
    auto async_query(task const& which, diagnostics& details, Token&& token);
    template <class Token>
    auto async_query(task const& which, Token&& token);

    template <class Token>
    auto async_wait(task const& which, generate_options const& how, diagnostics& details, Token&& token);
    template <class Token>
    auto async_wait(task const& which, generate_options const& how, Token&& token);
    template <class Token>
    auto async_wait(task const& which, diagnostics& details, Token&& token);
    template <class Token>
    auto async_wait(task const& which, Token&& token);

    template <class Token>
    auto async_wait_video(task const& which, video_options const& how, diagnostics& details, Token&& token);
    template <class Token>
    auto async_wait_video(task const& which, video_options const& how, Token&& token);
    template <class Token>
    auto async_wait_video(task const& which, diagnostics& details, Token&& token);
    template <class Token>
    auto async_wait_video(task const& which, Token&& token);

    template <class Token>
    auto async_download(std::string_view url, std::string const& path, download_options const& how,
                        diagnostics& details, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, download_options const& how, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, diagnostics& details, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, Token&& token);

    [[nodiscard]] client_options const& options() const noexcept { return core_->options; }
    [[nodiscard]] Transport& transport() noexcept { return core_->transport; }
    [[nodiscard]] Runtime& runtime() noexcept { return core_->runtime; }

private:
    JIMENG_SELDOM void run_to_end(detail::generate_fsm& fsm, error_code& ec, diagnostics& details);

    template <class Form>
    JIMENG_SELDOM static auto throwing(Form form)
    {
        error_code ec;
        diagnostics details;
        auto result = form(ec, details);
        if (ec.failed()) std::rethrow_exception(detail::failure_of(ec, std::move(details), std::move(result)));
        return result;
    }

    template <class Value, class Take, class Planner, class Token>
    auto async_run_plan(Planner planner, generate_options how, diagnostics* details, Take take, Token&& token);
    template <class Request>
    auto submit_planner(detail::goal until, Request const& request);
    template <class Task>
    auto task_planner(detail::goal until, Task const& which);
    template <class Token>
    auto async_run_download(std::string_view url, std::string const& path, download_options how, diagnostics* details,
                            Token&& token);

    void leave() noexcept
    {
        if (core_) core_->gone.request_stop();
    }

    std::shared_ptr<core_type> core_;
};

// Not in the class: a file that is compiled apart from these has them instantiated elsewhere for the client of most uses.
template <class Signer, class Transport, class Runtime>
basic_client<Signer, Transport, Runtime>::basic_client(credentials keys, client_options options)
    : core_{new core_type{detail::signer_for<Signer>(std::move(keys), options.route), Transport{options.transport},
                          std::move(options), runtime_of<Transport>}}
{}

template <class Signer, class Transport, class Runtime>
basic_client<Signer, Transport, Runtime>::basic_client(basic_client&& other) noexcept = default;

template <class Signer, class Transport, class Runtime>
basic_client<Signer, Transport, Runtime>&
basic_client<Signer, Transport, Runtime>::operator=(basic_client&& other) noexcept
{
    if (this == &other) return *this;
    leave();
    core_ = std::move(other.core_);
    return *this;
}

template <class Signer, class Transport, class Runtime>
basic_client<Signer, Transport, Runtime>::~basic_client()
{
    leave();
}

template <class Signer, class Transport, class Runtime>
void basic_client<Signer, Transport, Runtime>::run_to_end(detail::generate_fsm& fsm, error_code& ec,
                                                          diagnostics& details)
{
    static_assert(sync_transport<Transport>, "jimeng: this transport has no blocking `exchange`: use the async_ form");
    auto const core = core_; // which the operation needs to its end, whatever becomes of the client meanwhile
    auto sign = [&core](http_request& request, std::chrono::system_clock::time_point now) { core->sign(request, now); };
    detail::blocking_calls_of<Transport, Runtime, decltype(sign)> calls{core->transport, core->runtime, sign};
    detail::run_to_end(fsm, calls, ec, details);
}

/// The client for most uses: official signature, HTTPS.
using client = basic_client<hmac_sha256_signer<>, beast_transport>;

#ifdef JIMENG_SEPARATE_COMPILATION
extern template class basic_client<hmac_sha256_signer<>, beast_transport>;
#endif

} // namespace jimeng::inline JIMENG_ABI

#endif
