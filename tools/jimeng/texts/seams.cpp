#include "seams.hpp"

#include <string>

namespace command::texts {

namespace {

bool is_letter(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Whether a quote opens here: not the apostrophe of "the model's", and closed further on.
bool opens(std::string_view line, std::size_t at)
{
    if (line[at] != '\'' && line[at] != '"') return false;
    bool const apostrophe = line[at] == '\'' && at != 0 && is_letter(line[at - 1]);
    return !apostrophe && line.find(line[at], at + 1) != std::string_view::npos;
}

/// Where the quote ends that opens here: the next one that no letter follows.
std::size_t end_of_quote(std::string_view line, std::size_t at)
{
    auto end = line.find(line[at], at + 1);
    while (end + 1 < line.size() && is_letter(line[end + 1])) {
        auto const next = line.find(line[at], end + 1);
        if (next == std::string_view::npos) break;
        end = next;
    }
    return end;
}

/// What is inside quotes, as blanks, so that nothing is found there.
std::string without_quotes(std::string_view line)
{
    std::string plain{line};
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (!opens(line, at)) continue;
        auto const end = end_of_quote(line, at);
        for (++at; at != end; ++at)
            plain[at] = '_';
    }
    return plain;
}

} // namespace

std::vector<std::size_t> seams_of(std::string_view line, std::string_view seam)
{
    std::vector<std::size_t> found;
    auto const plain = without_quotes(line);
    bool const balanced = [&] {
        int depth = 0;
        for (char const c : plain)
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        return depth == 0;
    }();
    int depth = 0;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        depth += plain[at] == '(' ? 1 : plain[at] == ')' ? -1 : 0;
        if (plain.compare(at, 5, "run: ") == 0 && (at == 0 || plain[at - 1] == ' ')) break;
        if ((depth == 0 || !balanced) && plain.compare(at, seam.size(), seam) == 0) found.push_back(at);
    }
    return found;
}

std::vector<std::string_view> parts_of(std::string_view line, std::string_view seam)
{
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    for (auto const at : seams_of(line, seam)) {
        parts.push_back(line.substr(begin, at - begin));
        begin = at + seam.size();
    }
    parts.push_back(line.substr(begin));
    return parts;
}

std::size_t last_bracket(std::string_view line)
{
    auto const plain = without_quotes(line);
    if (!plain.ends_with(')')) return std::string_view::npos;
    int depth = 0;
    for (auto at = plain.size(); at-- != 0;) {
        depth += plain[at] == ')' ? 1 : plain[at] == '(' ? -1 : 0;
        if (depth == 0) return at;
    }
    return std::string_view::npos;
}

} // namespace command::texts
