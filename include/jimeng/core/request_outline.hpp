#ifndef JIMENG_CORE_REQUEST_OUTLINE_HPP
#define JIMENG_CORE_REQUEST_OUTLINE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_size.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// What is wanted, in the user's words: a view of them, or a copy where they would not live as long.
class outline_text {
public:
    constexpr outline_text() = default;
    constexpr outline_text(std::string_view text) : view_{text} {}
    constexpr outline_text(char const* text) : view_{text} {}

    [[nodiscard]] constexpr std::string_view view() const noexcept { return kept_ ? std::string_view{*kept_} : view_; }
    constexpr operator std::string_view() const noexcept { return view(); }
    [[nodiscard]] constexpr bool empty() const noexcept { return view().empty(); }

    /// Makes it independent of what it was taken from.
    void keep()
    {
        if (!kept_) kept_.emplace(view_);
    }

    friend constexpr bool operator==(outline_text const& left, std::string_view right) noexcept
    {
        return left.view() == right;
    }

private:
    std::string_view view_{};
    std::optional<std::string> kept_{}; // optional: clang makes no constant of libstdc++'s empty string
};

/// A part of a picture, as fractions of its width and height.
struct kept_part {
    double left = 0.0;
    double top = 0.0;
    double right = 0.0;
    double bottom = 0.0;

    [[nodiscard]] constexpr bool empty() const noexcept { return right <= left || bottom <= top; }
    friend constexpr bool operator==(kept_part const&, kept_part const&) = default;
};

inline constexpr kept_part all_of_it{0.0, 0.0, 1.0, 1.0};

/// What a request asks for, in words that all models have in common: for whoever shows, counts or imitates results without
/// knowing the model.
///
/// A model gives it with `constexpr request_outline outline() const`.
struct request_outline {
    outline_text text{};      ///< What is wanted.
    image_size sides{};       ///< Of the result; 0: the service's choice.
    std::int64_t area = 0;    ///< In pixels, where the sides are left to the service.
    double least_ratio = 0.0; ///< Of width to height, where the service chooses the sides; 0: not bounded.
    double most_ratio = 0.0;
    std::size_t inputs = 0;       ///< Pictures that go in.
    std::size_t most_results = 1; ///< That can come out, and be billed.
    std::int64_t frames = 0;      ///< Of a video.
    std::int64_t frames_a_second = 24;
    kept_part kept{};    ///< Where in the result the first picture is seen again; empty: nowhere.
    bool masked = false; ///< The second picture is white where the first is drawn anew.
};

} // namespace jimeng::inline JIMENG_ABI

#endif
