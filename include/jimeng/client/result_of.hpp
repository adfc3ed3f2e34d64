#ifndef JIMENG_CLIENT_RESULT_OF_HPP
#define JIMENG_CLIENT_RESULT_OF_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task_data.hpp>
#include <jimeng/client/video.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/results.hpp>

#include <type_traits>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// What `generate` returns for a model: `pictures`, `video` or `task_data`.
template <class Request>
using result_of =
    std::conditional_t<result_kind_of<Request> == result_kind::video, video,
                       std::conditional_t<result_kind_of<Request> == result_kind::data, task_data, pictures>>;

namespace detail {

/// What came, in the shape that was asked for.
template <class Result>
Result shaped(pictures all)
{
    if constexpr (std::is_same_v<Result, video>)
        return to_video(std::move(all));
    else if constexpr (std::is_same_v<Result, task_data>)
        return to_task_data(std::move(all));
    else
        return all;
}

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#endif
