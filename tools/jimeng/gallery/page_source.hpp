#ifndef JIMENG_COMMAND_GALLERY_PAGE_SOURCE_HPP
#define JIMENG_COMMAND_GALLERY_PAGE_SOURCE_HPP

#include <string_view>

namespace command::gallery {

/// The files of these names beside this one, made part of the program when it is built.
extern std::string_view const page_html;
extern std::string_view const page_css;
extern std::string_view const page_js;

} // namespace command::gallery

#endif
