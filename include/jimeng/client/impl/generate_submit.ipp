#ifndef JIMENG_CLIENT_IMPL_GENERATE_SUBMIT_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_SUBMIT_IPP

#include <jimeng/client/detail/failure_kinds.hpp>
#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/sign/body_sha256.hpp>
#include <jimeng/wire/retry_after.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Each attempt begins here: with the observer, the limiter and the store, in this order.
JIMENG_SELDOM inline next_action generate_fsm::begin_submit()
{
    if (!tell(progress::stage::submitting, submits_)) {
        details_.submitted = verdict::not_sent;
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    }
    details_.submitted = verdict::not_sent; // until it leaves
    told_of_hold_ = {};
    return admit_submit();
}

JIMENG_SELDOM inline next_action generate_fsm::admit_submit()
{
    if (!plan_.admission) return record_intent();
    auto said = ask_limiter(task_permit_, limiter::use::task);
    if (said.what == admission::kind::admitted) return go_on_after_hold();
    if (said.what == admission::kind::later && !gave_patience_up(said.again_after))
        return hold(said.again_after, stage::admitting_submit, said.why);
    return not_admitted(std::move(said));
}

/// Who was told that the submit waits is told that it does no longer.
JIMENG_SELDOM inline next_action generate_fsm::go_on_after_hold()
{
    if (std::exchange(told_of_hold_, {}).at_all && !tell(progress::stage::submitting, submits_))
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    return record_intent();
}

/// Where an earlier attempt was refused, that is what the operation ends with: it is the reason that there was another.
JIMENG_SELDOM inline next_action generate_fsm::not_admitted(admission said)
{
    auto words = for_terminal(said.words.empty() ? reason_of(said).message() : said.words);
    if (said.what == admission::kind::later) words += "; waiting for it would pass the deadline";
    details_.cause = reason_of(said);
    if (last_failure_.failed()) {
        details_.submitted = last_verdict_;
        return finish(last_failure_,
                      concat({last_failure_.message(), "; no other submit was admitted in time: ", words}));
    }
    bool const as_it_is = said.why == condition::not_sent && said.why != client_errc::not_admitted;
    return finish(as_it_is ? said.why : make_error_code(client_errc::not_admitted),
                  "the limiter did not admit the submit, so nothing was sent: " + words);
}

JIMENG_SELDOM inline next_action generate_fsm::record_intent()
{
    if (!plan_.store || std::exchange(intent_is_recorded_, false)) return send_submit();
    return record(intent(), stage::recording_intent);
}

JIMENG_SELDOM inline std::string generate_fsm::hash_of_body() const
{
    if (submit_) return body_sha256(*submit_);
    http_request whole;
    whole.body = plan_.submit_body;
    whole.files = plan_.submit_files;
    return body_sha256(whole);
}

JIMENG_SELDOM inline job_event generate_fsm::intent()
{
    if (body_sha256_.empty()) body_sha256_ = hash_of_body();
    auto event = event_of(job_event::kind::intent);
    event.note = plan_.options.job_note.text();
    if (!plan_.submit_files) event.body = submit_ ? submit_->body : plan_.submit_body;
    return event;
}

JIMENG_SELDOM inline next_action generate_fsm::intent_recorded(action_result& result)
{
    holds_job_ = holds_job_ || !result.error.failed();
    if (!result.error.failed()) return send_submit();
    return refused_by_store(job_event::kind::intent, result.error, std::move(result.details.client_message));
}

JIMENG_SELDOM inline next_action generate_fsm::refused_by_store(job_event::kind at, error_code const& ec,
                                                                std::string words)
{
    store_refused_ = true;
    details_.submitted = verdict::not_sent;
    details_.cause = ec;
    if (ec == client_errc::job_exists) {
        auto const& key = plan_.options.job_key.text();
        return finish(client_errc::not_recorded,
                      concat({"job '", for_terminal(key.empty() ? job_ : key, 60),
                              "' was submitted before; ask the store how it stands, or take another key"}));
    }
    if (words.empty()) words = ec.message();
    return finish(client_errc::not_recorded,
                  concat({"the job store refused '", to_string(at), "' (", for_terminal(words), ")"}));
}

JIMENG_SELDOM inline next_action generate_fsm::send_submit()
{
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    prepare_submit(action);
    action.options.timeout = time_for_submit();
    action.options.max_body_bytes = most_answer_bytes;
    action.options.fresh_connection = true;    // a stale one would leave the submit's fate open
    action.options.finish_once_sending = true; // the id is worth more than the second it takes
    action.options.partial_answer = true;      // it may have come before what broke the answer off
    action.options.before_first_byte = [this] { return about_to_leave(); };
    action.options.stop = plan_.options.stop;
    stage_ = stage::submitting;
    ++submits_;
    told_of_hold_ = {};
    clock_.begin(plan_.memory->clock);
    details_.submitted = verdict::unknown; // until an answer or a failure tells more
    return action;
}

/// One that is kept for another attempt: unsigned, and the only one with this body.
JIMENG_SELDOM inline void generate_fsm::prepare_submit(next_action& action)
{
    if (!submit_) {
        auto request = plan_.backend.first_call(plan_.task, std::move(plan_.submit_body));
        request.files = plan_.submit_files;
        submit_ = std::make_shared<http_request>(std::move(request));
    }
    if (submit_.use_count() != 1) submit_ = std::make_shared<http_request>(*submit_); // somebody has not let go of it
    submit_->headers = plan_.backend.first_call(plan_.task, {}).headers;
    action.kept = submit_;
}

/// Right before the first byte of a submit: the last moment at which it costs nothing.
JIMENG_SELDOM inline error_code generate_fsm::about_to_leave()
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

JIMENG_SELDOM inline next_action generate_fsm::after_submit(action_result& result)
{
    auto ec = result.error;
    bool const answered = !ec.failed();
    note(result);
    auto words = std::exchange(store_words_, {});
    if (ec == client_errc::not_recorded)
        return refused_by_store(job_event::kind::sending, last_cause_, std::move(words));
    store_refused_ = false; // a transport that sends all the same may have brought an id
    if (!submit_has_left_ && ec != condition::not_sent) miss_first_byte();
    auto id = answered ? plan_.backend.judge_first(response_, ec, details_) : task_id{};
    if (!answered && !response_.body.empty()) look_for_id();
    keep_answer();
    // An id that came is an accepted task, whatever stands around it: the queries will tell.
    if (ec.failed() && !details_.task_id.empty()) id = *task_id::parse(std::string_view{details_.task_id});
    if (id.empty()) return submit_failed(ec, answered);
    last_cause_ = ec;
    return accept(std::move(id));
}

/// The transport sent it without a word: the store has no `sending` of it.
JIMENG_SELDOM inline void generate_fsm::miss_first_byte()
{
    submit_has_left_ = true;
    if (plan_.store)
        store_words_ =
            "the transport did not call before_first_byte, so the job store did not know of the submit in time";
}

/// In what came of an answer that was broken off. Its words say nothing of the task then.
JIMENG_SELDOM inline void generate_fsm::look_for_id()
{
    error_code ignored;
    diagnostics found;
    static_cast<void>(plan_.backend.judge_first(response_, ignored, found));
    if (found.task_id.empty()) return;
    details_.task_id = std::move(found.task_id);
    details_.client_message.clear();
}

JIMENG_SELDOM inline next_action generate_fsm::accept(task_id id)
{
    details_.submitted = verdict::accepted;
    plan_.memory->quota.give_back_one();
    details_.cause = last_cause_;
    plan_.task.id = std::move(id);
    accepted_ = now_;
    submit_.reset();
    if (!plan_.store) return go_on_after_acceptance();
    auto event = event_of(job_event::kind::accepted);
    add_odd_answer(event);
    return record(std::move(event), stage::recording_accepted);
}

/// Told only once the store has it: who acts on it must find the task there, whatever befalls the process.
JIMENG_SELDOM inline next_action generate_fsm::go_on_after_acceptance()
{
    bool const goes_on = tell(progress::stage::accepted, 0);
    if (plan_.until == goal::submit) return finish({});
    return goes_on ? wait_before_query() : stopped();
}

/// Says what became of the money, in the error and in the verdict.
JIMENG_SELDOM inline next_action generate_fsm::submit_failed(error_code const& ec, bool answered)
{
    if (!answered && ec == condition::not_sent) {
        details_.submitted = verdict::not_sent;
        return repeat_or_finish(ec, {});
    }
    if (answered && is_service_word(ec)) {
        details_.submitted = verdict_of_refusal(ec);
        if (details_.submitted == verdict::rejected && clock_.corrects(ec, plan_.memory->clock)) return sign_again();
        bool const unknown = details_.submitted == verdict::unknown;
        return repeat_or_finish(ec, unknown ? ec.message() + look_into_console : std::string{});
    }
    details_.submitted = verdict::unknown;
    std::string message = "submit: " + ec.message();
    if (details_.http_status != 0) message += concat({" (HTTP ", std::to_string(details_.http_status), ")"});
    return finish(client_errc::submit_unknown, message + look_into_console);
}

/// At once, and it keeps its admission: the refusal was no word on a limit.
JIMENG_SELDOM inline next_action generate_fsm::sign_again()
{
    submit_has_left_ = false;
    details_.submitted = verdict::not_sent;
    return record_intent();
}

/// The same submit again, later, where it certainly cost nothing and the caller asked for that.
JIMENG_SELDOM inline next_action generate_fsm::repeat_or_finish(error_code const& ec, std::string message)
{
    auto const why = submit_policy::reason_for(details_.submitted, ec);
    int const alike = ++failures_[static_cast<std::size_t>(why)];
    int const made = submits_ - (clock_.has_corrected() ? 1 : 0); // the correction of the clock is none of them
    auto const pause = with_retry_after(plan_.submit.wait_before(why, alike, random_), retry_after_);
    if (!plan_.submit.repeats(made, alike, why) || gave_patience_up(pause)) return finish(ec, std::move(message));
    if (!pays_for_repeat(why))
        return finish(ec, ec.message() + "; it is not sent again: too many submits of this client failed in a row");
    submit_has_left_ = false;
    last_failure_ = ec;
    last_verdict_ = details_.submitted;
    task_permit_.release(ec, steady_);
    told_of_hold_ = {};
    pause_ = pause;
    // Before the wait: a store that knew only of what has left would have to take it for paid meanwhile.
    return plan_.store ? record(intent(), stage::recording_repeat) : hold(pause, stage::waiting_to_repeat, ec);
}

JIMENG_SELDOM inline next_action generate_fsm::repeat_recorded(action_result& result)
{
    if (result.error.failed())
        return refused_by_store(job_event::kind::intent, result.error, std::move(result.details.client_message));
    intent_is_recorded_ = true;
    return hold(pause_, stage::waiting_to_repeat, last_failure_);
}

/// A wait before a submit. Of one that a limiter prolongs again and again the observer hears once, and once more when there
/// is a reason for it.
JIMENG_SELDOM inline next_action generate_fsm::hold(std::chrono::nanoseconds duration, stage then,
                                                    error_code const& why)
{
    bool const reasoned = why.failed();
    bool const told = reasoned ? told_of_hold_.with_reason : told_of_hold_.at_all;
    told_of_hold_ = {true, told_of_hold_.with_reason || reasoned};
    if (!told && !tell(progress::stage::held, submits_, expected(), duration, why))
        return finish(client_errc::cancelled_before_send, std::move(observer_words_));
    return wait(duration, then);
}

/// A limiter paces what is throttled; without one it costs too.
inline bool generate_fsm::pays_for_repeat(submit_policy::reason why)
{
    auto& quota = plan_.memory->quota;
    if (why == submit_policy::reason::network) return quota.take(retry_quota::transient);
    return plan_.admission || quota.take(retry_quota::throttled);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
