#include "setting.hpp"

#include "../prices.hpp"
#include "defaults.hpp"

#include <jimeng/core/numbers.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/origin.hpp>

#include <cmath>

namespace command::config {

namespace {

bool is_address(std::string_view text)
{
    jimeng::error_code ec;
    (void)jimeng::parse_address(text, ec);
    return !ec.failed() && jimeng::without_user(text) == text;
}

bool is_number(setting const& which, std::string_view text)
{
    auto const value = jimeng::detail::read_number<double>(text);
    if (!value || !(*value >= which.least && *value <= which.most)) return false;
    return which.kind == holds::number || *value == std::floor(*value);
}

bool is_choice(setting const& which, std::string_view text)
{
    auto left = which.usual;
    for (;;) {
        auto const end = left.find(", ");
        if (left.substr(0, end) == text) return true;
        if (end == std::string_view::npos) return false;
        left.remove_prefix(end + 2);
    }
}

std::string names_of(jimeng::model_list models)
{
    std::string names;
    for (auto const* const model : models)
        (names += names.empty() ? "" : ", ") += model->name;
    return names;
}

} // namespace

std::string must_be(setting const& which, std::string_view value, jimeng::model_list models)
{
    switch (which.kind) {
    case holds::address:
        return is_address(value) ? ""
                                 : "an https address without user and password, as https://visual.volcengineapi.com";
    case holds::choice: return is_choice(which, value) ? "" : "one of " + std::string{which.usual};
    case holds::model: return jimeng::find_model(models, value) != nullptr ? "" : "one of " + names_of(models);
    case holds::folder: return value.empty() ? "the name of a folder" : "";
    case holds::prices: {
        price_list prices;
        return read_prices(split_prices(value), models, prices).empty()
                   ? ""
                   : "MODEL=NUMBER with models that jimeng models lists and numbers from 0 to 1000000, as 4.0=0.2 "
                     "3.1=0.1";
    }
    default:
        return is_number(which, value) ? ""
                                       : std::string{which.kind == holds::number ? "a number" : "a whole number"} +
                                             " from " + money_text(which.least) + " to " + money_text(which.most);
    }
}

std::string usual_value(setting const& which, jimeng::model_list models)
{
    if (which.kind == holds::model && !models.empty()) return std::string{models.front()->name};
    if (which.name == "lang") return "the locale's";
    return std::string{
        which.usual.substr(0, which.kind == holds::choice ? which.usual.find(',') : std::string_view::npos)};
}

} // namespace command::config
