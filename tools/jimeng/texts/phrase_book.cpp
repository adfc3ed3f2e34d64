#include "phrase_book.hpp"

#include "seams.hpp"

#include <algorithm>
#include <utility>

namespace command::texts {

namespace {

/// What the command makes has fewer; what somebody typed may have thousands, and each costs a look at all that is behind it.
constexpr std::size_t most_seams = 5;

std::string_view next_line(std::string_view& text)
{
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// With ends of lines where the page has `\n`.
std::string with_line_ends(std::string_view text)
{
    std::string out;
    for (; !text.empty(); text.remove_prefix(1)) {
        bool const end = text.starts_with("\\n");
        out += end ? '\n' : text.front();
        if (end) text.remove_prefix(1);
    }
    return out;
}

std::size_t lines_in(std::string_view page)
{
    return static_cast<std::size_t>(std::count(page.begin(), page.end(), '\n')) + 1;
}

} // namespace

phrase_book::phrase_book(std::span<std::string_view const> pages)
{
    std::size_t most = 0;
    for (auto const page : pages)
        most += lines_in(page);
    kept_.reserve(most); // the views into them stay
    for (auto page : pages) {
        std::string_view english;
        while (!page.empty()) {
            auto const line = next_line(page);
            if (line.empty() || line.starts_with('#')) continue;
            if (!line.starts_with("= "))
                english = kept_.emplace_back(with_line_ends(line));
            else
                add(english, kept_.emplace_back(with_line_ends(line.substr(2))));
        }
    }
}

void phrase_book::add(std::string_view english, std::string_view chinese)
{
    auto const parts = parts_of(english, "; ");
    auto const spoken = parts_of(chinese, "；");
    for (std::size_t i = 0; parts.size() > 1 && parts.size() == spoken.size() && i != parts.size(); ++i)
        exact_.emplace(parts[i], spoken[i]);
    phrase_pattern pattern{english};
    if (pattern.own_characters() == english.size())
        exact_.emplace(english, chinese);
    else
        patterns_.push_back({std::move(pattern), chinese});
}

std::string phrase_book::line(std::string_view english) const
{
    effort left;
    return clauses(english, left).text;
}

phrase_book::said phrase_book::clauses(std::string_view text, effort& left) const
{
    if (auto const found = exact_.find(text); found != exact_.end()) return {std::string{found->second}, true};
    said all{{}, true};
    auto const parts = parts_of(text, "; ");
    std::string_view seam;
    for (std::size_t i = 0; i != parts.size(); ++i) {
        said one;
        auto const last = longer_clause(parts, i, one, left);
        if (last == i) one = clause(parts[i], left);
        (all.text += seam) += one.text;
        seam = one.text == parts[i] ? "; " : "；"; // what nobody here wrote keeps its marks
        all.known = all.known && one.known;
        i = last;
    }
    return all;
}

/// What somebody typed may hold a "; ": then the phrase around it ends further on.
/// @return The last of the parts that were taken.
std::size_t phrase_book::longer_clause(std::vector<std::string_view> const& parts, std::size_t first, said& found,
                                       effort& left) const
{
    for (auto last = first + 1; last < std::min(parts.size(), first + most_seams); ++last) {
        auto const size = static_cast<std::size_t>(parts[last].data() - parts[first].data()) + parts[last].size();
        auto longer = whole({parts[first].data(), size}, left, shape::framed);
        if (!longer.known) continue;
        found = std::move(longer);
        return last;
    }
    return first;
}

phrase_book::said phrase_book::clause(std::string_view text, effort& left) const
{
    if (auto found = whole(text, left); found.known || left.looks == 0) return found;
    auto behind = behind_colon(text, left);
    if (behind.known) return behind;
    auto before = with_brackets(text, left);
    if (before.known) return before;
    if (auto found = list(text, left); found.known) return found;
    return behind.text != text ? behind : before;
}

/// A phrase, or one with its places filled; of several the one that says most.
phrase_book::said phrase_book::whole(std::string_view text, effort& left, shape wanted) const
{
    if (auto const found = exact_.find(text); found != exact_.end()) return {std::string{found->second}, true};
    if (left.looks == 0) return {std::string{text}, false};
    --left.looks;
    phrase const* best = nullptr;
    captures in_it;
    for (auto const& one : patterns_) {
        if (best != nullptr && one.pattern.own_characters() <= best->pattern.own_characters()) continue;
        if (wanted == shape::framed && !one.pattern.is_framed()) continue;
        auto const found = one.pattern.match(text);
        if (!found) continue;
        best = &one;
        in_it = *found;
    }
    return best == nullptr ? said{std::string{text}, false} : said{filled(*best, in_it, left), true};
}

std::string phrase_book::filled(phrase const& with, captures const& found, effort& left) const
{
    std::string out;
    for (auto rest = with.chinese; !rest.empty();) {
        bool const is_slot = rest.size() > 2 && rest[0] == '{' && rest[2] == '}' && rest[1] >= '0' && rest[1] <= '9';
        if (!is_slot) {
            out += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        auto const number = static_cast<std::size_t>(rest[1] - '0');
        auto const inside = found[number];
        bool const may_be_phrase = with.pattern.is_sentence(number) || inside.find(' ') != std::string_view::npos;
        bool const is_spoken = with.pattern.kind_of(number) == slot_kind::words && may_be_phrase;
        out += is_spoken ? clauses(inside, left).text : std::string{inside};
        rest.remove_prefix(3);
    }
    return out;
}

/// A field or a path, and what is said of it.
phrase_book::said phrase_book::behind_colon(std::string_view text, effort& left) const
{
    said best{std::string{text}, false};
    auto seams = seams_of(text, ": ");
    if (seams.size() > most_seams) seams.erase(seams.begin(), seams.end() - static_cast<std::ptrdiff_t>(most_seams));
    for (auto const at : seams) {
        auto right = clause(text.substr(at + 2), left);
        if (right.text == text.substr(at + 2)) continue;
        said const all{clause(text.substr(0, at), left).text + "：" + right.text, right.known};
        if (all.known) return all;
        if (best.text == text) best = all;
    }
    return best;
}

phrase_book::said phrase_book::with_brackets(std::string_view text, effort& left) const
{
    auto const open = last_bracket(text);
    if (open == std::string_view::npos || open < 2 || text[open - 1] != ' ') return {std::string{text}, false};
    auto const before = clause(text.substr(0, open - 1), left);
    auto const inside = text.substr(open + 1, text.size() - open - 2);
    auto const within = clauses(inside, left);
    if (!before.known && within.text == inside) return {before.text + std::string{text.substr(open - 1)}, false};
    return {before.text + "（" + within.text + "）", before.known};
}

phrase_book::said phrase_book::list(std::string_view text, effort& left) const
{
    auto const parts = parts_of(text, ", ");
    said all{{}, parts.size() > 1};
    bool has_phrase = false;
    for (auto const part : parts) {
        auto one = whole(part, left);
        if (!one.known && parts.size() > 1) one = with_brackets(part, left);
        bool const is_quote = part.size() > 1 && part.front() == '\'' && part.back() == '\'';
        bool const is_name = part.find(' ') == std::string_view::npos;
        all.text += (all.text.empty() ? "" : "，") + one.text;
        all.known = all.known && (one.known || is_quote || is_name);
        has_phrase = has_phrase || one.known;
    }
    all.known = all.known && has_phrase;
    return all;
}

std::string phrase_book::page(std::string_view english) const
{
    std::string out;
    while (!english.empty()) {
        auto const end = std::min(english.find("\n\n"), english.size());
        out += paragraph(english.substr(0, end));
        english.remove_prefix(end);
        auto const next = std::min(english.find_first_not_of('\n'), english.size());
        out += english.substr(0, next);
        english.remove_prefix(next);
    }
    return out;
}

/// A phrase of several lines; else lines, of which an indented one more than those around it goes on with what is said above.
std::string phrase_book::paragraph(std::string_view text) const
{
    if (auto const found = exact_.find(text); found != exact_.end()) return std::string{found->second};
    std::string out, item;
    auto const take_item = [&] {
        if (!item.empty()) out += cell(item);
        item.clear();
    };
    while (!text.empty()) {
        bool const has_end = text.find('\n') != std::string_view::npos;
        auto const line = next_line(text);
        auto const words = line.substr(std::min(line.find_first_not_of(' '), line.size()));
        bool const goes_on = line.starts_with("          ") && !item.empty();
        if (goes_on) {
            item.pop_back(); // the end of the line before
            auto const gap = line.size() - words.size();
            item += item.size() > gap ? " " : std::string(gap - item.size(), ' ');
            item += item.find("   ", 2) == std::string::npos ? "   " : "";
        } else {
            take_item();
            item = line.substr(0, line.size() - words.size());
        }
        (item += words) += has_end ? "\n" : "";
    }
    take_item();
    return out;
}

/// A part, which may be an exit code and what it stands for.
std::string phrase_book::numbered(std::string_view text) const
{
    auto const digits = text.find_first_not_of("0123456789");
    bool const has_number = digits != 0 && digits != std::string_view::npos && text[digits] == ' ';
    if (has_number && exact_.contains(text.substr(digits + 1)))
        return std::string{text.substr(0, digits + 1)} + line(text.substr(digits + 1));
    return line(text);
}

/// A line of columns: what stands between wide gaps is spoken part by part, the gaps stay.
std::string phrase_book::cell(std::string_view text) const
{
    std::string out;
    while (!text.empty()) {
        auto const from = std::min(text.find_first_not_of(" \t\n"), text.size());
        out += text.substr(0, from);
        text.remove_prefix(from);
        auto const end = std::min({text.find("   "), text.find('\t'), text.find('\n'), text.size()});
        out += numbered(text.substr(0, end));
        text.remove_prefix(end);
    }
    return out;
}

} // namespace command::texts
