#ifndef JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_FSM_IPP

#include <jimeng/client/detail/failure_kinds.hpp>
#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/wire/retry_after.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM JIMENG_DECL generate_fsm::generate_fsm(generate_plan&& plan)
    : plan_{std::move(plan)},
      results_{plan_.options, plan_.kept, expected(), is_loopback_host(plan_.backend.origin().host), plan_.work_apart}
{
    if (!plan_.memory) plan_.memory = std::make_shared<client_memory>();
}
JIMENG_SELDOM JIMENG_DECL generate_fsm::~generate_fsm()
{
    release_job();
}

JIMENG_SELDOM JIMENG_DECL next_action generate_fsm::resume(action_result result)
{
    now_ = result.now;
    steady_ = result.steady;
    random_ = result.random;
    switch (stage_) {
    case stage::start: return start();
    case stage::admitting_submit: return result.error.failed() ? finish(result.error) : admit_submit();
    case stage::recording_intent: return intent_recorded(result);
    case stage::submitting: return after_submit(result);
    case stage::recording_repeat: return repeat_recorded(result);
    case stage::waiting_to_repeat: return result.error.failed() ? finish(result.error) : begin_submit();
    case stage::recording_accepted: note_recorded(job_event::kind::accepted, result); return go_on_after_acceptance();
    case stage::waiting: return result.error.failed() ? stopped() : begin_query();
    case stage::admitting_query: return result.error.failed() ? stopped() : begin_query();
    case stage::querying: return after_query(result);
    case stage::naming_results: return results_taken(results_came_);
    case stage::recording_done: note_recorded(job_event::kind::done, result); return follow_links();
    case stage::downloading: return follow_links(result);
    case stage::recording_saved: note_recorded(job_event::kind::saved, result); return follow_links();
    case stage::admitting_renewal: return result.error.failed() ? keep_dead_links() : renew_links();
    case stage::renewing: return links_came(result);
    case stage::recording_final: note_recorded(job_event::kind::final, result); break;
    case stage::finished: break;
    }
    stage_ = stage::finished;
    release_job();
    return {};
}

JIMENG_SELDOM inline next_action generate_fsm::start()
{
    started_ = accepted_ = now_;
    name_job();
    if (plan_.until == goal::submit || plan_.until == goal::generate) return begin_submit();
    details_.task_id = plan_.task.id.text();
    return begin_query();
}

/// Out of memory, mostly: what can be given back goes first, so that there is room to tell how it stands with the money.
JIMENG_SELDOM JIMENG_DECL void generate_fsm::threw(std::exception const& thrown) noexcept
{
    intake_.reset();
    results_.drop_download();
    response_ = {};
    state_ = {};
    submit_.reset();
    stage_ = stage::finished;
    bool const submits = plan_.until == goal::submit || plan_.until == goal::generate;
    if (submits && details_.submitted == verdict::none) details_.submitted = verdict::not_sent;
    if (submits && !details_.task_id.empty()) details_.submitted = verdict::accepted;
    error_ = details_.submitted == verdict::unknown ? client_errc::submit_unknown
             : details_.submitted == verdict::not_sent || details_.submitted == verdict::rejected
                 ? client_errc::cancelled_before_send
                 : client_errc::waiting_failed;
    try {
        if (plan_.task.id.empty() && !details_.task_id.empty())
            plan_.task.id = *task_id::parse(std::string_view{details_.task_id});
        end_with(thrown.what());
    } catch (std::exception const&) {
        details_.client_message.clear();
    }
    call_permit_.release(error_, steady_);
    task_permit_.release(error_, steady_);
    release_job();
}

JIMENG_SELDOM inline void generate_fsm::end_with(std::string words)
{
    if (details_.task_id.empty()) details_.task_id = plan_.task.id.text();
    words = concat({"the client could not go on (", for_terminal(words), ")"});
    if (error_ == client_errc::submit_unknown)
        words += look_into_console;
    else if (error_ == client_errc::waiting_failed)
        words += concat({"; task ", for_terminal(details_.task_id), " goes on at the service: ask again with its id"});
    details_.client_message = std::move(words);
}

JIMENG_SELDOM inline next_action generate_fsm::take_results()
{
    task_permit_.release({}, steady_); // downloads are no task
    results_.came_at(steady_);
    auto& data = results_.results().response_data;
    data = std::move(state_.resp_data);
    bool const data_wanted = plan_.task.result == result_kind::data;
    data_missing_ = data_wanted && (data.empty() || state_.resp_data_cut);
    bool const to_files = intake_ && intake_->size() != 0;
    if (!plan_.work_apart || !to_files) return name_results(), results_taken(results_came_);
    stage_ = stage::naming_results;
    next_action action;
    action.what = next_action::kind::work;
    action.work = [this] { name_results(); };
    return action;
}

JIMENG_SELDOM inline void generate_fsm::name_results()
{
    results_came_ = results_.take(plan_.task.id, std::move(state_), std::move(intake_));
}

/// @param some  The answer held any.
JIMENG_SELDOM inline next_action generate_fsm::results_taken(bool some)
{
    bool const data_wanted = plan_.task.result == result_kind::data;
    if (!some && (!data_wanted || results_.results().response_data.empty()))
        return finish(client_errc::empty_result,
                      concat({"task ", plan_.task.id.text(), " is done but the answer holds no ",
                              (data_wanted ? "data" : to_string(expected()))}));
    return plan_.store ? record(links_event(), stage::recording_done) : follow_links();
}

JIMENG_SELDOM inline next_action generate_fsm::follow_links()
{
    action_result nothing{{}, {}, {}, now_};
    return follow_links(nothing);
}

/// One after the other; a store is told of each that is saved before the next is begun.
/// @param result  Of the action that the last one asked for.
JIMENG_SELDOM inline next_action generate_fsm::follow_links(action_result& result)
{
    for (;;) {
        if (auto const i = next_unrecorded(); i != results_.results().size()) return record_saved(i);
        stage_ = stage::downloading;
        auto step = results_.resume(result);
        auto const place = results_.place_of(step.index);
        switch (step.what) {
        case result_collector::step::kind::begins:
            if (tell(progress::stage::downloading, static_cast<int>(place.index), place.kind)) continue;
            return stopped();
        case result_collector::step::kind::act: return std::move(step.action);
        case result_collector::step::kind::fetched: continue;
        case result_collector::step::kind::stopped: return stopped();
        case result_collector::step::kind::links_died: return renew_links();
        case result_collector::step::kind::ended: break;
        }
        std::string words;
        auto ec = results_.end(words);
        if (data_missing_ && !ec.failed()) {
            ec = client_errc::partly_saved;
            words = "the answer's data is missing, or longer than 16 MiB and cut";
        }
        return finish(ec, std::move(words));
    }
}

/// What the model is for.
inline media_kind generate_fsm::expected() const noexcept
{
    return plan_.task.result == result_kind::video ? media_kind::video : media_kind::picture;
}

/// The task is not given up, but the caller wants no more.
JIMENG_SELDOM inline next_action generate_fsm::stopped()
{
    std::string message =
        concat({"task ", plan_.task.id.text(), " goes on at the service; waiting for it was stopped"});
    if (!observer_words_.empty()) message += ": " + observer_words_;
    return finish(client_errc::cancelled, std::move(message));
}

JIMENG_SELDOM inline next_action generate_fsm::finish(error_code const& ec, std::string message)
{
    stage_ = stage::finished;
    error_ = ec;
    intake_.reset();
    if (ec == client_errc::still_running || ec == client_errc::waiting_failed) details_.cause = last_cause_;
    if (ec == client_errc::still_running) {
        message =
            concat({"task ", for_terminal(plan_.task.id.text()), " is still running after ", std::to_string(attempts_),
                    " queries; it goes on: ask again with its id, do not submit again"});
        if (last_cause_.failed())
            message += concat({" (last answer: ", last_cause_.message(), ")"});
        else if (state_.status == task_status::unknown && !state_.status_word.empty())
            message += concat({" (status '", for_terminal(state_.status_word), "')"});
    }
    if (!message.empty()) details_.client_message = std::move(message);
    if (!store_words_.empty() && !ec.failed()) details_.cause = client_errc::not_recorded;
    for (auto const& words : {std::exchange(store_words_, {}), clock_.words()})
        if (!words.empty()) details_.client_message += (details_.client_message.empty() ? "" : "; ") + words;
    submit_.reset();
    call_permit_.release(ec, steady_);
    bool const goes_on = plan_.until == goal::submit && !ec.failed();
    task_permit_.release(goes_on ? make_error_code(client_errc::still_running) : ec, steady_);
    if (!is_over()) return release_job(), next_action{};
    auto event = event_of(job_event::kind::final);
    event.submitted = details_.submitted;
    event.error = ec;
    add_odd_answer(event);
    return record(std::move(event), stage::recording_final);
}

JIMENG_SELDOM inline next_action generate_fsm::wait(std::chrono::nanoseconds duration, stage then)
{
    stage_ = then;
    next_action action;
    action.what = next_action::kind::wait;
    action.duration = duration;
    action.options.stop = plan_.options.stop;
    return action;
}

/// One that throws refuses, and one that says no time is asked a little later all the same.
JIMENG_SELDOM inline admission generate_fsm::ask_limiter(permit& place, limiter::use what)
{
    admission said;
    action_result threw;
    auto const ask = [&] { said = place.ask(plan_.admission, what, steady_, random_); };
    if (!done_without_throwing(threw, client_errc::not_admitted, ask))
        return admission::refuse(threw.error, std::move(threw.details.client_message));
    said.again_after = std::clamp<std::chrono::nanoseconds>(said.again_after, std::chrono::milliseconds{1},
                                                            std::chrono::hours{24 * 365});
    return said;
}

/// Takes over what the exchange told; what is known of the task stays.
JIMENG_SELDOM inline void generate_fsm::note(action_result& result)
{
    result.details.submitted = details_.submitted;
    result.details.task_id = plan_.task.id.text();
    result.details.answer = std::move(details_.answer);
    details_ = std::move(result.details);
    response_ = std::move(result.response);
    retry_after_ = retry_after(response_.headers, std::chrono::floor<std::chrono::seconds>(now_));
    clock_.answered(response_.headers, result.signed_at);
}

JIMENG_SELDOM inline void generate_fsm::keep_answer()
{
    if (intake_ && response_.body.empty())
        details_.answer = intake_->take_answer();
    else if (response_.body.size() < most_answer_bytes)
        details_.answer = std::move(response_.body);
    response_ = {};
}

/// An observer that throws wants the operation to end; its exception must not take a paid id with it.
JIMENG_SELDOM inline bool generate_fsm::tell(progress::stage at, int attempt, media_kind kind,
                                             std::chrono::nanoseconds next_try, error_code const& why)
{
    if (!plan_.options.on_progress) return true;
    try {
        plan_.options.on_progress({at, plan_.task.id.text(), state_.status, attempt, kind, next_try, why});
    } catch (std::exception const& error) {
        observer_words_ = "on_progress threw: " + for_terminal(error.what());
    } catch (...) {
        observer_words_ = "on_progress threw";
    }
    return observer_words_.empty();
}

JIMENG_SELDOM inline bool generate_fsm::tell(progress::stage at, int attempt)
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

/// An answer that nobody waits for may have been paid: one that leaves at the last moment gets a moment of its own.
JIMENG_SELDOM inline std::chrono::milliseconds generate_fsm::time_for_submit() const
{
    constexpr std::chrono::milliseconds shortest{10'000};
    return std::max(time_for_call(), std::min(shortest, plan_.call_timeout));
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
