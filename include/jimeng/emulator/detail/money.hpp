#ifndef JIMENG_EMULATOR_DETAIL_MONEY_HPP
#define JIMENG_EMULATOR_DETAIL_MONEY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/emulator/detail/state.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// What a task is billed by.
struct billing {
    std::int64_t count = 0;
    std::string_view unit;
};

/// Whole seconds of a video: its frames are one more than the seconds hold.
[[nodiscard]] inline billing billing_of(task const& t)
{
    bool const billed = !t.words.ends_with_code && !t.words.no_pictures && !t.late;
    auto const& shown = t.shown;
    auto const seconds = static_cast<double>(shown.frames) / static_cast<double>(shown.frames_a_second);
    if (shown.kind == result_kind::video) return {billed ? std::llround(seconds) : 0, "seconds"};
    auto const count = billed ? static_cast<std::int64_t>(shown.count) : 0;
    return {count, shown.kind == result_kind::data ? "results" : "pictures"};
}

/// Sums of millionths are exact where sums of 0.1 are not.
[[nodiscard]] inline std::int64_t millionths_of(double money) noexcept
{
    return std::llround(money * 1e6);
}

[[nodiscard]] inline double money_of(std::int64_t millionths) noexcept
{
    return static_cast<double>(millionths) / 1e6;
}

/// For one picture, second or result, in millionths; nothing where the user named no price.
[[nodiscard]] inline std::optional<std::int64_t> price_of(state const& s, std::string_view req_key)
{
    auto const found = s.options.prices.find(req_key);
    if (found == s.options.prices.end()) return std::nullopt;
    return millionths_of(found->second);
}

[[nodiscard]] inline std::int64_t cost_of(state const& s, task const& t)
{
    return price_of(s, t.model->req_key).value_or(0) * billing_of(t).count;
}

/// One line; empty where every price is of a model that is served and can be reckoned with.
[[nodiscard]] inline std::string wrong_with_prices(state const& s)
{
    for (auto const& [req_key, price] : s.options.prices) {
        if (served_model(s, req_key) == nullptr)
            return "price of " + req_key + ": no model with this request key is served";
        if (!(price >= 0 && price <= 1e6)) return "price of " + req_key + ": not 0 to 1000000; write what one costs";
    }
    return {};
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
