#include "prices.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace command {

namespace {

/// A video's frames are one more than its seconds hold.
std::int64_t billed_units(jimeng::model_entry const& model, jimeng::request_outline const& outline)
{
    if (model.result == jimeng::result_kind::video)
        return (outline.frames + outline.frames_a_second - 2) / std::max<std::int64_t>(outline.frames_a_second, 1);
    return model.result == jimeng::result_kind::data ? 1 : static_cast<std::int64_t>(outline.most_results);
}

std::string named(std::int64_t count, jimeng::result_kind kind)
{
    auto const unit = kind == jimeng::result_kind::video  ? " second"
                      : kind == jimeng::result_kind::data ? " result"
                                                          : " picture";
    return std::to_string(count) + unit + (count == 1 ? " is billed" : "s are billed");
}

} // namespace

std::string money_text(double value)
{
    std::array<char, 64> text;
    auto const rounded = std::round(value * 1e6) / 1e6;
    auto const end = std::to_chars(text.data(), text.data() + text.size(), rounded, std::chars_format::fixed);
    return {text.data(), end.ptr};
}

std::string read_prices(std::vector<std::string> const& given, jimeng::model_list models, price_list& prices)
{
    for (auto const& one : given) {
        auto const equals = std::min(one.rfind('='), one.size());
        auto const price = jimeng::detail::read_number<double>(one.substr(std::min(equals + 1, one.size())));
        auto const* const model = equals == 0 ? nullptr : jimeng::find_model(models, one.substr(0, equals));
        auto const begin = "--price " + jimeng::for_terminal(one, 100) + ": ";
        if (!price || !(*price >= 0 && *price <= 1e6))
            return begin + "no price from 0 to 1000000; write MODEL=NUMBER, as in 4.0=0.2";
        if (model == nullptr) return begin + "no model of this name; jimeng models lists them";
        prices[std::string{model->req_key}] = *price;
    }
    return {};
}

std::string highest_cost(jimeng::model_entry const& model, jimeng::request_outline const& outline,
                         price_list const& prices)
{
    auto const count = billed_units(model, outline);
    if (count <= 0) return {}; // of a video that the service may make as long as it likes
    auto text = "at most " + named(count, model.result);
    auto const price = prices.find(model.req_key);
    if (price == prices.end()) return text;
    return text + ", " + money_text(price->second * static_cast<double>(count)) + " in all at " +
           money_text(price->second) + " each";
}

} // namespace command
