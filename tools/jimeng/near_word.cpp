#include "near_word.hpp"

#include <algorithm>
#include <vector>

namespace command {

namespace {

constexpr std::size_t most_letters = 64; // no name is longer, and nobody's long line is to cost time

char small(char letter) noexcept
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool same(char one, char other) noexcept
{
    return small(one) == small(other);
}

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
            auto const changed = above[j - 1] + (same(from[i - 1], to[j - 1]) ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
            bool const swapped = i > 1 && j > 1 && same(from[i - 1], to[j - 2]) && same(from[i - 2], to[j - 1]);
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[to.size()];
}

void near_word::look_at(std::string_view known)
{
    auto const steps = edit_distance(typed_, known);
    auto const letters = std::max(std::min(typed_.size(), most_letters), known.size());
    bool const begins_alike = !typed_.empty() && !known.empty() && same(typed_.front(), known.front());
    bool const is_near = steps * 3 <= letters + 1 && (steps < 2 || begins_alike);
    if (!is_near || steps > distance_ || known == found_) return;
    alone_ = steps < distance_;
    distance_ = steps;
    found_ = known;
}

std::string_view near_model(std::string_view typed, jimeng::model_list models)
{
    near_word meant{typed};
    for (auto const* const model : models) {
        meant.look_at(model->name);
        meant.look_at(model->req_key);
    }
    return meant.found();
}

std::string words_for_nearest(std::string_view word)
{
    return word.empty() ? std::string{} : "; the nearest is " + std::string{word};
}

} // namespace command
