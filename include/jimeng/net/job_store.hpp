#ifndef JIMENG_NET_JOB_STORE_HPP
#define JIMENG_NET_JOB_STORE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// One step of a job that a store makes durable before the next one is taken.
///
/// Each has the job's marks, so that the last event of a job is enough to go on with it. Texts of the service are
/// untrusted.
struct job_event {
    /// In this order; `intent` and `sending` come again where a submit is repeated.
    enum class kind {
        intent,   ///< A submit is going to be tried. Nothing has left.
        sending,  ///< The connection stands and its first byte is about to leave: from here on it may be accepted.
        accepted, ///< The service gave an id: paid.
        done,     ///< The results are known.
        saved,    ///< One result is in its file.
        final     ///< The job is over: nothing of it is left to fetch, or it failed for good.
    };

    kind what = kind::intent;
    std::string job{};                          ///< Its name in the store, see `job_store::name_job`.
    std::chrono::system_clock::time_point at{}; ///< By the client's clock.
    std::string key{};                          ///< `generate_options::job_key`, as the caller gave it.
    std::string note{};                         ///< `generate_options::job_note`, likewise.
    std::string endpoint{};                     ///< Where the service is asked: another one does not know the task.
    std::string req_key{};                      ///< Of the model.
    std::string action_stem{};                  ///< Of the model, where it has actions of its own.
    result_kind result = result_kind::pictures; ///< What the model is for.
    std::string body_sha256{}; ///< Of the submit's body, in hexadecimal; empty where the job began with a task's id.
    int attempt = 0;           ///< Of `intent` and `sending`: how many submits the operation made before.
    std::string body{};        ///< Of `intent`: the body itself, where no local file stands in it.
    std::string task_id{};     ///< From `accepted` on.
    std::vector<std::string> urls{};   ///< Of `done`: links of the results; empty for one that came inside the answer.
    std::size_t index = 0;             ///< Of `saved`: which result, from 0 on.
    std::string path{};                ///< Of `saved`.
    std::string file_sha256{};         ///< Of `saved`, in hexadecimal.
    std::uint64_t file_bytes = 0;      ///< Of `saved`.
    verdict submitted = verdict::none; ///< Of `final`: what became of the submit.
    error_code error{};                ///< Of `final`: how it ended.
    /// Of `accepted` and `final`: the beginning, 4 KiB at most, of an answer that is not as the service documents it, or
    /// that ended a paid task. It may hold what a gateway repeats of the request, its headers too.
    std::string answer{};
};

/// Whether it comes before a submit leaves, so that only who began the job may record it.
[[nodiscard]] inline bool is_of_submit(job_event const& event) noexcept
{
    return event.what == job_event::kind::intent || event.what == job_event::kind::sending;
}

[[nodiscard]] constexpr std::string_view to_string(job_event::kind what) noexcept
{
    switch (what) {
    case job_event::kind::intent: return "intent";
    case job_event::kind::sending: return "sending";
    case job_event::kind::accepted: return "accepted";
    case job_event::kind::done: return "done";
    case job_event::kind::saved: return "saved";
    case job_event::kind::final: return "final";
    }
    return "";
}

/// What may be done with a job whose process died.
enum class job_standing {
    not_sent, ///< Submit it: nothing had left. After `final` mend first what its `error` names.
    unknown,  ///< Hold it: it may be paid, and no id is known.
    accepted, ///< Wait for its task: `task::of(event)`.
    over      ///< Nothing.
};

/// Where a job stands whose last durable event is this one.
[[nodiscard]] inline job_standing standing_after(job_event const& last) noexcept
{
    switch (last.what) {
    case job_event::kind::intent: return job_standing::not_sent;
    case job_event::kind::sending: return job_standing::unknown;
    case job_event::kind::accepted:
    case job_event::kind::done:
    case job_event::kind::saved: return job_standing::accepted;
    case job_event::kind::final: break;
    }
    if (last.submitted == verdict::unknown) return job_standing::unknown;
    // A refusal that was no word on the request itself: another time, or with other keys, it may be taken.
    bool const passes = last.error == condition::throttled || last.error == condition::authentication_refused ||
                        last.error == client_errc::cancelled_before_send;
    bool const unpaid = last.submitted == verdict::not_sent || (last.submitted == verdict::rejected && passes);
    return unpaid ? job_standing::not_sent : job_standing::over;
}

/// Keeps the events of jobs where they outlive the process: a file, a table, memory in a test.
///
/// The machine asks before it goes on. Where `intent` or `sending` is refused, by an error or an exception, nothing is
/// sent: `client_errc::not_recorded`. Later refusals end no job, for it is paid: it goes on, and `client_message` tells.
/// @par Thread safety It is asked on the threads that drive operations, and on those of `client_options::disk`: there on several
/// at once, though never for one job. One store may serve several clients.
/// @par Object lifetimes Clients and their operations share it.
class job_store {
public:
    job_store() = default;
    job_store(job_store const&) = delete;
    job_store& operator=(job_store const&) = delete;
    virtual ~job_store() = default;

    /// The name of a job that begins, by which its events are told from those of others. A job of a key has always the same
    /// name; here that is the key itself, so that a store which keeps jobs without a key apart has to name them.
    /// @param now  By the client's clock.
    [[nodiscard]] virtual std::string name_job(std::string_view key,
                                               [[maybe_unused]] std::chrono::system_clock::time_point now)
    {
        return std::string{key};
    }

    /// Makes an event durable; returns when it is. An error: it is not. Those before which nothing is sent, paid or told may
    /// become durable with the next: `intent` with `sending`, `done` and `saved` with `final`. An `intent` of a name whose job is there already,
    /// and may be paid, is refused: a job is never sent twice. So is a later event of a submit where no `intent` of attempt 0
    /// has begun the job since it was released.
    virtual error_code record(job_event const& event) = 0;

    /// The same without waiting: asynchronous operations ask this for all but `sending`, which stands between two writes
    /// to a socket. `done` is called once, on any thread that the transport's `async_wait` may be called on, inside this
    /// function or later. By default it asks `record`, and the executor waits meanwhile; with `client_options::disk` that of
    /// the disk does, for `sending` too where the transport lets it.
    virtual void async_record(job_event event, std::function<void(error_code)> done) { done(record(event)); }

    /// The operation that went on with a job tells its end next, the job over or not: another one may go on with it.
    virtual void release([[maybe_unused]] std::string_view job) noexcept {}
};

} // namespace jimeng::inline JIMENG_ABI

#endif
