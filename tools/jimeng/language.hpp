#ifndef JIMENG_COMMAND_LANGUAGE_HPP
#define JIMENG_COMMAND_LANGUAGE_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

/// The language of what a person reads.
enum class language { english, chinese };

/// `en`, `zh`, or a locale's name that begins so.
[[nodiscard]] std::optional<language> language_named(std::string_view name) noexcept;

/// The language that is asked for: by `--lang` among the words, else by JIMENG_LANG, else by the locale's variables; English
/// where they say nothing of Chinese.
/// @param words  Of a command line; those behind `--` are none of its options.
[[nodiscard]] language language_asked_for(std::vector<std::string> const& words);

/// Empty, or what is wrong with JIMENG_LANG.
[[nodiscard]] std::string trouble_with_language();

/// The language of this process; English until it is told another one.
[[nodiscard]] language spoken_language() noexcept;
/// Before there is a second thread.
void speak(language which) noexcept;

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
