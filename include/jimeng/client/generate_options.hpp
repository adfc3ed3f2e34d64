#ifndef JIMENG_CLIENT_GENERATE_OPTIONS_HPP
#define JIMENG_CLIENT_GENERATE_OPTIONS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held.hpp>
#include <jimeng/core/held_call.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/task.hpp>

#include <chrono>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What an operation is doing. The views live during the call only.
struct progress {
    enum class stage { submitting, accepted, waiting, downloading };

    stage at = stage::submitting;
    std::string_view task_id{};                 ///< From `accepted` on. Untrusted text.
    task_status status = task_status::in_queue; ///< While `waiting`.
    int attempt = 0;                            ///< Queries made so far, or pictures fetched so far.
    media_kind kind = media_kind::picture;      ///< What is being made, or fetched.
};

/// The name of a file or folder; anything that converts to a string, such as a `std::filesystem::path`.
using output_name = held_text;

/// How `generate` and `wait` go on after the submit. It may be written in braces where it is used, within `co_await` too.
struct generate_options {
    result_options results{};
    bool download = true; ///< Fetch the bytes behind the links too; false: links only, and nothing is saved of them.
    /// Without `output`: whether `picture::bytes` keeps what links led to. False: it is checked and dropped, and
    /// `picture::saved` has its facts. Pictures inside an answer have no link and are kept in any case.
    bool keep_bytes = true;
    /// For all downloads of the operation together; what is not there by then is told like a link that failed. One alone
    /// may take 10 minutes, each other picture of a host that let them pass 30 s.
    std::chrono::milliseconds download_timeout{std::chrono::minutes{15}};
    /// Where the results go as they arrive, however large; empty: into `picture::bytes`. One picture takes this name, as a
    /// video does, several `NAME-1.png`, `NAME-2.png`, ...; in a folder, `NAME/`, they are named by the task's id. What
    /// comes beside what the model is for, such as a picture beside a video, has the ending of its format. `picture::saved`
    /// tells path, size and SHA-256. Links that `download = false` leaves unfetched make no file; pictures inside an
    /// answer (`results.return_url = false`) need no fetching and are saved all the same. Files are written, and synced to
    /// the disk, where the transport runs: an asynchronous one's executor waits for the disk meanwhile.
    output_name output{};
    bool overwrite = false; ///< Whether files that exist may be replaced; else one that is in the way, a numbered name
                            ///< included, is refused before anything is paid.
    held_function<void(progress const&)>
        on_progress{}; ///< Called between steps, on the thread that drives the operation.
    /// A `std::stop_token`. Ends the operation early; a task that was accepted goes on. A submit that has begun to leave is
    /// finished first, for the sake of its task's id.
    held_stop stop{};
    /// What the caller calls this job: `client_options::store` gets it with each event.
    held_text job_key{};
};

} // namespace jimeng::inline JIMENG_ABI

#endif
