#include "language.hpp"

#include "environment.hpp"

#include <jimeng/core/escape.hpp>

namespace command {

namespace {

language of_process = language::english;

language language_of_locale()
{
    for (char const* const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (is_set(name)) return language_named(variable(name)).value_or(language::english);
    return language::english;
}

} // namespace

std::optional<language> language_named(std::string_view name) noexcept
{
    if (name.starts_with("zh")) return language::chinese;
    if (name.starts_with("en")) return language::english;
    return std::nullopt;
}

language language_asked_for(std::vector<std::string> const& words)
{
    constexpr std::string_view option = "--lang";
    std::optional<language> asked;
    for (std::size_t i = 0; i != words.size() && words[i] != "--"; ++i) {
        std::string_view const word = words[i];
        if (word == option && i + 1 != words.size()) asked = language_named(words[i + 1]);
        if (word.starts_with(option) && word.substr(option.size()).starts_with('='))
            asked = language_named(word.substr(option.size() + 1));
        if (asked) return *asked;
    }
    return language_named(variable("JIMENG_LANG")).value_or(language_of_locale());
}

std::string trouble_with_language()
{
    auto const set = variable("JIMENG_LANG");
    if (set.empty() || language_named(set)) return {};
    return "JIMENG_LANG is '" + jimeng::for_terminal(set, 60) + "': it must be en or zh";
}

language spoken_language() noexcept
{
    return of_process;
}

void speak(language which) noexcept
{
    of_process = which;
}

words const& words_of(language spoken)
{
    static constexpr words english{"Generated Image",      "Generated Video", "Image",
                                   "**Generation Info:**", "- Prompt: ",      "- Size: ",
                                   "- Save Path: ",        "- Link: ",        "**Task:** "};
    static constexpr words chinese{"生成的图像", "生成的视频",  "图像",    "**生成信息:**", "- 提示词:",
                                   "- 尺寸:",    "- 保存路径:", "- 链接:", "**任务:** "};
    return spoken == language::chinese ? chinese : english;
}

} // namespace command
