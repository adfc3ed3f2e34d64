#ifndef JIMENG_WIRE_TASK_STATE_HPP
#define JIMENG_WIRE_TASK_STATE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/error.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Results that one task is documented to have: 15 less the input images.
inline constexpr std::size_t most_pictures = 15;

/// Results of one answer that are taken; where an answer lists more, the others are only counted.
inline constexpr std::size_t most_results = 100;

/// An entry of a list of results that cannot be used.
struct unusable_entry {
    std::size_t index = 0; ///< From 0 on.
    error_code why{};      ///< `wrong_type`: no text; `too_large`: a link beyond 16 KiB, or 1 MiB of links in all.
};

/// What an answer to a query says of a task. Every text is the service's and untrusted.
struct task_state {
    task_status status = task_status::unknown;
    std::string status_word{};                   ///< As it came, for a status this library does not know.
    std::vector<std::string> image_urls{};       ///< Live 24 h. One that cannot be used is empty and keeps its place.
    std::vector<unusable_entry> unusable_urls{}; ///< Why those are empty.
    std::size_t listed_urls = 0;                 ///< How many the answer lists, also beyond `most_results`.
    std::string video_url{};                     ///< Lives 1 h. Empty where there is none, or none that can be used.
    error_code unusable_video_url{};             ///< Why that is empty though one came; as `unusable_entry::why`.
    std::string resp_data{};    ///< JSON as text: what a model of `response_data` is for. At most 16 MiB.
    bool resp_data_cut = false; ///< Whether there was more of it.
    std::vector<std::string> binary_data_base64{}; ///< The pictures themselves; empty for an entry that is no text.
};

} // namespace jimeng::inline JIMENG_ABI

#endif
