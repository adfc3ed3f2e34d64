#include "defaults.hpp"

#include "../environment.hpp"
#include "config.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>

namespace command::config {

namespace {

std::optional<double> number(char const* name)
{
    return jimeng::detail::read_number<double>(variable(name));
}

} // namespace

std::string default_model()
{
    return std::string{variable("JIMENG_MODEL")};
}

std::string words_for_default_model()
{
    auto const name = default_model();
    return name.empty() ? "the first" : jimeng::for_terminal(name, 60) + ", set by " + place_of("JIMENG_MODEL");
}

std::optional<double> default_wait_timeout()
{
    return number("JIMENG_WAIT_TIMEOUT");
}

std::optional<double> default_rate()
{
    return number("JIMENG_RATE");
}

std::vector<std::string> split_prices(std::string_view text)
{
    constexpr std::string_view between = " ,\t\n";
    std::vector<std::string> all;
    for (auto begin = text.find_first_not_of(between); begin != std::string_view::npos;) {
        auto const end = text.find_first_of(between, begin);
        all.emplace_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(between, end);
    }
    return all;
}

std::vector<std::string> with_default_prices(std::vector<std::string> const& given)
{
    auto all = split_prices(variable("JIMENG_PRICES"));
    all.insert(all.end(), given.begin(), given.end());
    return all;
}

} // namespace command::config
