#ifndef JIMENG_COMMAND_BATCH_INPUT_HPP
#define JIMENG_COMMAND_BATCH_INPUT_HPP

#include "line.hpp"
#include "record.hpp"

#include <jimeng/core/registry.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// How the file of a batch is to be read.
struct input_format {
    std::string name;      ///< `jsonl` or `csv`; empty: by the file's ending, where only `.csv` makes a table.
    std::string delimiter; ///< Of a table, one character or `tab`; empty: found out from the header.
};

/// The file of a batch: JSON Lines, or a table with a header. All of it stays in memory, 128 MiB at most.
class batch_input {
public:
    /// @param path  `-`: standard input.
    /// @return Nothing with one line in `trouble`.
    [[nodiscard]] static std::optional<batch_input> read(std::string const& path, input_format const& format,
                                                         jimeng::model_list models, std::string& trouble);
    /// The same of a text that is there already.
    [[nodiscard]] static std::optional<batch_input> from(std::string text, bool table, std::string const& delimiter,
                                                         jimeng::model_list models, std::string& trouble);
    batch_input(batch_input&&) noexcept = default;
    batch_input& operator=(batch_input&&) noexcept = default;

    [[nodiscard]] std::vector<record> const& records() const noexcept { return records_; }
    [[nodiscard]] batch_line line(record const& which) const;
    /// The model that a line means. A spreadsheet takes `4.0` for a number and shows it as `4`, or as `4,0`.
    /// @return Null where there is none of that name.
    [[nodiscard]] jimeng::model_entry const* find_model(std::string const& name, jimeng::model_list models) const;
    /// Whether numbers have a comma where others have a point, as in the countries whose tables have semicolons.
    [[nodiscard]] bool decimal_comma() const noexcept { return delimiter_ == ';'; }

    [[nodiscard]] bool is_table() const noexcept { return table_; }
    /// Of a table.
    [[nodiscard]] char delimiter() const noexcept { return delimiter_; }
    /// A file of the same kind that has this record alone.
    [[nodiscard]] std::string alone(record const& which) const;

private:
    batch_input() = default;
    std::string read_header(std::string const& delimiter, jimeng::model_list models);

    std::string text_; ///< On the heap however short, so that records outlive a move.
    std::vector<record> records_;
    bool table_ = false;
    char delimiter_ = ',';
    std::string_view header_{}; ///< Of a table, as it stands there.
    std::vector<std::string> names_;
};

} // namespace command::batch

#endif
