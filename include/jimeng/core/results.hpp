#ifndef JIMENG_CORE_RESULTS_HPP
#define JIMENG_CORE_RESULTS_HPP

#include <jimeng/core/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What a task brings.
enum class result_kind : std::uint8_t { pictures, video, data };

[[nodiscard]] constexpr std::string_view to_string(result_kind kind) noexcept
{
    if (kind == result_kind::data) return "data";
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

/// The result of a model that answers with facts: a JSON document, `resp_data` of the answer.
struct response_data {
    static constexpr result_kind kind = result_kind::data;
    static constexpr std::size_t most = 1;
};

namespace detail {

template <class Result>
concept names_its_kind = requires
{
    requires Result::kind == result_kind::pictures || Result::kind == result_kind::video ||
        Result::kind == result_kind::data;
};

template <class Request>
consteval result_kind kind_of_result()
{
    if constexpr (requires { typename Request::result; }) {
        static_assert(names_its_kind<typename Request::result>,
                      "jimeng: a model's result is images<N>, one_video, or a type with a constant result_kind `kind`, "
                      "such as response_data");
        if constexpr (names_its_kind<typename Request::result>) return Request::result::kind;
    }
    return result_kind::pictures;
}

} // namespace detail

/// What a model says that its tasks bring: pictures, unless it names another kind (`using result = one_video;`).
template <class Request>
inline constexpr result_kind result_kind_of = detail::kind_of_result<Request>();

} // namespace jimeng::inline JIMENG_ABI

#endif
