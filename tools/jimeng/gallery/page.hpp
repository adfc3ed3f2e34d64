#ifndef JIMENG_COMMAND_GALLERY_PAGE_HPP
#define JIMENG_COMMAND_GALLERY_PAGE_HPP

#include "shown_results.hpp"

#include <jimeng/core/registry.hpp>

#include <string>
#include <string_view>

namespace command::gallery {

/// What the page says besides its results.
struct page_setting {
    std::string folder;    ///< Its name, for the title.
    std::string to_folder; ///< The way from the page to the folder, `/` between its parts; empty: the page lies in it.
    std::string_view lang{}; ///< `en` or `zh`; empty: as the browser has it.
};

/// The whole page. Its policy lets a browser run and style nothing but what stands here, load nothing but files of the folder, and
/// reach no network. Whatever the results hold is data in it.
[[nodiscard]] std::string make_page(page_setting const& setting, shown_results const& results,
                                    jimeng::model_list models);

/// Whether a file begins as a page made here does.
[[nodiscard]] bool is_page(std::string_view beginning);

} // namespace command::gallery

#endif
