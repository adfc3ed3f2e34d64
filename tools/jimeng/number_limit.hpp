#ifndef JIMENG_COMMAND_NUMBER_LIMIT_HPP
#define JIMENG_COMMAND_NUMBER_LIMIT_HPP

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace command {

/// Checks that an option's value is a number from `least` to `most`; what it says of another one names value, limit and unit.
/// @tparam Number  `double`, or a whole number.
template <class Number>
std::function<std::string(std::string const&)> within(std::int64_t least, std::int64_t most, std::string_view unit)
{
    return [=](std::string const& text) {
        auto const number = jimeng::detail::read_number<Number>(text);
        if (number && *number >= static_cast<Number>(least) && *number <= static_cast<Number>(most))
            return std::string{};
        auto const limits = std::to_string(least) + " to " + std::to_string(most) + ' ' + std::string{unit};
        return "'" + jimeng::for_terminal(text, 60) + "' is outside the limit of " + limits +
               "; give a number within it";
    };
}

} // namespace command

#endif
