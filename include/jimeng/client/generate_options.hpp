#ifndef JIMENG_CLIENT_GENERATE_OPTIONS_HPP
#define JIMENG_CLIENT_GENERATE_OPTIONS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held.hpp>
#include <jimeng/core/held_call.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/media/saved_result.hpp>
#include <jimeng/wire/error.hpp>

#include <chrono>
#include <string_view>
#include <type_traits>

namespace jimeng::inline JIMENG_ABI {

/// What an operation is doing. The views live during the call only.
struct progress {
    enum class stage {
        submitting,
        held, ///< A limit, or a failure that may pass, lets the submit wait: told once each time that this begins, and
              ///< once more where it was only a pace first.
        accepted, ///< And kept, where there is a store that takes it.
        waiting,
        downloading
    };

    stage at = stage::submitting;
    std::string_view task_id{};                 ///< From `accepted` on. Untrusted text.
    task_status status = task_status::in_queue; ///< While `waiting`.
    int attempt = 0;                            ///< Submits, queries or pictures so far, as the stage is.
    media_kind kind = media_kind::picture;      ///< What is being made, or fetched.
    std::chrono::nanoseconds next_try{};        ///< Of `held`: when it is tried again, or asked for.
    /// Of `held`: what the limiter said, mostly `limit_reached`, or how the submit before ended; none: a pace is kept.
    error_code why{};
};

/// The name of a file or folder; anything that converts to a string, such as a `std::filesystem::path`.
using output_name = held_text;

/// How `generate` and `wait` go on after the submit. It may be written in braces where it is used, within `co_await` too.
/// @tparam Results  How the results are wanted: `result_options`, or what other kinds of result have instead.
template <class Results>
struct basic_generate_options {
    Results results{};
    bool download = true; ///< Fetch the bytes behind the links too; false: links only, and nothing is saved of them.
    /// Without `output`: whether `picture::bytes` keeps what links led to. False: it is checked and dropped, and
    /// `picture::saved` has its facts. Pictures inside an answer have no link and are kept in any case.
    bool keep_bytes = true;
    /// For all downloads of the operation together; what is not there by then is told like a link that failed. One alone
    /// may take 10 minutes, each other picture of a host that let them pass 30 s. Within it the task is asked once more where
    /// links have died (403, 404, 410), if it is not older than 12 hours, and the new ones are followed.
    std::chrono::milliseconds download_timeout{std::chrono::minutes{15}};
    /// Where the results go as they arrive, however large; empty: into `picture::bytes`. One picture takes this name, as a
    /// video does, several `NAME-1.png`, `NAME-2.png`, ...; in a folder, `NAME/`, they are named by the task's id; `NAME.*` takes the ending of the format that comes. What
    /// comes beside what the model is for, such as a picture beside a video, has the ending of its format. `picture::saved`
    /// tells path, size and SHA-256. Links that `download = false` leaves unfetched make no file; pictures inside an
    /// answer (`results.return_url = false`) need no fetching and are saved all the same. Files are written, and synced to
    /// the disk, where the transport runs, which an asynchronous one's executor then waits for; or in
    /// `client_options::disk`.
    output_name output{};
    bool overwrite = false; ///< Whether files that exist may be replaced; else one that is in the way, a numbered name
                            ///< included, is refused before anything is paid.
    held_function<void(progress const&)>
        on_progress{}; ///< Called between steps, on the thread that drives the operation.
    /// A `std::stop_token`. Ends the operation early; a task that was accepted goes on. A submit that has begun to leave is
    /// finished first, for the sake of its task's id.
    held_stop stop{};
    /// What the caller calls this job: `client_options::store` gets it with each event, and such as keep files send no job
    /// of one key twice.
    held_text job_key{};
    /// What the caller wants to find in the store again: how to go on with the job, for instance.
    held_text job_note{};
    /// The name of a job that is in the store already and goes on here, as `job_event::job` has it; empty: a new one.
    held_text job{};
    /// Results of the task that an earlier run saved, such as `job_history::saved_results()`: those that lie there still,
    /// byte by byte, are neither fetched nor written again, stand in no other result's way, and have path and facts in
    /// `picture::saved` and no bytes. What is gone or changed is fetched as if it were not named here. They are read before
    /// anything is sent.
    held<saved_results> already_saved{};
    /// When the task was accepted, where the caller knows: told where the service knows it no longer.
    std::chrono::system_clock::time_point accepted_at{};

    /// As options for another kind of result. What that has no place for, such as a watermark on a video, is refused before
    /// anything is sent.
    template <class Others>
    [[nodiscard]] operator basic_generate_options<Others>() const
    {
        return {detail::results_as<Others>(results),
                download,
                keep_bytes,
                download_timeout,
                output,
                overwrite,
                on_progress,
                stop,
                job_key,
                job_note,
                job,
                already_saved,
                accepted_at};
    }
};

using generate_options = basic_generate_options<result_options>;
/// For a model that films: `results` has `aigc_meta` only.
using video_options = basic_generate_options<video_result_options>;
/// For a model that answers with facts.
using data_options = basic_generate_options<data_result_options>;

namespace detail {

template <result_kind Kind>
using options_for = std::conditional_t<Kind == result_kind::video, video_options,
                                       std::conditional_t<Kind == result_kind::data, data_options, generate_options>>;

/// The options that all kinds of result can be asked with.
[[nodiscard]] inline generate_options const& general(generate_options const& how) noexcept
{
    return how;
}
template <class Results>
[[nodiscard]] generate_options general(basic_generate_options<Results> const& how)
{
    return how;
}

} // namespace detail

/// How `generate` goes on for a model: one whose results are known to the compiler takes no option of other ones.
template <class Request>
using options_of = detail::options_for<result_kind_of<Request>>;

} // namespace jimeng::inline JIMENG_ABI

#endif
