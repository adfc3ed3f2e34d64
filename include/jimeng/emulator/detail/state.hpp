#ifndef JIMENG_EMULATOR_DETAIL_STATE_HPP
#define JIMENG_EMULATOR_DETAIL_STATE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/calendar.hpp>
#include <jimeng/emulator/detail/digest.hpp>
#include <jimeng/emulator/detail/fault_book.hpp>
#include <jimeng/emulator/detail/ledger_file.hpp>
#include <jimeng/emulator/detail/refusal.hpp>
#include <jimeng/emulator/picture.hpp>
#include <jimeng/emulator/reserved_words.hpp>
#include <jimeng/emulator/service_options.hpp>
#include <jimeng/emulator/shown_inputs.hpp>
#include <jimeng/emulator/video.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// Of a video whose length is not asked for: 5 s.
inline constexpr std::uint32_t usual_frames = 121;

/// All that a picture or a video is drawn from but its mark.
struct motive {
    std::string prompt;
    image_size size;
    std::size_t count = 1;
    result_kind kind = result_kind::pictures;
    std::uint32_t frames = usual_frames; ///< Of a video.
    std::uint32_t frames_a_second = 24;
    std::string digest;                         ///< Of the submit's body.
    std::string response;                       ///< `resp_data`, but for its links.
    std::shared_ptr<shown_inputs const> inputs; ///< Null: none is seen.
};

/// Input pictures that a task holds, or did.
struct kept_inputs {
    std::weak_ptr<shown_inputs> pictures;
    std::size_t bytes = 0;
};

/// Of the input pictures of all tasks together.
inline constexpr std::size_t most_input_bytes = std::size_t{256} << 20;

struct task {
    model_entry const* model = nullptr;
    motive shown;
    reserved_words words;
    refusal late; ///< What it ends with, where its request was taken all the same.
    time_point submitted;
    unsigned queries = 0; ///< That were answered with the task's state.
};

/// How a query wants its result. The same task may be read with others.
struct rendering {
    bool return_url = false;
    std::optional<drawn_mark> mark;
    std::vector<std::pair<std::string, std::string>> texts;
    std::string asked; ///< `req_json` as it came.
};

/// What a link leads to.
struct album {
    std::string task_id;
    motive shown;
    rendering how;
    time_point until; ///< The latest end of its links.
    bool dead = false;
};

/// How the answer to a request is wrapped: not at all, or as actions that bear a model's name answer.
struct envelope {
    std::string action{}; ///< Empty: not at all.
};

/// Dates keep four digits and clocks do not overflow.
inline constexpr std::chrono::seconds longest_offset = std::chrono::hours{24 * 365 * 100};

struct state {
    explicit state(service_options given) : options{std::move(given)}, faults{options.faults}
    {
        options.task_duration = jimeng::detail::bounded_duration(options.task_duration);
        for (auto* const life : {&options.signature_life, &options.task_life, &options.link_life})
            *life = jimeng::detail::bounded_duration(*life);
        options.clock_offset = std::clamp(options.clock_offset, -longest_offset, longest_offset);
        make_link_key();
    }

    void make_link_key()
    {
        link_key = hmac_of(options.keys.secret_access_key.reveal(), "links " + std::to_string(options.seed));
    }

    service_options options;
    std::string link_key; ///< So that nobody without the secret can guess a link.
    std::map<std::string, task, std::less<>> tasks;
    std::map<std::string, album, std::less<>> albums;
    std::vector<kept_inputs> inputs; ///< The oldest first.
    std::uint64_t requests = 0;
    std::uint64_t tasks_made = 0;
    envelope wrapping; ///< Of the request that is being answered.
    ledger counts;
    fault_book faults;
    std::shared_ptr<ledger_file> file; ///< Null: nothing is written down.
    std::int64_t total = 0;            ///< Of the prices so far, in millionths.
    std::deque<time_point> submits;    ///< Of the last second, where their rate is limited.
};

[[nodiscard]] inline picture_request picture_of(motive const& shown, rendering const& how, std::size_t index)
{
    picture_request picture;
    picture.width = static_cast<std::uint32_t>(shown.size.width);
    picture.height = static_cast<std::uint32_t>(shown.size.height);
    picture.seed = number_of(sha256_of(shown.digest + std::to_string(index)));
    picture.prompt = shown.prompt;
    picture.mark = how.mark;
    picture.texts = how.texts;
    if (shown.inputs) picture.inputs = *shown.inputs;
    return picture;
}

[[nodiscard]] inline video_request video_of(motive const& shown, rendering const& how)
{
    auto const first = picture_of(shown, how, 0);
    return {first.width, first.height, shown.frames, shown.frames_a_second,
            first.seed,  first.prompt, first.mark,   first.texts};
}

/// Forgets what no request can reach any more. Answers do not depend on it: each life is checked where it counts.
inline void forget_the_past(state& s, time_point now)
{
    std::erase_if(s.tasks, [&](auto const& entry) { return entry.second.submitted + s.options.task_life <= now; });
    std::erase_if(s.albums, [&](auto const& entry) { return entry.second.until <= now; });
}

/// Null for a request key that is not served.
[[nodiscard]] inline model_entry const* served_model(state const& s, std::string_view req_key) noexcept
{
    for (auto const* const one : s.options.models)
        if (one->req_key == req_key) return one;
    return nullptr;
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
