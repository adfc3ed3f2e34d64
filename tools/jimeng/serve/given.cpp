#include "given.hpp"

#include "form.hpp"

#include <jimeng/core/utf8.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace command::serve {

namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) noexcept
{
    return {text.data(), text.size()};
}

std::optional<reply> read_object(std::string_view body, given& to)
{
    boost::system::error_code ec;
    if (!jimeng::is_utf8(body)) return bad_request("the body is not UTF-8; send JSON in UTF-8");
    auto read = json::parse(view(body), ec);
    if (ec.failed())
        return bad_request("the body is no JSON (" + ec.message() + "); send one object", {}, "invalid_json");
    if (!read.is_object()) return bad_request("the body is JSON, but no object; send {\"prompt\": \"...\"}");
    to.fields = std::move(read.get_object());
    return std::nullopt;
}

/// A name that comes again makes a list.
void add_text(json::object& fields, std::string_view name, std::string_view text)
{
    auto const there = fields.find(view(name));
    if (there == fields.end())
        fields[view(name)] = view(text);
    else if (auto& known = there->value(); known.is_array())
        known.get_array().emplace_back(view(text));
    else
        known = json::array{std::move(known), json::value(view(text))};
}

std::optional<reply> keep(form_part const& part, std::string name, scratch& in, given& to)
{
    auto file = std::make_shared<scratch_file>(in);
    if (!file->append(part.content))
        return error_reply({.status = 429,
                            .message = "the server has no room for the file now; send it again later",
                            .code = "no_room",
                            .param = std::move(name)});
    file->close();
    to.files.push_back({std::move(name), std::move(file)});
    return std::nullopt;
}

std::optional<reply> read_parts(std::string_view type, std::string_view body, scratch& in, given& to)
{
    std::string trouble;
    auto const parts = read_form(type, body, trouble);
    if (!trouble.empty()) return bad_request("the form " + trouble, {}, "invalid_form");
    to.is_form = true;
    for (auto const& part : parts) {
        auto name = part.name;
        if (name.ends_with("[]")) name.resize(name.size() - 2); // as clients mark a list
        if (!jimeng::is_utf8(name) || (!part.is_file && !jimeng::is_utf8(part.content)))
            return bad_request("the form has a text that is not UTF-8; send it in UTF-8", name);
        if (!part.is_file)
            add_text(to.fields, name, part.content);
        else if (auto refused = keep(part, std::move(name), in, to))
            return refused;
    }
    return std::nullopt;
}

} // namespace

std::optional<json::value> given::take(std::string_view name)
{
    auto const found = fields.find(view(name));
    if (found == fields.end()) return std::nullopt;
    auto value = std::move(found->value());
    fields.erase(found);
    if (value.is_null()) return std::nullopt;
    return value;
}

std::optional<reply> read_given(request& asked, scratch& in, given& to)
{
    auto const* const type = jimeng::find_header(asked.head.headers, "Content-Type");
    auto const body = asked.body.view();
    bool const is_form =
        type != nullptr && jimeng::detail::equal_ignoring_case(media_type(*type), "multipart/form-data");
    return is_form ? read_parts(*type, body, in, to) : read_object(body, to);
}

bool keep_data_url(std::string_view url, scratch& in, std::shared_ptr<scratch_file>& to)
{
    auto const comma = url.find(',');
    if (!url.starts_with("data:image/") || comma == std::string_view::npos ||
        !url.substr(0, comma).ends_with(";base64"))
        return false;
    url.remove_prefix(comma + 1);
    to = std::make_shared<scratch_file>(in);
    jimeng::base64_decoder decoder;
    std::array<char, jimeng::base64_decoder::room_for(16 * 1024)> out;
    for (; !url.empty(); url.remove_prefix(std::min<std::size_t>(url.size(), 16 * 1024))) {
        auto const size = decoder.write(url.substr(0, 16 * 1024), out.data());
        if (!size || !to->append({out.data(), *size})) return false;
    }
    auto const rest = decoder.finish(out.data());
    bool const kept = rest && to->append({out.data(), *rest});
    to->close();
    return kept;
}

reply bad_request(std::string message, std::string param, std::string_view code)
{
    message += "; nothing was sent, nothing is billed";
    return error_reply({.status = 400, .message = std::move(message), .code = code, .param = std::move(param)});
}

} // namespace command::serve
