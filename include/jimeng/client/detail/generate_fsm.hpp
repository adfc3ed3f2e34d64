#ifndef JIMENG_CLIENT_DETAIL_GENERATE_FSM_HPP
#define JIMENG_CLIENT_DETAIL_GENERATE_FSM_HPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/client/detail/client_memory.hpp>
#include <jimeng/client/detail/clock_check.hpp>
#include <jimeng/client/detail/goal.hpp>
#include <jimeng/client/detail/inline_pictures.hpp>
#include <jimeng/client/detail/kept_results.hpp>
#include <jimeng/client/detail/result_collector.hpp>
#include <jimeng/client/detail/sightings.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/client/visual_backend.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/permit.hpp>
#include <jimeng/net/operation.hpp>
#include <jimeng/wire/task_state.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// All that the machine needs to know; nothing in it refers to the caller's request.
struct generate_plan {
    goal until = goal::generate;
    visual_backend backend{};
    jimeng::task task{};                       ///< Without an id for `submit` and `generate`.
    std::string submit_body{};                 ///< For `submit` and `generate`.
    std::shared_ptr<file_body> submit_files{}; ///< Likewise: what follows it.
    generate_options options{};
    kept_results kept{}; ///< Of `options.already_saved`, what lies there.
    poll_policy poll{};
    submit_policy submit{};
    std::chrono::milliseconds call_timeout{};
    std::shared_ptr<job_store> store{};
    std::string endpoint{}; ///< For the store: without a user in it.
    std::shared_ptr<limiter> admission{};
    bool work_apart = false;                 ///< What waits for the disk is asked for as `next_action::work`.
    std::shared_ptr<client_memory> memory{}; ///< Without one the machine has its own.
};

inline constexpr std::size_t most_answer_bytes = std::size_t{1} << 20;
/// With base64 the answer holds the pictures; 32 MiB each covers a 4096x4096 PNG of photographic content.
inline constexpr std::size_t most_base64_answer_bytes = most_pictures * (std::size_t{32} << 20);

/// Submit, wait, query, download: what comes next, decided without a socket and without a clock.
///
/// A submit is sent once, unless its policy asks for more and it certainly cost nothing. Once the service gave an id, no
/// failure of an exchange ends the task: the machine asks again until attempts or deadline are used up, and then says
/// `still_running`; where asking again is no use, it says `waiting_failed`. So what it ends with is never the code of an
/// exchange, which would speak of the query only.
class generate_fsm final : public operation {
public:
    JIMENG_DECL explicit generate_fsm(generate_plan&& plan);
    JIMENG_DECL ~generate_fsm() override;

    JIMENG_DECL next_action resume(action_result result) override;
    JIMENG_DECL void threw(std::exception const& thrown) noexcept override;

    [[nodiscard]] error_code const& error() const noexcept { return error_; }
    [[nodiscard]] diagnostics const& details() const noexcept { return details_; }
    [[nodiscard]] diagnostics take_details() { return std::move(details_); }
    [[nodiscard]] jimeng::task take_task() { return std::move(plan_.task); }
    [[nodiscard]] task_state take_state() { return std::move(state_); }
    JIMENG_SELDOM [[nodiscard]] jimeng::pictures take_pictures()
    {
        if (!plan_.task.id.empty()) results_.results().task = std::move(plan_.task);
        return std::move(results_.results());
    }
    /// Whether a byte of a submit may have left. From any thread.
    [[nodiscard]] bool submit_has_left() const noexcept { return submit_has_left_.load(); }

private:
    using time_point = std::chrono::system_clock::time_point;
    enum class stage {
        start,
        admitting_submit,
        recording_intent,
        submitting,
        recording_repeat,
        waiting_to_repeat,
        recording_accepted,
        waiting,
        admitting_query,
        querying,
        naming_results,
        recording_done,
        downloading,
        recording_saved,
        admitting_renewal,
        renewing,
        recording_final,
        finished
    };

    // generate_fsm.ipp: the stages, and what ends them
    next_action start();
    next_action take_results();
    void name_results();
    next_action results_taken(bool some);
    next_action follow_links();
    next_action follow_links(action_result& result);
    next_action stopped();
    next_action finish(error_code const& ec, std::string message = {});
    void end_with(std::string words);
    next_action wait(std::chrono::nanoseconds duration, stage then);
    next_action hold(std::chrono::nanoseconds duration, stage then, error_code const& why);
    [[nodiscard]] admission ask_limiter(permit& place, limiter::use what);
    void note(action_result& result);
    void keep_answer();
    [[nodiscard]] bool tell(progress::stage at, int attempt);
    [[nodiscard]] bool tell(progress::stage at, int attempt, media_kind kind,
                            std::chrono::nanoseconds next_try = std::chrono::nanoseconds{0},
                            error_code const& why = {});
    [[nodiscard]] bool gave_patience_up(std::chrono::nanoseconds next_wait) const;
    [[nodiscard]] std::chrono::milliseconds time_for_call() const;
    [[nodiscard]] std::chrono::milliseconds time_for_submit() const;
    [[nodiscard]] media_kind expected() const noexcept;

    // generate_submit.ipp: up to the task's id
    next_action begin_submit();
    next_action admit_submit();
    next_action not_admitted(admission said);
    next_action go_on_after_hold();
    next_action record_intent();
    [[nodiscard]] std::string hash_of_body() const;
    [[nodiscard]] job_event intent();
    next_action repeat_recorded(action_result& result);
    next_action intent_recorded(action_result& result);
    next_action send_submit();
    void prepare_submit(next_action& action);
    [[nodiscard]] error_code about_to_leave();
    next_action refused_by_store(job_event::kind at, error_code const& ec, std::string words);
    next_action repeat_or_finish(error_code const& ec, std::string message);
    next_action sign_again();
    [[nodiscard]] bool pays_for_repeat(submit_policy::reason why);
    next_action after_submit(action_result& result);
    next_action submit_failed(error_code const& ec, bool answered);
    void miss_first_byte();
    void look_for_id();
    next_action accept(task_id id);
    next_action go_on_after_acceptance();

    // generate_query.ipp: waiting, and what the answers to the queries say
    next_action begin_query();
    next_action query_not_admitted(admission said);
    next_action wait_before_query();
    next_action send_query();
    next_action after_query(action_result& result);
    next_action query_failed(error_code const& ec);
    next_action ask_again(error_code const& cause);
    next_action ask_again_unless(bool over, error_code const& ec);
    next_action cannot_ask(error_code const& cause);
    next_action judge_status();
    [[nodiscard]] std::string words_of_age() const;
    [[nodiscard]] bool believed(sightings::of what, int wanted);
    void start_intake();

    // generate_renewal.ipp: new links in the place of dead ones
    next_action renew_links();
    next_action ask_for_links();
    next_action links_came(action_result const& result);
    next_action keep_dead_links();

    // generate_record.ipp: what the job store is told
    void name_job();
    next_action record(job_event event, stage then);
    next_action record_saved(std::size_t index);
    void release_job() noexcept;
    void note_recorded(job_event::kind what, action_result const& result);
    [[nodiscard]] job_event event_of(job_event::kind what) const;
    [[nodiscard]] job_event links_event() const;
    void add_odd_answer(job_event& event) const;
    [[nodiscard]] std::size_t next_unrecorded() const;
    [[nodiscard]] bool is_over() const;

    generate_plan plan_;
    stage stage_ = stage::start;
    time_point now_{};
    limiter::time_point steady_{};
    time_point started_{};
    time_point accepted_{};                  // or started_, where only the id is known
    std::chrono::nanoseconds waited_for_{0}; // since accepted_, up to the next query
    int attempts_ = 0;
    sightings seen_;
    double random_ = 0.0; ///< Of this step, for its wait.
    bool throttled_ = false;
    bool results_came_ = false;
    bool data_missing_ = false; ///< Of a model that answers with facts: they did not come, or not whole.
    error_code last_cause_;
    std::string observer_words_;
    error_code error_;
    diagnostics details_;
    http_response response_;
    task_state state_;
    result_collector results_;
    std::unique_ptr<inline_pictures> intake_; ///< Of the answer that is coming: pictures may be inside.
    std::atomic<bool> submit_has_left_ = false;
    std::shared_ptr<http_request> submit_; ///< Unsigned, and kept while it may be sent again.
    int submits_ = 0;
    std::array<int, 4> failures_{};                   ///< Of submits, by `submit_policy::reason`.
    error_code last_failure_;                         ///< Of the last submit, where another one was to follow ...
    verdict last_verdict_ = verdict::none;            ///< ... and what became of it.
    std::optional<std::chrono::seconds> retry_after_; ///< Of the last answer.
    clock_check clock_;
    struct {
        bool at_all = false;
        bool with_reason = false;
    } told_of_hold_; ///< That the submit waits.
    permit task_permit_;
    permit call_permit_;
    std::string job_;                   ///< Its name in the store.
    std::string body_sha256_;           ///< For the store only.
    std::vector<std::size_t> recorded_; ///< Pictures that the store was told of.
    bool holds_job_ = false;            ///< It is this operation that began the job, or went on with it.
    bool intent_is_recorded_ = false;   ///< Of the submit that is waited for.
    std::chrono::nanoseconds pause_{};  ///< Before it.
    bool store_refused_ = false;        ///< To take an event without which nothing is sent.
    std::string store_words_;
};

/// Of a limiter that did not admit in time.
inline error_code reason_of(admission const& said) noexcept
{
    return said.why.failed() ? said.why : make_error_code(client_errc::limit_reached);
}

/// What others can see of the operation cannot be undone any more.
[[nodiscard]] inline bool has_effect(generate_fsm const& fsm) noexcept
{
    return fsm.submit_has_left();
}

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/generate_fsm.ipp>
#include <jimeng/client/impl/generate_query.ipp>
#include <jimeng/client/impl/generate_record.ipp>
#include <jimeng/client/impl/generate_renewal.ipp>
#include <jimeng/client/impl/generate_submit.ipp>
#endif

#endif
