#ifndef JIMENG_STORE_JOURNAL_LINE_HPP
#define JIMENG_STORE_JOURNAL_LINE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/job_store.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// One event of a job as a line of its journal.
struct journal_line {
    std::uint64_t number = 0; ///< Of the job's events, from 0 on.
    job_event event{};
};

/// The line: a JSON object whose last member is the CRC-32 of what stands before it, and a line end.
///
/// Members that say nothing are left out. A text that is no UTF-8, such as a path may be, stands in hexadecimal digits under
/// `NAME_hex`. Version 1.
[[nodiscard]] JIMENG_DECL std::string to_text(journal_line const& line);

/// Reads one line, without its end. Nothing where it is damaged, or of a version that is not known here.
[[nodiscard]] JIMENG_DECL std::optional<journal_line> read_journal_line(std::string_view text);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/journal_line.ipp>
#endif

#endif
