#ifndef JIMENG_COMMAND_SERVE_FORM_HPP
#define JIMENG_COMMAND_SERVE_FORM_HPP

#include <string>
#include <string_view>
#include <vector>

namespace command::serve {

/// A field of a form.
struct form_part {
    std::string name;
    bool is_file = false;     ///< Whether it came with a file's name.
    std::string_view content; ///< Of the body.
};

/// Reads a body of `multipart/form-data`, whose parts it does not copy.
/// @param content_type  The header, with the boundary.
/// @param trouble  Set to what is wrong, where something is.
/// @par Source RFC 7578; RFC 2046, section 5.1.
[[nodiscard]] std::vector<form_part> read_form(std::string_view content_type, std::string_view body,
                                               std::string& trouble);

/// What a header such as `Content-Type` names before its parameters.
[[nodiscard]] std::string_view media_type(std::string_view header) noexcept;

} // namespace command::serve

#endif
