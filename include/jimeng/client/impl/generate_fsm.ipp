#ifndef JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/wire/encode.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace jimeng::detail {

inline constexpr std::size_t most_answer_bytes = std::size_t{1} << 20;
/// With base64 the answer holds the pictures; 32 MiB each covers a 4096x4096 PNG of photographic content.
inline constexpr std::size_t most_base64_answer_bytes = most_pictures * (std::size_t{32} << 20);

inline constexpr char look_into_console[] =
    "; the task may exist and be billed: do not submit again unseen, look into the console first";

inline bool is_service_word(error_code const& ec) noexcept
{
    return ec.category() == service_category() || ec.category() == gateway_category();
}

/// Which refusals prove that no task was made. A code that no table has proves nothing, nor does one of a service that
/// broke down, for it may have done so after it took the task.
inline verdict verdict_of_refusal(error_code const& ec) noexcept
{
    bool const proof = ec.category() == gateway_category()
                           ? !(ec == condition::maybe_sent)
                           : find_service_code(ec.value()) != nullptr && !is_breakdown(ec.value());
    return proof ? verdict::rejected : verdict::unknown;
}

/// An answer that is not what the service documents: a proxy's page, a redirect, another envelope.
inline bool is_odd_answer(error_code const& ec) noexcept
{
    if (ec == gateway_errc::unknown) return true;
    return ec.category() == client_category() && ec.value() >= static_cast<int>(client_errc::bad_http) &&
           ec.value() <= static_cast<int>(client_errc::unexpected_redirect);
}

inline bool is_breakdown_of_query(error_code const& ec) noexcept
{
    return ec.category() == service_category() && is_breakdown(ec.value());
}

/// A right or an interface that is missing prevents asking; the task is none the worse for it.
inline bool is_closed_way(error_code const& ec) noexcept
{
    return ec == service_errc::access_denied || ec == service_errc::no_such_interface;
}

inline bool is_passing_http_status(int status) noexcept
{
    return status == 408 || status == 429 || status >= 500;
}

/// Whether the same query has no chance: a setting or a right has to change first. Everything else may pass, a hotel's
/// certificate, a key store that is down and a session token that is being renewed included.
inline bool is_no_use(error_code const& ec) noexcept
{
    if (is_closed_way(ec)) return true;
    if (ec.category() == gateway_category())
        return ec == condition::user_must_act && ec != gateway_errc::invalid_secret_token &&
               ec != gateway_errc::invalid_timestamp;
    if (ec.category() != client_category()) return false;
    bool const prevented = ec.value() < static_cast<int>(client_errc::resolve_failed);
    return (prevented && ec != client_errc::signing_failed) || ec == client_errc::forbidden_address;
}

JIMENG_DECL generate_fsm::generate_fsm(generate_plan plan)
    : plan_{std::move(plan)},
      names_{plan_.options.output.text(), plan_.options.overwrite}
{}
JIMENG_DECL generate_fsm::~generate_fsm() = default;

JIMENG_DECL next_action generate_fsm::resume(action_result result)
{
    now_ = result.now;
    random_ = result.random;
    switch (stage_) {
    case stage::start:
        started_ = accepted_ = now_;
        if (plan_.until == goal::submit || plan_.until == goal::generate) return send_submit();
        details_.task_id = plan_.task.id.text();
        return send_query();
    case stage::submitting: return after_submit(std::move(result));
    case stage::waiting: return result.error.failed() ? stopped() : send_query();
    case stage::querying: return after_query(std::move(result));
    case stage::downloading: return download_next(std::move(result));
    case stage::finished: break;
    }
    return {};
}

/// Out of memory, mostly: what can be given back goes first, so that there is room to tell how it stands with the money.
JIMENG_DECL void generate_fsm::threw(std::exception const& thrown) noexcept
{
    intake_.reset();
    download_.reset();
    response_ = {};
    state_ = {};
    stage_ = stage::finished;
    bool const submits = plan_.until == goal::submit || plan_.until == goal::generate;
    if (submits && details_.submitted == verdict::none) details_.submitted = verdict::not_sent;
    if (submits && !details_.task_id.empty()) details_.submitted = verdict::accepted;
    error_ = details_.submitted == verdict::unknown    ? client_errc::submit_unknown
             : details_.submitted == verdict::not_sent ? client_errc::cancelled_before_send
                                                       : client_errc::waiting_failed;
    try {
        if (plan_.task.id.empty() && !details_.task_id.empty())
            plan_.task.id = *task_id::parse(std::string_view{details_.task_id});
        end_with(thrown.what());
    } catch (std::exception const&) {
        details_.client_message.clear();
    }
}

inline void generate_fsm::end_with(std::string words)
{
    if (details_.task_id.empty()) details_.task_id = plan_.task.id.text();
    words = "the client could not go on (" + for_terminal(words) + ")";
    if (error_ == client_errc::submit_unknown)
        words += look_into_console;
    else if (error_ == client_errc::waiting_failed)
        words += "; task " + for_terminal(details_.task_id) + " goes on at the service: ask again with its id";
    details_.client_message = std::move(words);
}

inline next_action generate_fsm::send_submit()
{
    if (!tell(progress::stage::submitting, 0)) {
        details_.submitted = verdict::not_sent;
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    }
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = make_call<submit_task>(plan_.origin, std::move(plan_.submit_body));
    action.options.timeout = time_for_call();
    action.options.max_body_bytes = most_answer_bytes;
    action.options.fresh_connection = true;    // a stale one would leave the submit's fate open
    action.options.finish_once_sending = true; // the id is worth more than the second it takes
    action.options.partial_answer = true;      // it may have come before what broke the answer off
    action.options.before_first_byte = [this] { return submit_has_left_ = true, error_code{}; };
    action.options.stop = plan_.options.stop;
    stage_ = stage::submitting;
    details_.submitted = verdict::unknown; // until an answer or a failure tells more
    return action;
}

inline next_action generate_fsm::after_submit(action_result result)
{
    auto ec = result.error;
    bool const answered = !ec.failed();
    note(std::move(result));
    auto id = answered ? decode_submit(response_, ec, details_) : task_id{};
    if (!answered && !response_.body.empty()) look_for_id();
    keep_answer();
    // An id that came is an accepted task, whatever stands around it: the queries will tell.
    if (ec.failed() && !details_.task_id.empty()) id = *task_id::parse(std::string_view{details_.task_id});
    if (id.empty()) return submit_failed(ec, answered);
    last_cause_ = ec;
    return accept(std::move(id));
}

/// In what came of an answer that was broken off. Its words say nothing of the task then.
inline void generate_fsm::look_for_id()
{
    error_code ignored;
    diagnostics found;
    static_cast<void>(decode_submit(response_, ignored, found));
    if (found.task_id.empty()) return;
    details_.task_id = std::move(found.task_id);
    details_.client_message.clear();
}

inline next_action generate_fsm::accept(task_id id)
{
    details_.submitted = verdict::accepted;
    details_.cause = last_cause_;
    plan_.task.id = std::move(id);
    accepted_ = now_;
    bool const go_on = tell(progress::stage::accepted, 0);
    if (plan_.until == goal::submit) return finish({});
    return go_on ? wait_before_query() : stopped();
}

/// Says what became of the money, in the error and in the verdict.
inline next_action generate_fsm::submit_failed(error_code const& ec, bool answered)
{
    if (!answered && ec == condition::not_sent) {
        details_.submitted = verdict::not_sent;
        return finish(ec);
    }
    if (answered && is_service_word(ec)) {
        details_.submitted = verdict_of_refusal(ec);
        return finish(ec, details_.submitted == verdict::unknown ? ec.message() + look_into_console : std::string{});
    }
    details_.submitted = verdict::unknown;
    std::string message = "submit: " + ec.message();
    if (details_.http_status != 0) message += " (HTTP " + std::to_string(details_.http_status) + ")";
    return finish(client_errc::submit_unknown, message + look_into_console);
}

inline next_action generate_fsm::wait_before_query()
{
    if (intake_ && intake_->size() != 0) intake_.reset();                            // thousands may wait
    waited_for_ = std::max(waited_for_, std::chrono::nanoseconds{now_ - accepted_}); // the clock may be set back
    auto const pause = plan_.poll.jittered(plan_.poll.wait_before_query(attempts_, waited_for_, throttled_), random_);
    if (attempts_ >= plan_.poll.max_attempts || gave_patience_up(pause)) return finish(client_errc::still_running);
    waited_for_ += pause;
    stage_ = stage::waiting;
    next_action action;
    action.what = next_action::kind::wait;
    action.duration = pause;
    action.options.stop = plan_.options.stop;
    return action;
}

inline next_action generate_fsm::send_query()
{
    ++attempts_;
    stage_ = stage::querying;
    bool const links = plan_.options.results.return_url;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request =
        make_call<get_result>(plan_.origin, encode_query(plan_.task.req_key, plan_.task.id, plan_.options.results));
    action.options.timeout = time_for_call();
    bool const whole = plan_.until == goal::query;
    action.options.max_body_bytes = whole && links ? most_answer_bytes : most_base64_answer_bytes;
    action.options.stop = plan_.options.stop;
    if (whole) return action;
    start_intake(); // a picture may be inside though links were asked for
    action.options.sink = [this](std::string_view piece) { return intake_->take(piece); };
    action.options.announced_bytes = intake_->announced_bytes();
    action.options.partial_answer = true; // for its status
    return action;
}

inline next_action generate_fsm::after_query(action_result result)
{
    auto const ec_of_exchange = result.error;
    note(std::move(result));
    // Where nothing but the end of the connection ended it, a document that is whole was not cut.
    bool const may_be_whole = ec_of_exchange == client_errc::truncated && intake_;
    if (ec_of_exchange.failed() && !may_be_whole) {
        if (intake_ && is_odd_answer(ec_of_exchange)) details_.answer = intake_->take_answer();
        intake_.reset(); // what the next answer brings begins anew
        return query_failed(ec_of_exchange);
    }
    error_code ec;
    state_ = intake_ ? intake_->finish(response_, ec, details_) : decode_result(response_, ec, details_);
    keep_answer();
    if (ec.failed() && may_be_whole) return intake_.reset(), query_failed(ec_of_exchange);
    if (ec.failed()) return query_failed(ec);
    throttled_ = false;
    if (plan_.until == goal::query) return finish({});
    return judge_status();
}

/// A query costs nothing, so everything that may pass is asked again.
inline next_action generate_fsm::query_failed(error_code const& ec)
{
    using of = sightings::of;
    if (ec == client_errc::cancelled || ec == client_errc::cancelled_before_send) return stopped();
    throttled_ = ec == condition::throttled;
    bool const once = plan_.until == goal::query;
    if (is_breakdown_of_query(ec) && !once)
        return ask_again_unless(believed(of::internal_error, plan_.poll.internal_error_attempts), ec);
    if (is_verdict_on_task(ec) && !throttled_) return finish(ec);
    if (once || is_no_use(ec)) return cannot_ask(ec);
    if (is_odd_answer(ec) && !is_passing_http_status(details_.http_status)) {
        if (believed(of::odd_answer, plan_.poll.bad_answer_attempts)) return cannot_ask(ec);
        return ask_again(ec);
    }
    seen_.forget();
    return ask_again(ec);
}

/// A documented code of the service speaks of the task; all else speaks of the way to it.
inline bool generate_fsm::is_verdict_on_task(error_code const& ec) const
{
    return ec.category() == service_category() && find_service_code(ec.value()) != nullptr && !is_closed_way(ec);
}

inline bool generate_fsm::believed(sightings::of what, int wanted)
{
    return seen_.believed(what, now_, wanted, plan_.poll);
}

inline next_action generate_fsm::ask_again_unless(bool over, error_code const& ec)
{
    return over ? finish(ec) : ask_again(ec);
}

/// The task goes on; it is the way to it that is closed.
inline next_action generate_fsm::cannot_ask(error_code const& cause)
{
    last_cause_ = cause;
    auto words = details_.client_message.empty() ? cause.message() : details_.client_message;
    return finish(client_errc::waiting_failed, "task " + for_terminal(plan_.task.id.text()) +
                                                   " goes on at the service, but asking for it failed: " + words);
}

/// The task is not given up, but the caller wants no more.
inline next_action generate_fsm::stopped()
{
    std::string message = "task " + plan_.task.id.text() + " goes on at the service; waiting for it was stopped";
    if (!observer_words_.empty()) message += ": " + observer_words_;
    return finish(client_errc::cancelled, std::move(message));
}

inline next_action generate_fsm::ask_again(error_code const& cause)
{
    last_cause_ = cause;
    return wait_before_query();
}

inline next_action generate_fsm::judge_status()
{
    last_cause_ = {};
    bool const go_on = tell(progress::stage::waiting, attempts_);
    if (!go_on && state_.status != task_status::done) return stopped();
    if (state_.status != task_status::not_found) seen_.forget();
    switch (state_.status) {
    case task_status::done: return take_results();
    case task_status::expired:
        return finish(client_errc::task_expired,
                      "task " + plan_.task.id.text() + " has expired at the service; submit again (a new cost)");
    case task_status::not_found:
        if (!believed(sightings::of::not_found, plan_.poll.not_found_attempts)) return wait_before_query();
        return finish(client_errc::task_lost,
                      "task " + plan_.task.id.text() +
                          " is not known to the service: check the id and the model; tasks live 12 hours");
    case task_status::in_queue:
    case task_status::generating:
    case task_status::unknown: return wait_before_query();
    }
    return wait_before_query();
}

/// A new place for the pictures of the next answer; what an earlier one left is removed first.
inline void generate_fsm::start_intake()
{
    if (intake_ && intake_->size() == 0) return intake_->restart_all();
    intake_.reset();
    intake_ = std::make_unique<inline_pictures>(names_.empty() ? std::string{} : names_.beside(plan_.task.id),
                                                expected() == media_kind::picture ? wanted_media::picture
                                                                                  : wanted_media::any);
}

inline next_action generate_fsm::finish(error_code const& ec, std::string message)
{
    stage_ = stage::finished;
    error_ = ec;
    intake_.reset();
    if (ec == client_errc::still_running || ec == client_errc::waiting_failed) details_.cause = last_cause_;
    if (ec == client_errc::still_running) {
        message = "task " + for_terminal(plan_.task.id.text()) + " is still running after " +
                  std::to_string(attempts_) + " queries; it goes on: ask again with its id, do not submit again";
        if (last_cause_.failed())
            message += " (last answer: " + last_cause_.message() + ")";
        else if (state_.status == task_status::unknown && !state_.status_word.empty())
            message += " (status '" + for_terminal(state_.status_word) + "')";
    }
    if (!message.empty()) details_.client_message = std::move(message);
    return {};
}

/// Takes over what the exchange told; what is known of the task stays.
inline void generate_fsm::note(action_result result)
{
    result.details.submitted = details_.submitted;
    result.details.task_id = plan_.task.id.text();
    result.details.answer = std::move(details_.answer);
    details_ = std::move(result.details);
    response_ = std::move(result.response);
}

inline void generate_fsm::keep_answer()
{
    if (intake_ && response_.body.empty())
        details_.answer = intake_->take_answer();
    else if (response_.body.size() < most_answer_bytes)
        details_.answer = std::move(response_.body);
    response_ = {};
}

/// An observer that throws wants the operation to end; its exception must not take a paid id with it.
inline bool generate_fsm::tell(progress::stage at, int attempt, media_kind kind)
{
    if (!plan_.options.on_progress) return true;
    try {
        plan_.options.on_progress({at, plan_.task.id.text(), state_.status, attempt, kind});
    } catch (std::exception const& error) {
        observer_words_ = "on_progress threw: " + for_terminal(error.what());
    } catch (...) {
        observer_words_ = "on_progress threw";
    }
    return observer_words_.empty();
}

inline bool generate_fsm::tell(progress::stage at, int attempt)
{
    return tell(at, attempt, expected());
}

inline bool generate_fsm::gave_patience_up(std::chrono::nanoseconds next_wait) const
{
    return now_ + std::chrono::duration_cast<time_point::duration>(next_wait) > started_ + plan_.poll.deadline;
}

inline std::chrono::milliseconds generate_fsm::time_for_call() const
{
    auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(started_ + plan_.poll.deadline - now_);
    return std::clamp(left, std::chrono::milliseconds{1}, plan_.call_timeout);
}

} // namespace jimeng::detail

#endif
