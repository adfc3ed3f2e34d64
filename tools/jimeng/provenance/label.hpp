#ifndef JIMENG_COMMAND_PROVENANCE_LABEL_HPP
#define JIMENG_COMMAND_PROVENANCE_LABEL_HPP

#include "texts.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace command::provenance {

/// The implicit label of generated content.
/// @par Source GB 45438-2025: metadata `AIGC`, a JSON object with `Label`, `ContentProducer`, `ProduceID`, `ReservedCode1`,
/// `ContentPropagator`, `PropagateID`, `ReservedCode2`.
struct content_label {
    std::string_view place;
    std::vector<std::pair<std::string, std::string>> fields; ///< As they stand there, untrusted, at most 64.

    /// Fields that the standard names and the label lacks, under its name or that of the service (`producer_id`).
    [[nodiscard]] std::vector<std::string_view> missing() const;
};

/// The first label that is one; none where no text of the file is.
[[nodiscard]] std::optional<content_label> label_in(file_texts const& texts);

} // namespace command::provenance

#endif
