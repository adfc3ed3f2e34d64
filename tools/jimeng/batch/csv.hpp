#ifndef JIMENG_COMMAND_BATCH_CSV_HPP
#define JIMENG_COMMAND_BATCH_CSV_HPP

#include "record.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// Cuts a CSV text (RFC 4180) into records, each with the number of its first line. Lines end in LF, CRLF or CR; within
/// quotes they end nothing. The last record may lack its closing quote: `read_cells` says so.
[[nodiscard]] std::vector<record> split_csv(std::string_view text);

/// The cells of one record without their quotes, or nothing and what is wrong with it in `trouble`.
[[nodiscard]] std::optional<std::vector<std::string>> read_cells(std::string_view record, char delimiter,
                                                                 std::string& trouble);

/// The delimiter of an Excel file that says so itself, in a first line such as `sep=;`; that line is then cut off.
[[nodiscard]] std::optional<char> take_excel_delimiter(std::string_view& text);

} // namespace command::batch

#endif
