#ifndef JIMENG_COMMAND_PRICES_HPP
#define JIMENG_COMMAND_PRICES_HPP

#include <jimeng/core/registry.hpp>
#include <jimeng/core/request_outline.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace command {

/// What a picture, or a second of video, of a model costs, by its request key. Nothing is known but what somebody gave.
using price_list = std::map<std::string, double, std::less<>>;

/// A sum as somebody would write it, in millionths at most: `0.2`.
[[nodiscard]] std::string money_text(double value);

/// Reads `MODEL=NUMBER`, each. Returns what is wrong with one of them, or nothing.
[[nodiscard]] std::string read_prices(std::vector<std::string> const& given, jimeng::model_list models,
                                      price_list& prices);

/// What a submit may be billed for, in money too where its price was given: `at most 15 pictures are billed, 3 in all at 0.2
/// each`.
[[nodiscard]] std::string highest_cost(jimeng::model_entry const& model, jimeng::request_outline const& outline,
                                       price_list const& prices);

} // namespace command

#endif
