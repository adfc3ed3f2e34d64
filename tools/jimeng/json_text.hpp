#ifndef JIMENG_COMMAND_JSON_TEXT_HPP
#define JIMENG_COMMAND_JSON_TEXT_HPP

#include <string>
#include <string_view>

namespace command {

/// Appends a JSON string. Whatever could act on a terminal or a page is written as `\u...`, and bytes that are not UTF-8
/// as the text `\x9f`.
void append_json_string(std::string& to, std::string_view text);

/// Appends an answer as it came where it is JSON: on one line, with `\u...` as above, and without a tree of it in memory.
/// Where it is not, it becomes a JSON string; where it is empty, `null`.
void append_json_answer(std::string& to, std::string_view answer);

} // namespace command

#endif
