#include "key_file.hpp"
#include "key_pair.hpp"

#include <jimeng/wire/http_message.hpp>

#include <algorithm>
#include <string>

namespace command {

namespace {

std::string_view trimmed(std::string_view text) noexcept
{
    constexpr std::string_view blanks = " \t\r\f\v";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Names match in any letter case.
std::string lower(std::string_view name)
{
    std::string text{name};
    for (char& c : text)
        c = jimeng::detail::ascii_lower(c);
    return text;
}

class ini_reader {
public:
    void read(std::string_view text)
    {
        while (!text.empty() && trouble_.empty()) {
            auto const end = std::min(text.find('\n'), text.size());
            ++line_;
            read_line(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    [[nodiscard]] file_keys result() const { return pair_.result(trouble_); }

private:
    void read_line(std::string_view whole)
    {
        if (whole.find('\0') != std::string_view::npos)
            return fail("holds a NUL byte: save the file as plain text, in UTF-8");
        auto const line = trimmed(whole);
        if (line.empty() || line.front() == '#' || line.front() == ';') return;
        line.front() == '[' ? read_section(line) : read_option(line);
    }

    void read_section(std::string_view line)
    {
        if (line.back() != ']') return fail("begins a [section] and does not end it: add the ]");
        in_section_ = true;
        in_default_ = line.substr(1, line.size() - 2) == "default";
        if (in_default_ && has_default_) return fail("[default] is there a second time: keep one");
        has_default_ = has_default_ || in_default_;
    }

    void read_option(std::string_view line)
    {
        auto const end = line.find_first_of("=:");
        auto const name = trimmed(line.substr(0, std::min(end, line.size())));
        if (end == std::string_view::npos || name.empty())
            return fail("is no [section], no NAME = VALUE and no comment: mend or remove it");
        if (!in_section_) return fail("stands before any section: write [default] above it");
        if (in_default_ && pair_.has(lower(name))) take(lower(name), trimmed(line.substr(end + 1)));
    }

    void take(std::string const& name, std::string_view value)
    {
        if (!pair_.take(name, value, line_)) fail(name + " is there a second time: keep one");
    }

    void fail(std::string const& sentence) { trouble_ = "line " + std::to_string(line_) + ": " + sentence; }

    key_pair pair_{"access_key_id", "secret_access_key"};
    std::string trouble_;
    std::size_t line_ = 0;
    bool in_section_ = false;
    bool in_default_ = false;
    bool has_default_ = false;
};

} // namespace

file_keys read_ini_keys(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    ini_reader reader;
    reader.read(text);
    return reader.result();
}

} // namespace command
