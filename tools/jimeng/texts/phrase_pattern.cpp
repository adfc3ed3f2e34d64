#include "phrase_pattern.hpp"

#include <algorithm>

namespace command::texts {

namespace {

slot_kind kind_named(char name) noexcept
{
    return name == 'n' ? slot_kind::number : name == 'w' ? slot_kind::word : slot_kind::verbatim;
}

bool may_be(slot_kind kind, std::string_view text) noexcept
{
    if (kind == slot_kind::number) return text.find_first_not_of("0123456789.,-") == std::string_view::npos;
    return kind != slot_kind::word || text.find(' ') == std::string_view::npos;
}

/// Whether a place begins here: `{0}`, or `{0:n}`.
bool is_slot(std::string_view text) noexcept
{
    bool const numbered = text.size() > 2 && text[0] == '{' && text[1] >= '0' && text[1] <= '9';
    return numbered && (text[2] == '}' || (text.size() > 4 && text[2] == ':' && text[4] == '}'));
}

} // namespace

phrase_pattern::phrase_pattern(std::string_view text)
{
    for (;;) {
        std::size_t open = 0;
        while (open != text.size() && !is_slot(text.substr(open)))
            ++open;
        if (open == text.size()) break;
        auto const close = text.find('}', open);
        auto const number = static_cast<std::size_t>(text[open + 1] - '0');
        literals_.push_back(text.substr(0, open));
        numbers_.push_back(number);
        kinds_[number] = close == open + 2 ? slot_kind::words : kind_named(text[open + 3]);
        sentences_[number] = literals_.back().ends_with(": ");
        text.remove_prefix(close + 1);
    }
    literals_.push_back(text);
    for (auto const literal : literals_)
        own_ += literal.size();
}

std::optional<captures> phrase_pattern::match(std::string_view text) const
{
    if (!text.starts_with(literals_.front()) || !text.ends_with(literals_.back())) return std::nullopt;
    captures found;
    text.remove_prefix(literals_.front().size());
    if (!match_from(0, text, found)) return std::nullopt;
    return found;
}

bool phrase_pattern::match_from(std::size_t slot, std::string_view rest, captures& found) const
{
    if (slot == numbers_.size()) return rest.empty();
    auto const next = literals_[slot + 1];
    auto& here = found[numbers_[slot]];
    auto const kind = kinds_[numbers_[slot]];
    bool const is_last = slot + 1 == numbers_.size();
    for (std::size_t at = 1; at <= rest.size(); ++at) {
        at = is_last ? rest.size() - std::min(rest.size(), next.size()) : rest.find(next, at);
        if (at == std::string_view::npos || at == 0) return false;
        here = rest.substr(0, at);
        bool const fits = rest.substr(at).starts_with(next) && may_be(kind, here);
        if (fits && match_from(slot + 1, rest.substr(at + next.size()), found)) return true;
        if (is_last) return false;
    }
    return false;
}

} // namespace command::texts
