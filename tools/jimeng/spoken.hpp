#ifndef JIMENG_COMMAND_SPOKEN_HPP
#define JIMENG_COMMAND_SPOKEN_HPP

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace command {

// All lines are made in English, which machines, journals and JSON keep. What a person reads goes through here on its way out:
// it comes back as it is where English is spoken, and where no phrase is known.

/// A line of several parts. What a person typed, what the service said, names and numbers stay as they are.
[[nodiscard]] std::string spoken(std::string_view line);

/// Several lines, which may be columns.
[[nodiscard]] std::string spoken_page(std::string_view page);

/// A phrase that stands alone. Asks for no memory.
[[nodiscard]] std::string_view spoken_phrase(std::string_view phrase) noexcept;

/// What the help of a command and of its subcommands says.
void speak_help(CLI::App& app);

} // namespace command

#endif
