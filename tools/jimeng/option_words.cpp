#include "option_words.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <exception>
#include <string_view>
#include <utility>

namespace command {

void end_lists(CLI::App const& app, std::vector<std::string>& words)
{
    constexpr std::string_view end = "--";
    std::vector<std::string> all;
    bool in_list = false;
    while (!words.empty()) {
        auto const word = std::move(words.back());
        words.pop_back();
        all.push_back(word);
        if (word == end) break;
        if (!word.starts_with('-') || word.size() == 1) continue;
        auto const equals = word.find('=');
        auto const* const option = app.get_option_no_throw(word.substr(0, equals));
        bool const has_value = equals != std::string::npos && equals + 1 != word.size();
        bool const takes_one = option != nullptr && option->get_items_expected_max() != 0;
        in_list = takes_one && option->get_allow_extra_args();
        if (in_list && has_value) all.emplace_back(end);
        in_list = in_list && !has_value;
        if (!takes_one || has_value || words.empty()) continue;
        all.push_back(std::move(words.back())); // its value, whatever it looks like
        words.pop_back();
    }
    if (in_list && all.back() == end) all.emplace_back(end); // the first is taken as the end of the list alone
    words.insert(words.end(), all.rbegin(), all.rend());
}

std::string repeated_option(CLI::App const& app)
{
    for (auto const* const option : app.get_options()) {
        auto const most = option->get_items_expected_max();
        if (most < 1 || option->get_allow_extra_args() || option->count() <= static_cast<std::size_t>(most)) continue;
        if (option->get_multi_option_policy() != CLI::MultiOptionPolicy::Throw) continue;
        std::string values;
        for (auto const& one : option->results())
            (values += values.empty() ? "" : ", ") += one;
        return option->get_name() + ": given " + std::to_string(option->count()) + " times (" + values +
               "), it takes one value: leave one";
    }
    return {};
}

std::string flag_with_value(CLI::App const& app, std::vector<std::string> const& words)
{
    for (auto word = words.rbegin(); word != words.rend() && *word != "--"; ++word) {
        auto const equals = word->find('=');
        if (!word->starts_with("--") || equals == std::string::npos) continue;
        auto const name = word->substr(0, equals);
        auto const* const option = app.get_option_no_throw(name);
        if (option == nullptr || option->get_items_expected_max() != 0) continue;
        try {
            static_cast<void>(CLI::detail::to_flag_value(word->substr(equals + 1)));
        } catch (std::exception const&) {
            return *word + ": takes no such value; write " + name + " alone";
        }
    }
    return {};
}

} // namespace command
