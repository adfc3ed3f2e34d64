#ifndef JIMENG_COMMAND_PROVENANCE_EMBED_HPP
#define JIMENG_COMMAND_PROVENANCE_EMBED_HPP

#include "../files/media_file.hpp"
#include "record.hpp"
#include "texts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace command::provenance {

/// Puts a record into a PNG (iTXt, keyword `jimeng`), JPEG (comment) or MP4 (a box of its own behind the movie). One that is
/// there already of the same result stays; one of another result goes, but for one that a movie has before its pictures.
/// @param now  The file as it lies there.
/// @return The file as it lies there afterwards; with `trouble` it is as it was.
[[nodiscard]] files::file_facts embed(std::string const& path, record const& one, files::file_facts const& now,
                                      std::string& trouble);

/// A record and where in the file it is.
struct embedded_record {
    record one;
    found_text from;
};

/// The last one where `embed` writes it; what only looks alike, such as metadata of that name, is none.
[[nodiscard]] std::optional<embedded_record> record_in(files::media_file const& file);

/// A sidecar; none where there is no file, a large one, or another one.
[[nodiscard]] std::optional<record> record_beside(std::string const& sidecar);

/// Where the sidecar of a result may lie, the usual place first.
[[nodiscard]] std::vector<std::string> sidecar_names(std::string const& path);

} // namespace command::provenance

#endif
