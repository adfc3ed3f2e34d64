#ifndef JIMENG_COMMAND_BATCH_LINE_HPP
#define JIMENG_COMMAND_BATCH_LINE_HPP

#include <jimeng/wire/any_request.hpp>

#include <string>
#include <vector>

namespace command::batch {

/// A field as a line gives it, written as text. A list is a name that comes several times.
struct given_field {
    enum class kind { text, number, truth };

    std::string name;
    std::string text;
    kind was = kind::text; ///< In JSON; a cell of a table may be anything.
};

/// One request of a batch as its file has it.
struct batch_line {
    std::string id;      ///< Empty: the line's number.
    std::string model;   ///< Empty: the batch's.
    std::string output;  ///< Empty: after the id.
    std::string job_key; ///< Empty: made of what would be sent.
    std::vector<given_field> fields;
    std::string json;    ///< The fields alone, where the line was JSON.
    bool typed = true;   ///< Whether `fields` has all that the line has.
    std::string trouble; ///< What is wrong with it as a text; empty: nothing.
};

/// The names that a line may have besides those of its model.
[[nodiscard]] bool is_own_name(std::string_view name) noexcept;

/// Reads a line of JSON.
[[nodiscard]] batch_line read_json_line(std::string_view text);

/// Makes a line of a table: empty cells are not given. A list's items stand one a line in a cell, or in several columns of
/// one name.
/// @param names  Of the columns.
[[nodiscard]] batch_line make_line(std::vector<std::string> const& names, std::vector<std::string> cells);

/// The request that a line asks for, or the first rule that it breaks. Values may be written as the service has them or as
/// the command takes them, and images may be local files.
/// @param decimal_comma  Whether numbers of a table have a comma where others have a point.
[[nodiscard]] jimeng::parsed<jimeng::any_request> request_of(batch_line const& line, jimeng::model_entry const& model,
                                                             jimeng::any_options how, bool decimal_comma = false);

} // namespace command::batch

#endif
