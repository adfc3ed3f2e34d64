#include "csv.hpp"

namespace command::batch {

namespace {

/// The place of the line end at or behind `from` that is outside quotes; the end of the text where there is none.
std::size_t end_of_record(std::string_view text, std::size_t from, std::size_t& lines)
{
    bool quoted = false;
    for (auto at = from; at != text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        bool const ends = text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) != "\n");
        if (ends) ++lines;
        if (!quoted && (text[at] == '\n' || text[at] == '\r')) return at;
    }
    return text.size();
}

/// Takes a cell in quotes off the front.
bool take_quoted(std::string_view& rest, std::string& cell)
{
    rest.remove_prefix(1);
    for (;;) {
        auto const quote = rest.find('"');
        if (quote == std::string_view::npos) return false;
        cell += rest.substr(0, quote);
        rest.remove_prefix(quote + 1);
        if (!rest.starts_with('"')) return true;
        cell += '"';
        rest.remove_prefix(1);
    }
}

} // namespace

std::vector<record> split_csv(std::string_view text)
{
    std::vector<record> all;
    std::size_t line = 1;
    for (std::size_t at = 0; at < text.size();) {
        auto lines = line;
        auto const end = end_of_record(text, at, lines);
        bool const pair = text.substr(end, 2) == "\r\n";
        if (end != at) all.push_back({line, text.substr(at, end - at)});
        line = lines + (pair ? 1 : 0);
        at = end + (pair ? 2 : 1);
    }
    return all;
}

std::optional<std::vector<std::string>> read_cells(std::string_view rest, char delimiter, std::string& trouble)
{
    std::vector<std::string> cells;
    for (;;) {
        auto& cell = cells.emplace_back();
        if (rest.starts_with('"')) {
            if (!take_quoted(rest, cell)) return trouble = "a quote is opened and not closed; close it", std::nullopt;
        } else {
            auto const end = rest.find(delimiter);
            cell = rest.substr(0, end);
            rest.remove_prefix(cell.size());
            if (cell.find('"') != std::string::npos)
                return trouble = "a quote stands inside a cell; put the cell in quotes and write the quote twice",
                       std::nullopt;
        }
        if (rest.empty()) return cells;
        if (rest.front() != delimiter)
            return trouble = "text follows a closing quote; write a quote inside a cell twice", std::nullopt;
        rest.remove_prefix(1);
    }
}

std::optional<char> take_excel_delimiter(std::string_view& text)
{
    if (!text.starts_with("sep=") || text.size() < 6) return std::nullopt;
    char const delimiter = text[4];
    auto const end = text.find('\n');
    if (text[5] != '\n' && text[5] != '\r') return std::nullopt;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return delimiter;
}

} // namespace command::batch
