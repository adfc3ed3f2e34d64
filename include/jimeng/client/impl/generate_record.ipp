#ifndef JIMENG_CLIENT_IMPL_GENERATE_RECORD_IPP
#define JIMENG_CLIENT_IMPL_GENERATE_RECORD_IPP

#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/detail/reply_envelope.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Whether the store has to know that nothing comes after this. A job that goes on at the service is not over.
JIMENG_SELDOM inline bool generate_fsm::is_over() const
{
    if (!plan_.store || store_refused_ || plan_.until == goal::query || error_ == condition::resumable) return false;
    if (error_ == client_errc::not_admitted || (submits_ == 0 && error_ == client_errc::cancelled_before_send))
        return false; // it has not begun
    return plan_.until != goal::submit || error_.failed();
}

/// Once for a job, before its first event.
JIMENG_SELDOM inline void generate_fsm::name_job()
{
    if (!plan_.store) return;
    job_ = plan_.options.job.empty() ? plan_.task.job : plan_.options.job.text();
    if (job_.empty()) job_ = plan_.store->name_job(plan_.options.job_key.text(), now_);
    plan_.task.job = job_;
}

JIMENG_SELDOM inline next_action generate_fsm::record(job_event event, stage then)
{
    stage_ = then;
    next_action action;
    action.what = next_action::kind::record;
    action.store = plan_.store;
    action.event = std::make_shared<job_event>(std::move(event));
    return action;
}

JIMENG_SELDOM inline job_event generate_fsm::event_of(job_event::kind what) const
{
    job_event event;
    event.what = what;
    event.job = job_;
    event.at = now_;
    event.endpoint = plan_.endpoint;
    event.key = plan_.options.job_key.text();
    event.req_key = plan_.task.req_key;
    event.action_stem = plan_.task.action_stem;
    event.result = plan_.task.result;
    event.body_sha256 = body_sha256_;
    event.attempt = submits_;
    event.task_id = plan_.task.id.text();
    return event;
}

JIMENG_SELDOM inline job_event generate_fsm::links_event() const
{
    auto event = event_of(job_event::kind::done);
    for (auto const& one : results_.results())
        event.urls.push_back(one.url);
    return event;
}

/// What nobody can ask for again, where it may be the only trace of what was paid. A refusal is told by its code.
JIMENG_SELDOM inline void generate_fsm::add_odd_answer(job_event& event) const
{
    constexpr std::size_t most = 4096;
    bool const odd_id = event.what == job_event::kind::accepted && last_cause_.failed();
    bool const may_be_paid = details_.submitted == verdict::unknown || !details_.task_id.empty();
    if (odd_id || (event.what == job_event::kind::final && event.error.failed() && may_be_paid))
        event.answer = shortened(details_.answer, most);
}

/// A picture that is in its file, and that the store does not know yet; past the last one where there is none.
JIMENG_SELDOM inline std::size_t generate_fsm::next_unrecorded() const
{
    std::size_t i = plan_.store ? 0 : results_.results().size();
    while (i != results_.results().size() && (results_.results()[i].saved.path.empty() || results_.is_kept(i) ||
                                              std::find(recorded_.begin(), recorded_.end(), i) != recorded_.end()))
        ++i;
    return i;
}

JIMENG_SELDOM inline next_action generate_fsm::record_saved(std::size_t index)
{
    recorded_.push_back(index);
    auto event = event_of(job_event::kind::saved);
    event.index = index;
    event.path = results_.results()[index].saved.path;
    event.file_sha256 = results_.results()[index].saved.sha256;
    event.file_bytes = results_.results()[index].saved.size_bytes;
    return record(std::move(event), stage::recording_saved);
}

/// Before the end is told: whoever hears of it may go on with the job at once.
JIMENG_SELDOM inline void generate_fsm::release_job() noexcept
{
    if (std::exchange(holds_job_, false)) plan_.store->release(job_);
}

/// A store that fails after the money was spent ends no job; whoever reads the journal has to know that it has a gap.
JIMENG_SELDOM inline void generate_fsm::note_recorded(job_event::kind what, action_result const& result)
{
    if (!result.error.failed()) {
        holds_job_ = what != job_event::kind::final; // with which the store has let go of it
        return;
    }
    auto const& words = result.details.client_message;
    store_words_ += concat({(store_words_.empty() ? "the job store did not take '" : "; nor '"), to_string(what), "' (",
                            for_terminal(words.empty() ? result.error.message() : words), ")"});
    if (what != job_event::kind::final) return;
    if (!error_.failed()) details_.cause = client_errc::not_recorded;
    details_.client_message += (details_.client_message.empty() ? "" : "; ") + std::exchange(store_words_, {});
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
