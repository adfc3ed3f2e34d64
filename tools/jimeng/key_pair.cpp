#include "key_pair.hpp"

#include <jimeng/core/detail/key_slips.hpp>

#include <utility>

namespace command {

/// What a file has but one of.
std::string key_pair::half() const
{
    if (values_[0].empty() == values_[1].empty()) return {};
    auto const there = values_[0].empty() ? 1U : 0U;
    auto text = std::string{names_[there]} += " is there without ";
    return ((text += names_[1 - there]) += ": keys of two places are never mixed, so add it, or remove the other");
}

std::string key_pair::slip() const
{
    auto const name = [&](std::size_t which) {
        return "line " + std::to_string(lines_[which]) + ": " + std::string{names_[which]};
    };
    return jimeng::detail::slip_among({values_[0].reveal(), values_[1].reveal()}, {name(0), name(1)});
}

file_keys key_pair::result(std::string trouble) const
{
    if (trouble.empty()) trouble = half();
    if (trouble.empty()) trouble = slip();
    return {{std::string{values_[0].reveal()}, values_[1], {}}, std::move(trouble)};
}

} // namespace command
