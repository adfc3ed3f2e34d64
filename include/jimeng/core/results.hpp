#ifndef JIMENG_CORE_RESULTS_HPP
#define JIMENG_CORE_RESULTS_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What a task brings.
enum class result_kind : std::uint8_t { pictures, video };

[[nodiscard]] constexpr std::string_view to_string(result_kind kind) noexcept
{
    return kind == result_kind::video ? "video" : "pictures";
}

/// The result of a model that draws: `using result = images<15>;`
/// @tparam Most  How many pictures one task can bring.
template <std::size_t Most>
struct images {
    static constexpr result_kind kind = result_kind::pictures;
    static constexpr std::size_t most = Most;
};

/// The result of a model that films.
struct one_video {
    static constexpr result_kind kind = result_kind::video;
    static constexpr std::size_t most = 1;
};

/// What a model says that its tasks bring: pictures, unless it names another kind (`using result = one_video;`).
template <class Request>
inline constexpr result_kind result_kind_of = result_kind::pictures;
template <class Request>
requires requires
{
    Request::result::kind;
}
inline constexpr result_kind result_kind_of<Request> = Request::result::kind;

} // namespace jimeng::inline JIMENG_ABI

#endif
