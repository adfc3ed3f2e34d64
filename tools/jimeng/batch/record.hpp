#ifndef JIMENG_COMMAND_BATCH_RECORD_HPP
#define JIMENG_COMMAND_BATCH_RECORD_HPP

#include <cstddef>
#include <string_view>

namespace command::batch {

/// The place of one request in the file of a batch.
/// @par Object lifetimes The text is the file's.
struct record {
    std::size_t line = 0; ///< Number of its first line, from 1 on.
    std::string_view text{};
};

} // namespace command::batch

#endif
