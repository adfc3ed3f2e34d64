#ifndef JIMENG_COMMAND_OPTION_WORDS_HPP
#define JIMENG_COMMAND_OPTION_WORDS_HPP

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace command {

/// Ends each list where the person who typed it does: `--images=URL` takes that one word, and `--` behind a list still says that
/// what follows is the prompt.
/// @param app  Whose options the words may name.
/// @param words  The last one first.
void end_lists(CLI::App const& app, std::vector<std::string>& words);

/// The line about an option that was used more often than it has values; empty where none was.
/// @param app  Has parsed the words.
[[nodiscard]] std::string repeated_option(CLI::App const& app);

/// About a flag with a value that means neither yes nor no; empty where there is none.
/// @param words  The last one first.
[[nodiscard]] std::string flag_with_value(CLI::App const& app, std::vector<std::string> const& words);

} // namespace command

#endif
