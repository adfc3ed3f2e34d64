#ifndef JIMENG_COMMAND_BATCH_ENDED_HPP
#define JIMENG_COMMAND_BATCH_ENDED_HPP

#include "item.hpp"
#include "outcome.hpp"

#include <jimeng/client/pictures.hpp>

namespace command::batch {

/// What became of an item whose operation has ended. Facts that came in the place of pictures are saved here.
/// @param ec  How it ended; an error from here on where those facts cannot be saved.
/// @param details  Secrets in it are hidden from here on.
[[nodiscard]] outcome outcome_of_end(item const& one, jimeng::error_code& ec, jimeng::diagnostics& details,
                                     jimeng::pictures const& came);

} // namespace command::batch

#endif
