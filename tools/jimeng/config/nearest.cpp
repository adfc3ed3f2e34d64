#include "nearest.hpp"

#include "setting.hpp"

#include "../near_word.hpp"

#include <algorithm>

namespace command::config {

std::string_view nearest_setting(std::string_view name)
{
    near_word meant{name};
    for (auto const& one : settings)
        meant.look_at(one.name);
    return meant.found();
}

std::string_view nearest_variable(std::string_view name)
{
    constexpr std::string_view begin = "JIMENG_"; // all have it, so it makes none more like another
    if (!name.starts_with(begin)) return {};
    near_word meant{name.substr(begin.size())};
    for (auto const& one : settings)
        meant.look_at(std::string_view{one.variable}.substr(begin.size()));
    for (auto const one : other_variables)
        meant.look_at(one.substr(begin.size()));
    auto const found = meant.found();
    return found.empty() ? found : std::string_view{found.data() - begin.size(), begin.size() + found.size()};
}

bool is_known_variable(std::string_view name)
{
    return std::ranges::any_of(settings, [&](auto const& one) { return one.variable == name; }) ||
           std::ranges::find(other_variables, name) != other_variables.end();
}

} // namespace command::config
