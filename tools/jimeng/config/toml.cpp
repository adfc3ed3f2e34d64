#include "file.hpp"

#include <jimeng/core/escape.hpp>

// Nothing of it is to be loaded at the start of every run.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace command::config {

namespace {

std::string text_of(double value)
{
    std::array<char, 64> text;
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

void take_value(toml::node const& value, file_entry entry, file_content& found)
{
    entry.line = value.source().begin.line;
    if (auto const* const text = value.as_string()) {
        entry.value = text->get();
        entry.is = file_entry::type::text;
    } else if (value.is_integer() || value.is_floating_point()) {
        entry.value =
            value.is_integer() ? std::to_string(value.as_integer()->get()) : text_of(value.as_floating_point()->get());
        entry.is = file_entry::type::number;
    }
    found.entries.push_back(std::move(entry));
}

/// `4.0 = 0.2` is a table in a table to TOML and the model 4.0 to whoever wrote it.
void take_members(toml::table const& table, file_entry const& of, std::string const& before, file_content& found)
{
    for (auto const& [key, value] : table) {
        auto const name = before + std::string{key.str()};
        if (auto const* const inner = value.as_table()) {
            take_members(*inner, of, name + '.', found);
            continue;
        }
        auto entry = of;
        entry.member = name;
        take_value(value, std::move(entry), found);
    }
}

void take_table(toml::table const& table, std::string const& profile, file_content& found)
{
    for (auto const& [key, value] : table) {
        if (profile.empty() && key.str() == "profile" && value.is_table()) continue;
        file_entry entry{profile, std::string{key.str()}};
        auto const* const inner = value.as_table();
        inner != nullptr && !inner->empty() ? take_members(*inner, entry, {}, found)
                                            : take_value(value, std::move(entry), found);
    }
}

/// The line of a character that stands outside quotes and comments and is no plain one, which the parser does not survive in
/// every version; 0: there is none. No setting has a text of several lines.
std::size_t line_of_strange_character(std::string_view text)
{
    std::size_t line = 1;
    char quote = 0;
    bool in_comment = false;
    for (std::size_t i = 0; i != text.size(); ++i) {
        auto const c = text[i];
        if (c == '\n') {
            ++line;
            quote = 0;
            in_comment = false;
        } else if (in_comment) {
            continue;
        } else if (quote != 0) {
            if (c == quote) quote = 0;
            if (c == '\\' && quote == '"' && i + 1 != text.size() && text[i + 1] != '\n') ++i;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '#') {
            in_comment = true;
        } else if (c != '\t' && c != '\r' && (c < ' ' || c > '~')) {
            return line;
        }
    }
    return 0;
}

} // namespace

file_content parse(std::string const& text)
{
    file_content found;
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    auto const plain = std::string_view{text}.substr(text.starts_with(mark) ? mark.size() : 0);
    if (auto const line = line_of_strange_character(plain); line != 0) {
        found.trouble =
            "line " + std::to_string(line) + ": has a character that is no plain one; put texts into quotes";
        return found;
    }
    auto const read = toml::parse(text);
    if (!read) {
        auto const& error = read.error();
        found.trouble =
            "line " + std::to_string(error.source().begin.line) + ": " + jimeng::for_terminal(error.description(), 200);
        return found;
    }
    auto const& all = read.table();
    take_table(all, {}, found);
    auto const* const profiles = all["profile"].as_table();
    if (profiles == nullptr) return found;
    for (auto const& [name, value] : *profiles) {
        auto const* const table = value.as_table();
        if (table != nullptr) take_table(*table, std::string{name.str()}, found);
        if (table != nullptr)
            found.profiles.emplace_back(name.str());
        else
            take_value(value, {{}, "profile." + std::string{name.str()}}, found);
    }
    return found;
}

} // namespace command::config
