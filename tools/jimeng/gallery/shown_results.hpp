#ifndef JIMENG_COMMAND_GALLERY_SHOWN_RESULTS_HPP
#define JIMENG_COMMAND_GALLERY_SHOWN_RESULTS_HPP

#include "shown_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace command::gallery {

/// A line of `results.jsonl` as the page shows it.
struct shown_result {
    std::string id;
    std::int64_t line = 0; ///< Of the batch's file; 0: not known.
    std::string status;    ///< A word of a batch's statuses.
    std::string req_key;
    std::string subject; ///< The text that was sent; empty: none, or the line does not tell.
    std::string task_id;
    std::string error; ///< One line; empty: none.
    std::vector<shown_file> files;
};

/// What a batch brought, in the order of its file.
struct shown_results {
    std::vector<shown_result> all;
    std::size_t damaged_lines = 0; ///< That no batch wrote whole.
};

/// Reads the text of `results.jsonl`. Of an id the last line counts; a line without its end is one that is still written, and
/// is left out.
/// @param folder  Absolute.
[[nodiscard]] shown_results read_results(std::filesystem::path const& folder, std::string_view text);

} // namespace command::gallery

#endif
