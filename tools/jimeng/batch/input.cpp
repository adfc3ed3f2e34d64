#include "input.hpp"

#include "../option_names.hpp"
#include "csv.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

namespace command::batch {

namespace {

constexpr std::size_t most_bytes = std::size_t{128} << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// @return What went wrong, to stand behind the file's name.
std::string read_all(int file, std::string& into)
{
    constexpr std::size_t piece = std::size_t{1} << 16;
    for (;;) {
        auto const before = into.size();
        into.resize(before + piece);
        auto const got = ::read(file, into.data() + before, piece);
        into.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return "cannot be read: " + std::generic_category().message(errno);
        if (got == 0) return {};
        if (into.size() > most_bytes) return "is larger than 128 MiB; give pictures as files, or cut it into several";
    }
}

std::string read_file(std::string const& path, std::string& into)
{
    if (path == "-") return read_all(STDIN_FILENO, into);
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return "cannot be opened: " + std::generic_category().message(errno);
    auto trouble = read_all(file, into);
    ::close(file);
    return trouble;
}

constexpr std::string_view how_to_save =
    "save it as UTF-8: in Excel choose \"CSV UTF-8\", in LibreOffice the character set Unicode (UTF-8)";

/// One sentence for all of a table: its lines were all saved the same way.
std::string words_about_bytes(std::string_view text)
{
    std::size_t line = 1;
    for (; !text.empty(); ++line) {
        auto const end = std::min(text.find('\n'), text.size());
        if (!jimeng::is_utf8(text.substr(0, end))) break;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return "is not UTF-8 in line " + std::to_string(line) + "; " + std::string{how_to_save};
}

bool ends_like_table(std::string path)
{
    for (char& c : path)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    return path.ends_with(".csv");
}

std::set<std::string, std::less<>> known_names(jimeng::model_list models)
{
    std::set<std::string, std::less<>> names;
    for (auto const* const model : models)
        for (auto const& facts : typed_facts(*model)) {
            names.emplace(facts.name);
            if (!facts.typed_as.empty()) names.emplace(facts.typed_as);
        }
    return names;
}

std::string without_blanks(std::string_view text)
{
    auto const first = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(first);
    return std::string{text.substr(0, text.find_last_not_of(" \t") + 1)};
}

/// The names that no line can have.
std::vector<std::string> foreign_names(std::vector<std::string> const& names,
                                       std::set<std::string, std::less<>> const& known)
{
    std::vector<std::string> foreign;
    for (auto const& name : names)
        if (!name.empty() && !is_own_name(name) && !known.contains(name)) foreign.push_back(name);
    return foreign;
}

/// Ten of them at most, to be shown.
std::string listed(std::vector<std::string> const& names)
{
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i != std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + jimeng::for_terminal(names[i], 60);
    return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

std::string own_name_twice(std::vector<std::string> const& names)
{
    for (auto const& name : names)
        if (is_own_name(name) && std::count(names.begin(), names.end(), name) > 1) return name;
    return {};
}

std::optional<std::vector<std::string>> header_by(char delimiter, std::string_view header)
{
    std::string ignored;
    auto names = read_cells(header, delimiter, ignored);
    if (names)
        for (auto& name : *names)
            name = without_blanks(name);
    return names;
}

std::optional<char> delimiter_called(std::string_view word)
{
    if (word == "tab" || word == "\\t") return '\t';
    if (word.size() == 1 && word != "\"" && word != "\n" && word != "\r") return word.front();
    return std::nullopt;
}

/// As spreadsheets write the rows below the last one.
bool is_empty_row(std::string_view row, char delimiter)
{
    char const blanks[]{delimiter, ' ', '\t', '\0'};
    return row.find_first_not_of(blanks) == std::string_view::npos;
}

std::vector<record> split_lines(std::string_view text)
{
    std::vector<record> all;
    for (std::size_t number = 1; !text.empty(); ++number) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") != std::string_view::npos) all.push_back({number, line});
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return all;
}

/// Whether the first line of what should be JSON Lines has the names of columns.
bool looks_like_table(std::vector<record> const& lines, jimeng::model_list models)
{
    if (lines.empty() || lines.front().text.find_first_of("{[") != std::string_view::npos) return false;
    auto const known = known_names(models);
    for (char const delimiter : {',', ';', '\t'}) {
        auto const names = header_by(delimiter, lines.front().text);
        if (names && names->size() > 1 && foreign_names(*names, known).empty()) return true;
    }
    return false;
}

/// `4.0` for `4`, `3.1` for `3,1`; empty for what is no number.
std::string name_of_number(std::string text)
{
    if (text.empty() || text.find_first_not_of("0123456789,") != std::string::npos) return {};
    auto const comma = text.find(',');
    if (comma == std::string::npos) return text + ".0";
    text[comma] = '.';
    return text;
}

} // namespace

std::optional<batch_input> batch_input::read(std::string const& path, input_format const& format,
                                             jimeng::model_list models, std::string& trouble)
{
    if (!format.name.empty() && format.name != "csv" && format.name != "jsonl") {
        trouble = "--format " + jimeng::for_terminal(format.name, 60) + ": is none of jsonl, csv; take one of them";
        return std::nullopt;
    }
    std::string text;
    trouble = read_file(path, text);
    bool const table = format.name.empty() ? ends_like_table(path) : format.name == "csv";
    auto input = trouble.empty() ? from(std::move(text), table, format.delimiter, models, trouble) : std::nullopt;
    if (!input) trouble = jimeng::for_terminal(path) + ": " + trouble;
    return input;
}

std::optional<batch_input> batch_input::from(std::string text, bool table, std::string const& delimiter,
                                             jimeng::model_list models, std::string& trouble)
{
    batch_input input;
    input.text_ = std::move(text);
    input.text_.reserve(64);
    input.table_ = table;
    std::string_view whole = input.text_;
    if (whole.starts_with("\xFF\xFE") || whole.starts_with("\xFE\xFF"))
        return trouble = "is UTF-16; " + std::string{how_to_save}, std::nullopt;
    if (table && !jimeng::is_utf8(whole)) return trouble = words_about_bytes(whole), std::nullopt;
    if (whole.starts_with(byte_order_mark)) whole.remove_prefix(byte_order_mark.size());
    auto const said = table ? take_excel_delimiter(whole) : std::nullopt;
    input.records_ = table ? split_csv(whole) : split_lines(whole);
    if (said)
        for (auto& one : input.records_)
            ++one.line;
    if (!table && looks_like_table(input.records_, models))
        return trouble = "is a table by its first line; add --format csv", std::nullopt;
    if (table) trouble = input.read_header(delimiter.empty() && said ? std::string(1, *said) : delimiter, models);
    if (trouble.empty() && input.records_.empty()) trouble = "has no lines; write one request a line";
    if (!trouble.empty()) return std::nullopt;
    return input;
}

std::string batch_input::read_header(std::string const& delimiter, jimeng::model_list models)
{
    if (records_.empty()) return "has no header; name the fields in its first line";
    auto const header = records_.front().text;
    records_.erase(records_.begin());
    auto const known = known_names(models);
    auto const given = delimiter.empty() ? std::optional{','} : delimiter_called(delimiter);
    if (!given)
        return "--delimiter " + jimeng::for_terminal(delimiter, 60) + ": is no single character; give one, or tab";
    for (char const candidate : {*given, ';', '\t', ','}) {
        auto names = header_by(candidate, header);
        if (!names || !foreign_names(*names, known).empty()) continue;
        if (auto const twice = own_name_twice(*names); !twice.empty())
            return "header: the column " + twice + " is there twice; leave one out";
        names_ = *std::move(names);
        header_ = header;
        delimiter_ = candidate;
        std::erase_if(records_, [&](record const& one) { return is_empty_row(one.text, candidate); });
        return {};
    }
    auto const names = header_by(*given, header);
    auto const foreign = names ? foreign_names(*names, known) : std::vector{std::string{header}};
    return "header: " + listed(foreign) + (foreign.size() == 1 ? " is a field" : " are fields") +
           " of no model; name columns as jimeng models does, and where another character than , ; or tab "
           "stands between them, give it with --delimiter";
}

jimeng::model_entry const* batch_input::find_model(std::string const& name, jimeng::model_list models) const
{
    auto const* const found = jimeng::find_model(models, name);
    auto const number = table_ && found == nullptr ? name_of_number(name) : std::string{};
    return number.empty() ? found : jimeng::find_model(models, number);
}

std::string batch_input::alone(record const& which) const
{
    return table_ ? std::string{header_} + '\n' + std::string{which.text} + '\n' : std::string{which.text} + '\n';
}

batch_line batch_input::line(record const& which) const
{
    if (!table_) return read_json_line(which.text);
    batch_line line;
    auto cells = read_cells(which.text, delimiter_, line.trouble);
    return cells ? make_line(names_, *std::move(cells)) : line;
}

} // namespace command::batch
