#ifndef JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/sign/sha256.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

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
    case stage::start: return start();
    case stage::admitting_submit: return submit_admitted(std::move(result));
    case stage::recording_intent: return intent_recorded(std::move(result));
    case stage::submitting: return after_submit(std::move(result));
    case stage::waiting_to_repeat: return result.error.failed() ? finish(result.error) : begin_submit();
    case stage::recording_accepted: note_recorded(job_event::kind::accepted, result); return go_on_after_acceptance();
    case stage::waiting: return result.error.failed() ? stopped() : begin_query();
    case stage::admitting_query: return query_admitted(std::move(result));
    case stage::querying: return after_query(std::move(result));
    case stage::recording_done: note_recorded(job_event::kind::done, result); return download_all();
    case stage::downloading: return download_next(std::move(result));
    case stage::recording_saved: note_recorded(job_event::kind::saved, result); return download_next({});
    case stage::recording_final: note_recorded(job_event::kind::final, result); break;
    case stage::finished: break;
    }
    stage_ = stage::finished;
    return {};
}

inline next_action generate_fsm::start()
{
    started_ = accepted_ = now_;
    if (plan_.until == goal::submit || plan_.until == goal::generate) return begin_submit();
    details_.task_id = plan_.task.id.text();
    return begin_query();
}

/// Out of memory, mostly: what can be given back goes first, so that there is room to tell how it stands with the money.
JIMENG_DECL void generate_fsm::threw(std::exception const& thrown) noexcept
{
    intake_.reset();
    download_.reset();
    response_ = {};
    state_ = {};
    submit_.reset();
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
    call_permit_.release(error_);
    task_permit_.release(error_);
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

/// Each attempt begins here: with the observer, the limiter and the store, in this order.
inline next_action generate_fsm::begin_submit()
{
    if (!tell(progress::stage::submitting, submits_)) {
        details_.submitted = verdict::not_sent;
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    }
    return plan_.admission ? acquire(limiter::use::task, stage::admitting_submit) : record_intent();
}

inline next_action generate_fsm::submit_admitted(action_result result)
{
    if (!result.error.failed()) {
        task_permit_.hold(plan_.admission, limiter::use::task);
        return record_intent();
    }
    details_.submitted = verdict::not_sent;
    details_.cause = result.error;
    auto const words = result.details.client_message.empty() ? result.error.message() : result.details.client_message;
    bool const as_it_is = result.error == condition::not_sent && result.error != client_errc::not_admitted;
    return finish(as_it_is ? result.error : make_error_code(client_errc::not_admitted),
                  "the limiter did not admit the submit, so nothing was sent: " + for_terminal(words));
}

inline next_action generate_fsm::record_intent()
{
    if (!plan_.store) return send_submit();
    if (body_sha256_.empty()) body_sha256_ = to_hex(sha256(submit_ ? submit_->body : plan_.submit_body));
    return record(event_of(job_event::kind::intent), stage::recording_intent);
}

inline next_action generate_fsm::intent_recorded(action_result result)
{
    if (!result.error.failed()) return send_submit();
    return refused_by_store(job_event::kind::intent, result.error, std::move(result.details.client_message));
}

inline next_action generate_fsm::refused_by_store(job_event::kind at, error_code const& ec, std::string words)
{
    store_refused_ = true;
    details_.submitted = verdict::not_sent;
    details_.cause = ec;
    if (words.empty()) words = ec.message();
    return finish(client_errc::not_recorded, "the job store refused '" + std::string{to_string(at)} +
                                                 "', so nothing was sent: " + for_terminal(words));
}

inline next_action generate_fsm::send_submit()
{
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    prepare_submit(action);
    action.options.timeout = time_for_call();
    action.options.max_body_bytes = most_answer_bytes;
    action.options.fresh_connection = true;    // a stale one would leave the submit's fate open
    action.options.finish_once_sending = true; // the id is worth more than the second it takes
    action.options.partial_answer = true;      // it may have come before what broke the answer off
    action.options.before_first_byte = [this] { return about_to_leave(); };
    action.options.stop = plan_.options.stop;
    stage_ = stage::submitting;
    ++submits_;
    details_.submitted = verdict::unknown; // until an answer or a failure tells more
    return action;
}

/// The request itself, or one that is kept for another attempt: unsigned, and the only one with this body.
inline void generate_fsm::prepare_submit(next_action& action)
{
    if (!submit_) {
        auto request = plan_.backend.first_call(plan_.task, std::move(plan_.submit_body));
        if (plan_.submit.attempts <= 1) return void(action.request = std::move(request));
        submit_ = std::make_shared<http_request>(std::move(request));
    }
    if (submit_.use_count() != 1) submit_ = std::make_shared<http_request>(*submit_); // somebody has not let go of it
    submit_->headers = plan_.backend.first_call(plan_.task, {}).headers;
    action.kept = submit_;
}

/// Right before the first byte of a submit: the last moment at which it costs nothing.
inline error_code generate_fsm::about_to_leave()
{
    if (plan_.store) {
        action_result result;
        auto const ask = [&] { result.error = plan_.store->record(event_of(job_event::kind::sending)); };
        (void)done_without_throwing(result, client_errc::not_recorded, ask);
        if (result.error.failed()) {
            store_refused_ = true;
            store_words_ = std::move(result.details.client_message);
            last_cause_ = result.error;
            return client_errc::not_recorded;
        }
    }
    submit_has_left_ = true;
    return {};
}

inline next_action generate_fsm::after_submit(action_result result)
{
    auto ec = result.error;
    bool const answered = !ec.failed();
    note(std::move(result));
    auto words = std::exchange(store_words_, {});
    if (ec == client_errc::not_recorded)
        return refused_by_store(job_event::kind::sending, last_cause_, std::move(words));
    store_refused_ = false; // a transport that sends all the same may have brought an id
    auto id = answered ? plan_.backend.judge_first(response_, ec, details_) : task_id{};
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
    static_cast<void>(plan_.backend.judge_first(response_, ignored, found));
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
    submit_.reset();
    stop_after_acceptance_ = !tell(progress::stage::accepted, 0);
    if (plan_.store) return record(event_of(job_event::kind::accepted), stage::recording_accepted);
    return go_on_after_acceptance();
}

inline next_action generate_fsm::go_on_after_acceptance()
{
    if (plan_.until == goal::submit) return finish({});
    return stop_after_acceptance_ ? stopped() : wait_before_query();
}

/// Says what became of the money, in the error and in the verdict.
inline next_action generate_fsm::submit_failed(error_code const& ec, bool answered)
{
    if (!answered && ec == condition::not_sent) {
        details_.submitted = verdict::not_sent;
        return repeat_or_finish(ec, {});
    }
    if (answered && is_service_word(ec)) {
        details_.submitted = verdict_of_refusal(ec);
        bool const unknown = details_.submitted == verdict::unknown;
        return repeat_or_finish(ec, unknown ? ec.message() + look_into_console : std::string{});
    }
    details_.submitted = verdict::unknown;
    std::string message = "submit: " + ec.message();
    if (details_.http_status != 0) message += " (HTTP " + std::to_string(details_.http_status) + ")";
    return finish(client_errc::submit_unknown, message + look_into_console);
}

/// The same submit again, later, where it certainly cost nothing and the caller asked for that.
inline next_action generate_fsm::repeat_or_finish(error_code const& ec, std::string message)
{
    auto const pause = plan_.poll.jittered(plan_.submit.wait_before(submits_, ec == condition::throttled), random_);
    if (!plan_.submit.repeats(submits_, details_.submitted, ec) || gave_patience_up(pause))
        return finish(ec, std::move(message));
    submit_has_left_ = false;
    task_permit_.release(ec);
    stage_ = stage::waiting_to_repeat;
    next_action action;
    action.what = next_action::kind::wait;
    action.duration = pause;
    action.options.stop = plan_.options.stop;
    return action;
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

inline next_action generate_fsm::begin_query()
{
    return plan_.admission ? acquire(limiter::use::call, stage::admitting_query) : send_query();
}

inline next_action generate_fsm::query_admitted(action_result result)
{
    if (!result.error.failed()) {
        call_permit_.hold(plan_.admission, limiter::use::call);
        return send_query();
    }
    if (result.error == client_errc::cancelled_before_send) return stopped();
    details_.client_message = std::move(result.details.client_message);
    return plan_.until == goal::query ? cannot_ask(result.error) : ask_again(result.error);
}

inline next_action generate_fsm::send_query()
{
    ++attempts_;
    stage_ = stage::querying;
    bool const links = plan_.options.results.return_url;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = plan_.backend.next_call(plan_.task, plan_.options.results);
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
        call_permit_.release(ec_of_exchange);
        if (intake_ && is_odd_answer(ec_of_exchange)) details_.answer = intake_->take_answer();
        intake_.reset(); // what the next answer brings begins anew
        return query_failed(ec_of_exchange);
    }
    error_code ec;
    state_ = intake_ ? intake_->finish(response_, ec, details_) : plan_.backend.judge(response_, ec, details_);
    keep_answer();
    call_permit_.release(ec);
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
    if (!store_words_.empty()) details_.client_message += (details_.client_message.empty() ? "" : "; ") + store_words_;
    submit_.reset();
    call_permit_.release(ec);
    task_permit_.release(ec);
    if (!is_over()) return {};
    auto event = event_of(job_event::kind::final);
    event.submitted = details_.submitted;
    event.error = ec;
    return record(std::move(event), stage::recording_final);
}

/// Whether the store has to know that nothing comes after this. A job that goes on at the service is not over.
inline bool generate_fsm::is_over() const
{
    if (!plan_.store || store_refused_ || plan_.until == goal::query || error_ == condition::resumable) return false;
    if (error_ == client_errc::not_admitted || (submits_ == 0 && error_ == client_errc::cancelled_before_send))
        return false; // it has not begun
    return plan_.until != goal::submit || error_.failed();
}

inline next_action generate_fsm::acquire(limiter::use what, stage then)
{
    stage_ = then;
    next_action action;
    action.what = next_action::kind::acquire;
    action.admission = plan_.admission;
    action.use = what;
    action.options.stop = plan_.options.stop;
    return action;
}

inline next_action generate_fsm::record(job_event event, stage then)
{
    stage_ = then;
    next_action action;
    action.what = next_action::kind::record;
    action.store = plan_.store;
    action.event = std::make_shared<job_event>(std::move(event));
    return action;
}

inline job_event generate_fsm::event_of(job_event::kind what) const
{
    job_event event;
    event.what = what;
    event.key = plan_.options.job_key.text();
    event.req_key = plan_.task.req_key;
    event.action_stem = plan_.task.action_stem;
    event.body_sha256 = body_sha256_;
    event.task_id = plan_.task.id.text();
    return event;
}

/// A picture that is in its file, and that the store does not know yet; past the last one where there is none.
inline std::size_t generate_fsm::next_unrecorded() const
{
    std::size_t i = plan_.store ? 0 : pictures_.size();
    while (i != pictures_.size() && (pictures_[i].saved.path.empty() || recorded_.contains(i)))
        ++i;
    return i;
}

inline next_action generate_fsm::record_saved(std::size_t index)
{
    recorded_.insert(index);
    auto event = event_of(job_event::kind::saved);
    event.index = index;
    event.path = pictures_[index].saved.path;
    event.file_sha256 = pictures_[index].saved.sha256;
    return record(std::move(event), stage::recording_saved);
}

/// A store that fails after the money was spent ends no job; whoever reads the journal has to know that it has a gap.
inline void generate_fsm::note_recorded(job_event::kind what, action_result const& result)
{
    if (!result.error.failed()) return;
    auto const& words = result.details.client_message;
    store_words_ += (store_words_.empty() ? "the job store did not take '" : "; nor '") + std::string{to_string(what)} +
                    "' (" + for_terminal(words.empty() ? result.error.message() : words) + ")";
    if (what != job_event::kind::final) return;
    details_.client_message += (details_.client_message.empty() ? "" : "; ") + std::exchange(store_words_, {});
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

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
