#ifndef JIMENG_COMMAND_SHELL_WORDS_HPP
#define JIMENG_COMMAND_SHELL_WORDS_HPP

#include <string>
#include <string_view>

namespace command {

/// A word as every POSIX shell reads it back, on one line that is safe to show. Line ends at its own end are lost.
[[nodiscard]] std::string shell_word(std::string_view text);

/// `--option VALUE`, or `--option=VALUE` where the value would be taken for another option.
[[nodiscard]] std::string shell_option(std::string_view option, std::string_view value);

} // namespace command

#endif
