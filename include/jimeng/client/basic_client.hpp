#ifndef JIMENG_CLIENT_BASIC_CLIENT_HPP
#define JIMENG_CLIENT_BASIC_CLIENT_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/detail/start.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/picture.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/core/credentials.hpp>
#include <jimeng/net/beast_transport.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/net/transport.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>
#include <jimeng/sign/signer.hpp>

#include <chrono>
#include <string_view>
#include <utility>

namespace jimeng {

/// Turns requests into pictures: signs, sends, waits, fetches.
///
/// Every operation has four forms: throwing `error_with_diagnostics`; with `error_code&` and `diagnostics&`; `async_…`
/// with any Asio completion token; and `async_…` with `diagnostics&` and a token. The last two are defined in
/// `jimeng/async.hpp`.
///
/// What a signer, a blocking transport or `on_progress` throws becomes an error code, with their words in
/// `diagnostics::client_message`: an exception must not take a paid task's id with it.
///
/// A submit is sent at most once per call. After every failure `diagnostics::submitted` says what became of it, and
/// `diagnostics::task_id` is set as soon as there is one.
///
/// @par Thread safety Distinct objects: safe. One object: one blocking operation at a time; asynchronous operations may
/// overlap, initiated from one thread or strand.
/// @par Object lifetimes The client must outlive its operations; the request may die as soon as the (initiating)
/// function returns; `diagnostics` must live until the operation completes.
template <class Signer, class Transport>
class basic_client {
    static_assert(signer<Signer>,
                  "jimeng: Signer must be copyable and provide `void sign(http_request&, sys_seconds) const`");
    static_assert(
        sync_transport<Transport> || async_transport<Transport>,
        "jimeng: Transport must provide `exchange` or `async_exchange` with `async_wait`; see net/transport.hpp");

public:
    /// Without options, they come from the environment as credentials do; see `client_options::from_environment`.
    explicit basic_client(credentials keys, client_options options = client_options::from_environment())
        : signer_{std::move(keys)},
          transport_{options.transport},
          options_{std::move(options)}
    {}

    /// With own policies. `options.transport` is not looked at: give its limits to the transport itself.
    basic_client(Signer signer, Transport transport, client_options options = client_options::from_environment())
        : signer_{std::move(signer)},
          transport_{std::move(transport)},
          options_{std::move(options)}
    {}

    /// Submits, waits until the task is done, and fetches the pictures.
    ///
    /// @par Errors `client_errc::rule_broken` and other codes equal to `condition::not_sent` before anything leaves;
    /// `service_errc` and `gateway_errc` as the service answers; `submit_unknown`; `still_running` when patience ends
    /// first; `task_lost`, `task_expired`, `empty_result`; `partly_saved` when a picture could not be fetched
    /// or, with `generate_options::output`, written.
    template <described_request Request>
    pictures generate(Request const& request, generate_options const& how, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_submit(detail::goal::generate, detail::checked_and_encoded(request), options_, how, ec,
                                       details);
        run_to_end(*fsm, ec, details);
        return detail::pictures_of(*fsm);
    }
    template <described_request Request>
    pictures generate(Request const& request, error_code& ec, diagnostics& details)
    {
        return generate(request, detail::default_generate_options(), ec, details);
    }
    template <described_request Request>
    pictures generate(Request const& request, generate_options const& how)
    {
        return throwing([&](error_code& ec, diagnostics& details) { return generate(request, how, ec, details); });
    }
    template <described_request Request>
    pictures generate(Request const& request)
    {
        return generate(request, detail::default_generate_options());
    }

    /// Submits only. Keep the task: it is all that is needed to fetch what was paid for.
    /// Of `how` only `on_progress` and `stop` matter here.
    template <described_request Request>
    task submit(Request const& request, error_code& ec, diagnostics& details)
    {
        return submit(request, detail::default_generate_options(), ec, details);
    }
    template <described_request Request>
    task submit(Request const& request, generate_options const& how, error_code& ec, diagnostics& details)
    {
        auto fsm =
            detail::plan_submit(detail::goal::submit, detail::checked_and_encoded(request), options_, how, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::task_of(*fsm);
    }
    template <described_request Request>
    task submit(Request const& request)
    {
        return throwing([&](error_code& ec, diagnostics& details) { return submit(request, ec, details); });
    }

    /// Asks once where a task is. Every status is an answer, not an error; a `code` other than 10000 is an error.
    task_state query(task const& which, result_options const& results, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_task(detail::goal::query, which, options_, {.results = results}, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::state_of(*fsm);
    }
    task_state query(task const& which, error_code& ec, diagnostics& details) { return query(which, {}, ec, details); }
    task_state query(task const& which, result_options const& results = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return query(which, results, ec, details); });
    }

    /// Waits for a task that was submitted before, here or elsewhere, and fetches its pictures.
    pictures wait(task const& which, generate_options const& how, error_code& ec, diagnostics& details)
    {
        auto fsm = detail::plan_task(detail::goal::wait, which, options_, how, ec, details);
        run_to_end(*fsm, ec, details);
        return detail::pictures_of(*fsm);
    }
    pictures wait(task const& which, error_code& ec, diagnostics& details) { return wait(which, {}, ec, details); }
    pictures wait(task const& which, generate_options const& how = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return wait(which, how, ec, details); });
    }

    /// Fetches a result's link straight into a file, without credentials. Where this client's endpoint is on this
    /// machine, the link may be too.
    saved_picture download(std::string_view url, std::string const& path, download_options const& how, error_code& ec,
                           diagnostics& details)
    {
        return jimeng::download(transport_, url, path, detail::allowed_by(options_.endpoint, how), ec, details);
    }
    saved_picture download(std::string_view url, std::string const& path, error_code& ec, diagnostics& details)
    {
        return download(url, path, {}, ec, details);
    }
    saved_picture download(std::string_view url, std::string const& path, download_options const& how = {})
    {
        return throwing([&](error_code& ec, diagnostics& details) { return download(url, path, how, ec, details); });
    }

    /// The asynchronous forms, defined in `jimeng/async.hpp`. Completion signature `void(error_code, T)` with the type that
    /// the blocking form returns.
    template <described_request Request, class Token>
    auto async_generate(Request const& request, generate_options const& how, diagnostics& details, Token&& token);
    template <described_request Request, class Token>
    auto async_generate(Request const& request, generate_options const& how, Token&& token);
    template <described_request Request, class Token>
    auto async_generate(Request const& request, diagnostics& details, Token&& token);
    template <described_request Request, class Token>
    auto async_generate(Request const& request, Token&& token);

    template <described_request Request, class Token>
    auto async_submit(Request const& request, diagnostics& details, Token&& token);
    template <described_request Request, class Token>
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
    auto async_download(std::string_view url, std::string const& path, download_options const& how,
                        diagnostics& details, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, download_options const& how, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, diagnostics& details, Token&& token);
    template <class Token>
    auto async_download(std::string_view url, std::string const& path, Token&& token);

    [[nodiscard]] client_options const& options() const noexcept { return options_; }
    [[nodiscard]] Transport& transport() noexcept { return transport_; }

private:
    auto signing()
    {
        return [this](http_request& request, std::chrono::system_clock::time_point now) {
            signer_.sign(request, std::chrono::floor<std::chrono::seconds>(now));
        };
    }

    void run_to_end(detail::generate_fsm& fsm, error_code& ec, diagnostics& details)
    {
        static_assert(sync_transport<Transport>,
                      "jimeng: this transport has no blocking `exchange`: use the async_ form");
        auto sign = signing();
        detail::blocking_calls_of<Transport, decltype(sign)> calls{transport_, sign};
        detail::run_to_end(fsm, calls, ec, details);
    }

    template <class Form>
    static auto throwing(Form form)
    {
        error_code ec;
        diagnostics details;
        auto result = form(ec, details);
        detail::throw_on_error(ec, details);
        return result;
    }

    template <class Value, class Take, class Planner, class Token>
    auto async_run_plan(Planner planner, generate_options how, diagnostics* details, Take take, Token&& token);
    template <class Request>
    auto submit_planner(detail::goal until, Request const& request);
    auto task_planner(detail::goal until, task const& which);
    template <class Token>
    auto async_run_download(std::string_view url, std::string const& path, download_options how, diagnostics* details,
                            Token&& token);

    Signer signer_;
    Transport transport_;
    client_options options_;
};

/// The client for most uses: official signature, HTTPS by Beast.
using client = basic_client<hmac_sha256_signer<>, beast_transport>;

} // namespace jimeng

#endif
