#ifndef JIMENG_CLIENT_IMPL_GENERATE_QUERY_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_QUERY_IPP

#include <jimeng/client/detail/failure_kinds.hpp>
#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/retry_after.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

JIMENG_SELDOM inline next_action generate_fsm::wait_before_query()
{
    if (intake_ && intake_->size() != 0) intake_.reset();                            // thousands may wait
    waited_for_ = std::max(waited_for_, std::chrono::nanoseconds{now_ - accepted_}); // the clock may be set back
    auto const own = plan_.poll.jittered(plan_.poll.wait_before_query(attempts_, waited_for_, throttled_), random_);
    auto const pause = throttled_ ? with_retry_after(own, retry_after_) : own;
    if (attempts_ >= plan_.poll.max_attempts || gave_patience_up(pause)) return finish(client_errc::still_running);
    waited_for_ += pause;
    return wait(pause, stage::waiting);
}

JIMENG_SELDOM inline next_action generate_fsm::begin_query()
{
    if (!plan_.admission) return send_query();
    auto said = ask_limiter(call_permit_, limiter::use::call);
    if (said.what == admission::kind::admitted) return send_query();
    if (said.what == admission::kind::later && !gave_patience_up(said.again_after))
        return wait(said.again_after, stage::admitting_query);
    return query_not_admitted(std::move(said));
}

JIMENG_SELDOM inline next_action generate_fsm::query_not_admitted(admission said)
{
    if (said.why == client_errc::cancelled_before_send) return stopped();
    details_.client_message = for_terminal(said.words);
    if (plan_.until == goal::query) return cannot_ask(reason_of(said));
    last_cause_ = reason_of(said);
    return said.what == admission::kind::later ? finish(client_errc::still_running) : wait_before_query();
}

JIMENG_SELDOM inline next_action generate_fsm::send_query()
{
    ++attempts_;
    stage_ = stage::querying;
    clock_.begin(plan_.memory->clock);
    bool const links = plan_.options.results.return_url;
    next_action action;
    action.what = next_action::kind::send;
    action.sign = true;
    action.request = plan_.backend.next_call(plan_.task, plan_.options.results);
    action.options.timeout = time_for_call();
    bool const whole = plan_.until == goal::query;
    bool const small = whole && links && plan_.task.result != result_kind::data;
    action.options.max_body_bytes = small ? most_answer_bytes : most_base64_answer_bytes;
    action.options.stop = plan_.options.stop;
    if (whole) return action;
    start_intake(); // a picture may be inside though links were asked for
    action.options.sink = [this](std::string_view piece) { return intake_->take(piece); };
    action.options.announced_bytes = intake_->announced_bytes();
    action.options.partial_answer = true; // for its status
    return action;
}

JIMENG_SELDOM inline next_action generate_fsm::after_query(action_result& result)
{
    auto const ec_of_exchange = result.error;
    note(result);
    // Where nothing but the end of the connection ended it, a document that is whole was not cut.
    bool const may_be_whole = ec_of_exchange == client_errc::truncated && intake_;
    if (ec_of_exchange.failed() && !may_be_whole) {
        call_permit_.release(ec_of_exchange, steady_);
        if (intake_ && is_odd_answer(ec_of_exchange)) details_.answer = intake_->take_answer();
        intake_.reset(); // what the next answer brings begins anew
        return query_failed(ec_of_exchange);
    }
    error_code ec;
    state_ = intake_ ? intake_->finish(response_, ec, details_) : plan_.backend.judge(response_, ec, details_);
    keep_answer();
    call_permit_.release(ec, steady_);
    if (ec.failed() && may_be_whole) return intake_.reset(), query_failed(ec_of_exchange);
    if (ec.failed()) return query_failed(ec);
    throttled_ = false;
    plan_.memory->quota.give_back_one();
    if (plan_.until == goal::query) return finish({});
    return judge_status();
}

/// A query costs nothing, so everything that may pass is asked again.
JIMENG_SELDOM inline next_action generate_fsm::query_failed(error_code const& ec)
{
    using of = sightings::of;
    if (ec == client_errc::cancelled || ec == client_errc::cancelled_before_send) return stopped();
    if (clock_.corrects(ec, plan_.memory->clock)) return begin_query();
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

JIMENG_SELDOM inline bool generate_fsm::believed(sightings::of what, int wanted)
{
    return seen_.believed(what, now_, wanted, plan_.poll);
}

JIMENG_SELDOM inline next_action generate_fsm::ask_again_unless(bool over, error_code const& ec)
{
    return over ? finish(ec) : ask_again(ec);
}

/// The task goes on; it is the way to it that is closed.
JIMENG_SELDOM inline next_action generate_fsm::cannot_ask(error_code const& cause)
{
    last_cause_ = cause;
    auto words = details_.client_message.empty() ? cause.message() : details_.client_message;
    return finish(client_errc::waiting_failed, concat({"task ", for_terminal(plan_.task.id.text()),
                                                       " goes on at the service, but asking for it failed: ", words}));
}

JIMENG_SELDOM inline next_action generate_fsm::ask_again(error_code const& cause)
{
    last_cause_ = cause;
    return wait_before_query();
}

JIMENG_SELDOM inline next_action generate_fsm::judge_status()
{
    last_cause_ = {};
    bool const go_on = tell(progress::stage::waiting, attempts_);
    if (!go_on && state_.status != task_status::done) return stopped();
    if (state_.status != task_status::not_found) seen_.forget();
    switch (state_.status) {
    case task_status::done: return take_results();
    case task_status::expired:
        return finish(client_errc::task_expired, concat({"task ", plan_.task.id.text(), " has expired at the service",
                                                         words_of_age(), "; submit again (a new cost)"}));
    case task_status::not_found:
        if (!believed(sightings::of::not_found, plan_.poll.not_found_attempts)) return wait_before_query();
        return finish(
            client_errc::task_lost,
            concat({"task ", plan_.task.id.text(),
                    " is not known to the service: check the id and the model; tasks live 12 hours", words_of_age()}));
    case task_status::in_queue:
    case task_status::generating:
    case task_status::unknown: return wait_before_query();
    }
    return wait_before_query();
}

/// `, and was accepted 13 h 5 min ago`; empty where nobody knows when that was.
JIMENG_SELDOM inline std::string generate_fsm::words_of_age() const
{
    bool const told = plan_.options.accepted_at != time_point{};
    if (!told && details_.submitted != verdict::accepted) return {};
    auto const since = told ? plan_.options.accepted_at : accepted_;
    auto const minutes = std::max<std::int64_t>(std::chrono::floor<std::chrono::minutes>(now_ - since).count(), 0);
    auto const hours = minutes < 60 ? std::string{} : std::to_string(minutes / 60) + " h ";
    return concat({", and was accepted ", hours, std::to_string(minutes % 60), " min ago"});
}

/// A new place for the pictures of the next answer; what an earlier one left is removed first.
JIMENG_SELDOM inline void generate_fsm::start_intake()
{
    if (intake_ && intake_->size() == 0) return intake_->restart_all();
    intake_.reset();
    intake_ = results_.room_for_pictures(plan_.task.id);
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
