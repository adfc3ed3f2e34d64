#ifndef JIMENG_CLIENT_VIDEO_HPP
#define JIMENG_CLIENT_VIDEO_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/media/artifact.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// The video of a task, and the task itself: also where an operation failed, it is set as soon as the service gave an id.
struct video : artifact {
    jimeng::task task{};
    std::string response_data{};    ///< `resp_data` of the answer, JSON as text. Untrusted.
    std::vector<artifact> others{}; ///< What came beside it, such as pictures: it is paid as well.
};

/// All results of a task as those of a video: the last one is it, for it stands behind the pictures.
[[nodiscard]] inline video to_video(pictures all)
{
    video result;
    result.kind = media_kind::video;
    result.task = std::move(all.task);
    result.response_data = std::move(all.response_data);
    auto const is_video = [](artifact const& one) { return one.kind == media_kind::video; };
    auto const found = std::find_if(all.rbegin(), all.rend(), is_video);
    if (found != all.rend()) {
        static_cast<artifact&>(result) = std::move(*found);
        all.erase(std::next(found).base());
    }
    result.others.assign(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
    return result;
}

/// The same the other way round. A video that did not come is none of them.
[[nodiscard]] inline pictures to_pictures(video all)
{
    pictures result(std::make_move_iterator(all.others.begin()), std::make_move_iterator(all.others.end()));
    result.task = std::move(all.task);
    result.response_data = std::move(all.response_data);
    if (!all.url.empty() || !all.bytes.empty() || all.saved.size_bytes != 0) result.push_back(std::move(all));
    return result;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
