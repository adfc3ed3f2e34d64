#ifndef JIMENG_COMMAND_SHORT_REPORT_HPP
#define JIMENG_COMMAND_SHORT_REPORT_HPP

#include "exit_code.hpp"
#include "standing.hpp"

#include <string_view>

namespace command {

/// What must be told even where there is no memory to tell it with: the money and the task. On standard error.
/// @param program, model  For the line to run, as a shell takes them.
void short_line(standing::moment const& now, exit_code code, std::string_view program, std::string_view model) noexcept;

/// The same as the JSON document on standard output.
void short_json(standing::moment const& now, jimeng::error_code const& error, exit_code code) noexcept;

} // namespace command

#endif
