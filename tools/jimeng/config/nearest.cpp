#include "nearest.hpp"

#include "setting.hpp"

#include <algorithm>
#include <vector>

namespace command::config {

namespace {

/// The best of the words so far.
struct nearest {
    std::string_view wanted;
    std::string_view found{};
    std::size_t distance = std::string_view::npos;

    void look_at(std::string_view word)
    {
        auto const steps = edit_distance(wanted, word);
        if (steps >= distance) return;
        distance = steps;
        found = word;
    }
};

constexpr std::size_t most_letters = 64; // no name is longer, and nobody's long line is to cost time

} // namespace

std::size_t edit_distance(std::string_view from, std::string_view to)
{
    from = from.substr(0, most_letters);
    to = to.substr(0, most_letters);
    std::vector<std::size_t> before(to.size() + 1), above(to.size() + 1), row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j)
        above[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            auto const changed = above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
            bool const swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[to.size()];
}

std::string_view nearest_setting(std::string_view name)
{
    nearest best{name};
    for (auto const& one : settings)
        best.look_at(one.name);
    return best.found;
}

std::string_view nearest_variable(std::string_view name)
{
    nearest best{name};
    for (auto const& one : settings)
        best.look_at(one.variable);
    for (auto const one : other_variables)
        best.look_at(one);
    return best.found;
}

bool is_known_variable(std::string_view name)
{
    return std::ranges::any_of(settings, [&](auto const& one) { return one.variable == name; }) ||
           std::ranges::find(other_variables, name) != other_variables.end();
}

} // namespace command::config
