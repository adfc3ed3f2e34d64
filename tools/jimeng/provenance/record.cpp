#include "record.hpp"

#include "../json_text.hpp"
#include "../secrets.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <utility>

namespace command::provenance {

namespace {

constexpr std::string_view mark = "jimeng_record";
constexpr std::int64_t version = 1;

void member(std::string& to, std::string_view name, std::string_view text)
{
    if (to.back() != '{') to += ',';
    append_json_string(to, name);
    to += ':';
    append_json_string(to, text);
}

void raw_member(std::string& to, std::string_view name, std::string_view json)
{
    if (to.back() != '{') to += ',';
    append_json_string(to, name);
    (to += ':') += json;
}

using boost::json::object;

std::string text_of(object const& from, std::string_view name)
{
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_string() ? std::string{found->get_string()} : std::string{};
}

std::uint64_t number_of(object const& from, std::string_view name)
{
    auto const* const found = from.if_contains(name);
    return found != nullptr && found->is_int64() && found->get_int64() >= 0
               ? static_cast<std::uint64_t>(found->get_int64())
               : 0;
}

std::vector<given_option> options_in(boost::json::value const* list)
{
    std::vector<given_option> all;
    if (list == nullptr || !list->is_array()) return all;
    for (auto const& one : list->get_array()) {
        if (!one.is_object()) continue;
        auto& option = all.emplace_back();
        option.name = text_of(one.get_object(), "name");
        auto const* const values = one.get_object().if_contains("values");
        if (values == nullptr || !values->is_array()) continue;
        for (auto const& value : values->get_array())
            if (value.is_string()) option.values.emplace_back(value.get_string());
    }
    return all;
}

boost::json::value parsed(std::string_view text)
{
    boost::system::error_code ec;
    auto value = boost::json::parse(text, ec);
    return ec.failed() ? boost::json::value{} : value;
}

} // namespace

std::string to_json(std::vector<given_option> const& options)
{
    std::string text = "[";
    for (auto const& one : options) {
        std::string values = "[";
        for (auto const& value : one.values) {
            if (values.size() > 1) values += ',';
            append_json_string(values, value);
        }
        if (text.size() > 1) text += ',';
        text += '{';
        member(text, "name", one.name);
        raw_member(text, "values", values + ']');
        text += '}';
    }
    return text += ']';
}

std::string to_json(record const& one)
{
    auto const& from = one.made_from;
    std::string text = "{";
    raw_member(text, mark, std::to_string(version));
    member(text, "prompt", from.prompt);
    member(text, "model", from.model);
    member(text, "req_key", from.req_key);
    std::string fields;
    append_json_answer(fields, from.fields);
    raw_member(text, "fields", fields);
    raw_member(text, "options", to_json(from.options));
    member(text, "task_id", one.task_id);
    raw_member(text, "index", std::to_string(one.index));
    member(text, "date", one.date);
    member(text, "sha256", one.sha256);
    raw_member(text, "size_bytes", std::to_string(one.size_bytes));
    return known_secrets().hidden_in(text + '}');
}

std::optional<record> read_record(std::string_view text)
{
    auto const value = parsed(text);
    if (!value.is_object() || !value.get_object().contains(mark)) return std::nullopt;
    auto const& from = value.get_object();
    record one;
    one.made_from = {text_of(from, "prompt"), text_of(from, "model"), text_of(from, "req_key"), {}, {}};
    if (auto const* const fields = from.if_contains("fields"); fields != nullptr && fields->is_object())
        one.made_from.fields = boost::json::serialize(*fields);
    one.made_from.options = options_in(from.if_contains("options"));
    one.task_id = text_of(from, "task_id");
    one.index = static_cast<std::size_t>(number_of(from, "index"));
    one.date = text_of(from, "date");
    one.sha256 = text_of(from, "sha256");
    one.size_bytes = number_of(from, "size_bytes");
    return one;
}

std::vector<given_option> read_options(std::string_view text)
{
    auto const value = parsed(text);
    return options_in(&value);
}

} // namespace command::provenance
