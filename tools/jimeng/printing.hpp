#ifndef JIMENG_COMMAND_PRINTING_HPP
#define JIMENG_COMMAND_PRINTING_HPP

#include <initializer_list>
#include <string>
#include <string_view>

namespace command {

/// Writes everything; false when the system does not take it. Asks for no memory.
bool write_all(int descriptor, std::string_view bytes) noexcept;

/// Prints without any secret in it; false when it cannot be written.
bool print_on(int descriptor, std::string const& text);

/// The same on standard output.
bool print(std::string const& text);

/// One line on standard error, `jimeng: ` before it, spoken in the language of this process, without any secret in it.
void complain(std::string const& line);

/// The same of pieces, each a phrase or no words, for when there may be no memory; secrets must not be among them.
void complain_without_memory(std::initializer_list<std::string_view> pieces) noexcept;

} // namespace command

#endif
