#include "form.hpp"

#include <jimeng/net/detail/http_head.hpp>

#include <algorithm>
#include <optional>

namespace command::serve {

namespace {

using jimeng::detail::equal_ignoring_case;
using jimeng::detail::without_blanks;

constexpr std::size_t most_parts = 100;
constexpr std::size_t most_header_bytes = 8 * 1024;

/// A value in quotes, taken off the front; nothing where they do not end.
std::optional<std::string> take_quoted(std::string_view& rest)
{
    std::string value;
    for (rest.remove_prefix(1); !rest.empty() && rest.front() != '"'; rest.remove_prefix(1)) {
        bool const escaped = rest.front() == '\\' && rest.size() > 1 && (rest[1] == '"' || rest[1] == '\\');
        if (escaped) rest.remove_prefix(1);
        value += rest.front();
    }
    if (rest.empty()) return std::nullopt;
    rest.remove_prefix(1);
    return value;
}

/// A parameter of a header; nothing where there is none of that name, or the header makes no sense.
std::optional<std::string> parameter(std::string_view header, std::string_view name)
{
    auto rest = header.substr(std::min(header.find(';'), header.size()));
    while (rest.starts_with(';')) {
        rest.remove_prefix(1);
        auto const equals = rest.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        bool const wanted = equal_ignoring_case(without_blanks(rest.substr(0, equals)), name);
        rest.remove_prefix(equals + 1);
        rest = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
        std::optional<std::string> value;
        if (rest.starts_with('"')) {
            value = take_quoted(rest);
            if (!value) return std::nullopt;
            rest = rest.substr(std::min(rest.find(';'), rest.size()));
        } else {
            auto const end = std::min(rest.find(';'), rest.size());
            value = std::string{without_blanks(rest.substr(0, end))};
            rest.remove_prefix(end);
        }
        if (wanted) return value;
    }
    return std::nullopt;
}

/// Reads the headers of a part.
std::string read_headers(std::string_view headers, form_part& part)
{
    std::string_view disposition;
    while (!headers.empty()) {
        auto const end = headers.find("\r\n");
        auto const line = headers.substr(0, end);
        headers.remove_prefix(end == std::string_view::npos ? headers.size() : end + 2);
        auto const colon = line.find(':');
        if (colon == std::string_view::npos) return "a part has a header that is none";
        auto const name = without_blanks(line.substr(0, colon));
        if (equal_ignoring_case(name, "Content-Disposition")) disposition = without_blanks(line.substr(colon + 1));
        if (equal_ignoring_case(name, "Content-Transfer-Encoding"))
            return "a part has a Content-Transfer-Encoding; send its bytes as they are";
    }
    auto const name = parameter(disposition, "name");
    if (!equal_ignoring_case(media_type(disposition), "form-data") || !name || name->empty())
        return "a part has no name; send Content-Disposition: form-data; name=\"...\"";
    part.name = *name;
    part.is_file = parameter(disposition, "filename").has_value();
    return {};
}

} // namespace

std::string_view media_type(std::string_view header) noexcept
{
    return without_blanks(header.substr(0, header.find(';')));
}

std::vector<form_part> read_form(std::string_view content_type, std::string_view body, std::string& trouble)
{
    std::vector<form_part> parts;
    auto const boundary = parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 70)
        return trouble = "Content-Type: has no boundary of 1 to 70 characters", parts;
    auto const line = "--" + *boundary;
    auto const delimiter = "\r\n" + line;
    auto at = body.starts_with(line) ? line.size() : body.find(delimiter);
    if (at == std::string_view::npos) return trouble = "has no part: its boundary does not come", parts;
    if (!body.starts_with(line)) at += delimiter.size();
    for (auto rest = body.substr(at);;) {
        if (rest.starts_with("--")) return parts;
        auto const end_of_line = rest.find("\r\n");
        if (end_of_line == std::string_view::npos || !without_blanks(rest.substr(0, end_of_line)).empty())
            return trouble = "ends early: its last boundary does not come", parts;
        rest.remove_prefix(end_of_line);
        auto const head = rest.substr(0, most_header_bytes).find("\r\n\r\n");
        if (head == std::string_view::npos) return trouble = "has a part whose headers do not end", parts;
        form_part part;
        auto const headers = rest.substr(0, head).substr(std::min<std::size_t>(head, 2));
        if (trouble = read_headers(headers, part); !trouble.empty()) return parts;
        rest.remove_prefix(head + 2); // an empty part ends with the blank line itself
        auto const end = rest.find(delimiter);
        if (end == std::string_view::npos) return trouble = "ends early: its last boundary does not come", parts;
        part.content = end < 2 ? std::string_view{} : rest.substr(2, end - 2);
        if (parts.size() == most_parts) return trouble = "has more than 100 parts", parts;
        parts.push_back(std::move(part));
        rest.remove_prefix(end + delimiter.size());
    }
}

} // namespace command::serve
