#ifndef JIMENG_COMMAND_KEY_FILE_HPP
#define JIMENG_COMMAND_KEY_FILE_HPP

#include <jimeng/core/credentials.hpp>

#include <string>
#include <string_view>

namespace command {

/// What the text of a file of keys says.
struct file_keys {
    /// What was read, where something is wrong too, so that it can be hidden. Neither of the two: the file names no key.
    jimeng::credentials keys;
    /// What is wrong, to stand behind the file's name, with the number of the line where there is one; never any of the
    /// text. Empty: the keys are a whole pair that can be meant, or there are none.
    std::string trouble;

    [[nodiscard]] bool has_any() const noexcept
    {
        return !keys.access_key_id.empty() || !keys.secret_access_key.empty();
    }
};

/// Reads `~/.volc/credentials`: `access_key_id` and `secret_access_key` in the section `[default]`. Other names and sections
/// are passed over, as are lines that begin with `#` or `;`; a value that is empty counts as not there. What could be read in
/// two ways is refused: a name or the section twice, a line that is none of these.
/// @par Source volc-sdk-python, base/Service.py, which reads it with Python's configparser.
[[nodiscard]] file_keys read_ini_keys(std::string_view text);

/// Reads `~/.volc/config`: a JSON object with the texts `ak` and `sk`. Other members are passed over.
/// @par Source The same, and volc-sdk-golang, base/client.go.
[[nodiscard]] file_keys read_json_keys(std::string_view text);

} // namespace command

#endif
