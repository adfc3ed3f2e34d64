#ifndef JIMENG_CLIENT_ASYNC_FORMS_HPP
#define JIMENG_CLIENT_ASYNC_FORMS_HPP

#include <jimeng/client/basic_client.hpp>
#include <jimeng/client/detail/async_operation.hpp>
#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>

#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

template <class Result>
struct take_results_of {
    Result operator()(generate_fsm& fsm) const { return shaped<Result>(fsm.take_pictures()); }
};
struct take_task_of {
    task operator()(generate_fsm& fsm) const { return fsm.take_task(); }
};
struct take_state_of {
    task_state operator()(generate_fsm& fsm) const { return fsm.take_state(); }
};
struct take_saved_of {
    saved_picture operator()(link_download& download) const { return download.saved(); }
};

} // namespace detail

template <class Signer, class Transport, class Runtime>
template <class Value, class Take, class Planner, class Token>
auto basic_client<Signer, Transport, Runtime>::async_run_plan(Planner planner, generate_options how,
                                                              diagnostics* details, Take take, Token&& token)
{
    std::stop_token callers = how.stop;
    auto make = [planner = std::move(planner), how = std::move(how)](std::stop_token stop,
                                                                     detail::early_refusal& refused) {
        auto own = how;
        own.stop = std::move(stop);
        return std::shared_ptr<detail::generate_fsm>{planner(own, refused.error, refused.details)};
    };
    return detail::async_run_operation<Value>(core_, std::move(callers), details, std::move(make), std::move(take),
                                              std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Request>
auto basic_client<Signer, Transport, Runtime>::submit_planner(detail::goal until, Request const& request)
{
    return [core = core_, until, encoded = prepare(request)](generate_options const& how, error_code& ec,
                                                             diagnostics& details) {
        return detail::plan_submit(until, encoded, *core, how, ec, details);
    };
}

template <class Signer, class Transport, class Runtime>
template <class Task>
auto basic_client<Signer, Transport, Runtime>::task_planner(detail::goal until, Task const& which)
{
    // A plain capture of a reference to const would be const itself, and copied wherever it is meant to be moved.
    return [core = core_, until, kept = which](generate_options const& how, error_code& ec, diagnostics& details) {
        return detail::plan_task(until, kept, *core, how, ec, details);
    };
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_generate(Request const& request, options_of<Request> const& how,
                                                              diagnostics& details, Token&& token)
{
    using result = result_of<Request>;
    return async_run_plan<result>(submit_planner(detail::goal::generate, request), how, &details,
                                  detail::take_results_of<result>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_submit(Request const& request, generate_options const& how,
                                                            diagnostics& details, Token&& token)
{
    return async_run_plan<task>(submit_planner(detail::goal::submit, request), how, &details, detail::take_task_of{},
                                std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_submit(Request const& request, generate_options const& how,
                                                            Token&& token)
{
    return async_run_plan<task>(submit_planner(detail::goal::submit, request), how, nullptr, detail::take_task_of{},
                                std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_submit(Request const& request, diagnostics& details, Token&& token)
{
    return async_submit(request, generate_options{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_query(task const& which, result_options const& results,
                                                           diagnostics& details, Token&& token)
{
    return async_run_plan<task_state>(task_planner(detail::goal::query, which), generate_options{.results = results},
                                      &details, detail::take_state_of{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait(task const& which, generate_options const& how,
                                                          diagnostics& details, Token&& token)
{
    return async_run_plan<pictures>(task_planner(detail::goal::wait, which), how, &details,
                                    detail::take_results_of<pictures>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_generate(Request const& request, options_of<Request> const& how,
                                                              Token&& token)
{
    using result = result_of<Request>;
    return async_run_plan<result>(submit_planner(detail::goal::generate, request), how, nullptr,
                                  detail::take_results_of<result>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_submit(Request const& request, Token&& token)
{
    return async_submit(request, generate_options{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_query(task const& which, result_options const& results,
                                                           Token&& token)
{
    return async_run_plan<task_state>(task_planner(detail::goal::query, which), generate_options{.results = results},
                                      nullptr, detail::take_state_of{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait(task const& which, generate_options const& how, Token&& token)
{
    return async_run_plan<pictures>(task_planner(detail::goal::wait, which), how, nullptr,
                                    detail::take_results_of<pictures>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_generate(Request const& request, Token&& token)
{
    return async_generate(request, options_of<Request>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_run_download(std::string_view url, std::string const& path,
                                                                  download_options how, diagnostics* details,
                                                                  Token&& token)
{
    std::stop_token callers = how.stop;
    auto make = [url = std::string{url}, path, apart = core_->options.disk != nullptr,
                 how = detail::allowed_by(core_->options.endpoint, std::move(how))](std::stop_token stop,
                                                                                    detail::early_refusal&) {
        auto own = how;
        own.stop = std::move(stop);
        own.work_apart = apart;
        return std::make_shared<detail::link_download>(url, path, own);
    };
    return detail::async_run_operation<saved_picture>(core_, std::move(callers), details, std::move(make),
                                                      detail::take_saved_of{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_download(std::string_view url, std::string const& path,
                                                              download_options const& how, diagnostics& details,
                                                              Token&& token)
{
    return async_run_download(url, path, how, &details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_download(std::string_view url, std::string const& path,
                                                              download_options const& how, Token&& token)
{
    return async_run_download(url, path, how, nullptr, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <submittable Request, class Token>
auto basic_client<Signer, Transport, Runtime>::async_generate(Request const& request, diagnostics& details,
                                                              Token&& token)
{
    return async_generate(request, options_of<Request>{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_query(task const& which, diagnostics& details, Token&& token)
{
    return async_query(which, result_options{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_query(task const& which, Token&& token)
{
    return async_query(which, result_options{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait(task const& which, diagnostics& details, Token&& token)
{
    return async_wait(which, generate_options{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait(task const& which, Token&& token)
{
    return async_wait(which, generate_options{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_download(std::string_view url, std::string const& path,
                                                              diagnostics& details, Token&& token)
{
    return async_download(url, path, download_options{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_download(std::string_view url, std::string const& path,
                                                              Token&& token)
{
    return async_download(url, path, download_options{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait_video(task const& which, video_options const& how,
                                                                diagnostics& details, Token&& token)
{
    return async_run_plan<video>(task_planner(detail::goal::wait, detail::of_video(which)), how, &details,
                                 detail::take_results_of<video>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait_video(task const& which, video_options const& how,
                                                                Token&& token)
{
    return async_run_plan<video>(task_planner(detail::goal::wait, detail::of_video(which)), how, nullptr,
                                 detail::take_results_of<video>{}, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait_video(task const& which, diagnostics& details, Token&& token)
{
    return async_wait_video(which, video_options{}, details, std::forward<Token>(token));
}

template <class Signer, class Transport, class Runtime>
template <class Token>
auto basic_client<Signer, Transport, Runtime>::async_wait_video(task const& which, Token&& token)
{
    return async_wait_video(which, video_options{}, std::forward<Token>(token));
}

} // namespace jimeng::inline JIMENG_ABI

#endif
