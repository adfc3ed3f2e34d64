#ifndef JIMENG_CORE_REQUEST_OUTLINE_HPP
#define JIMENG_CORE_REQUEST_OUTLINE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What a request asks for, in words that all models have in common: for whoever shows, counts or imitates results without
/// knowing the model.
///
/// A model gives it with `constexpr request_outline outline() const`.
struct request_outline {
    std::string_view text{};  ///< What is wanted, in the user's words.
    image_size sides{};       ///< Of the result; 0: the service's choice.
    std::int64_t area = 0;    ///< In pixels, where the sides are left to the service.
    double least_ratio = 0.0; ///< Of width to height, where the service chooses the sides; 0: not bounded.
    double most_ratio = 0.0;
    std::size_t inputs = 0;       ///< Pictures that go in.
    std::size_t most_results = 1; ///< That can come out, and be billed.
    std::int64_t frames = 0;      ///< Of a video.
    std::int64_t frames_a_second = 24;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
