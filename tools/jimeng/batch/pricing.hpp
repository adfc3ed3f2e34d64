#ifndef JIMENG_COMMAND_BATCH_PRICING_HPP
#define JIMENG_COMMAND_BATCH_PRICING_HPP

#include "cost.hpp"

#include "../prices.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// What a batch costs in money, at the prices that somebody gave.
class pricing {
public:
    /// Reads `--price`, each `MODEL=NUMBER`.
    /// @return One line about what is no price; empty where all are.
    [[nodiscard]] std::string read(std::vector<std::string> const& given, jimeng::model_list models);

    [[nodiscard]] bool is_given() const noexcept { return !prices_.empty(); }

    /// Sets the money of a cost; 0 and false where its model has no price, which `words` then tells.
    bool put_on(cost& units, std::string_view req_key);
    /// Remembers a model of which nobody knows how much is billed.
    void leave_out(std::string_view req_key);

    /// Names of models whose cost is in no sum.
    [[nodiscard]] std::set<std::string> const& left_out() const noexcept { return left_out_; }
    /// `, 2.4 in money at these prices, without that of 3.1`; empty where no price was given.
    [[nodiscard]] std::string words(cost const& units) const;

private:
    price_list prices_;
    jimeng::model_list models_;
    std::set<std::string> left_out_;
};

} // namespace command::batch

#endif
