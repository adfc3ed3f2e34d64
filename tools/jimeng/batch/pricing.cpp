#include "pricing.hpp"

#include "../config/defaults.hpp"

#include <jimeng/core/escape.hpp>

#include <algorithm>
#include <cmath>

namespace command::batch {

std::string pricing::read(std::vector<std::string> const& given, jimeng::model_list models)
{
    models_ = models;
    return read_prices(config::with_default_prices(given), models, prices_);
}

bool pricing::put_on(cost& units, std::string_view req_key)
{
    // More than a task can have, and few enough that the sum of all tasks is a whole number still.
    constexpr std::int64_t most_units = 1'000'000;
    auto const price = prices_.find(req_key);
    units.money = 0;
    if (price == prices_.end()) {
        if (units != cost{}) leave_out(req_key);
        return false;
    }
    units.money = std::llround(price->second * 1e6) * std::clamp<std::int64_t>(units.units(), 0, most_units);
    return true;
}

void pricing::leave_out(std::string_view req_key)
{
    if (!is_given()) return;
    auto const* const model = jimeng::find_model(models_, req_key);
    left_out_.insert(model != nullptr  ? std::string{model->name}
                     : req_key.empty() ? "tasks of an earlier version"
                                       : jimeng::for_terminal(req_key, 60));
}

std::string pricing::words(cost const& units) const
{
    if (!is_given()) return {};
    auto text = ", " + money_text(static_cast<double>(units.money) / 1e6) + " in money at these prices";
    for (auto const& name : left_out_)
        text += (&name == &*left_out_.begin() ? ", without " : ", ") + name;
    return text;
}

} // namespace command::batch
