#ifndef JIMENG_COMMAND_LANGUAGE_HPP
#define JIMENG_COMMAND_LANGUAGE_HPP

#include <string_view>

namespace command {

/// The language of the Markdown.
enum class language { english, chinese };

/// What the locale's variables say; English where they say nothing of Chinese.
language language_of_locale();

/// The words of the Markdown, as the skill prints them.
struct words {
    std::string_view alt;
    std::string_view video;
    std::string_view label;
    std::string_view heading;
    std::string_view prompt;
    std::string_view size;
    std::string_view save_path;
    std::string_view link;
    std::string_view task;
};

words const& words_of(language spoken);

} // namespace command

#endif
