#include "line.hpp"

#include "../option_names.hpp"

#include <jimeng/core/numbers.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/utf8.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace command::batch {

namespace {

namespace json = boost::json;
using kind = given_field::kind;

constexpr std::array<std::pair<std::string_view, std::string batch_line::*>, 4> own_names{{
    {"id", &batch_line::id},
    {"model", &batch_line::model},
    {"output", &batch_line::output},
    {"job_key", &batch_line::job_key},
}};

std::string batch_line::*own_member(std::string_view name) noexcept
{
    for (auto const& [own, member] : own_names)
        if (own == name) return member;
    return nullptr;
}

std::string text_of(json::value const& number)
{
    if (number.is_double()) return jimeng::detail::number_text(number.get_double());
    return json::serialize(number);
}

/// False for what a person cannot type in one word.
bool add_field(std::vector<given_field>& fields, std::string const& name, json::value const& value)
{
    if (value.is_null()) return true;
    if (value.is_string()) return fields.push_back({name, std::string{value.get_string()}, kind::text}), true;
    if (value.is_number()) return fields.push_back({name, text_of(value), kind::number}), true;
    if (value.is_bool()) return fields.push_back({name, value.get_bool() ? "true" : "false", kind::truth}), true;
    if (!value.is_array()) return false;
    return std::all_of(value.get_array().begin(), value.get_array().end(),
                       [&](auto const& one) { return one.is_string() && add_field(fields, name, one); });
}

std::string take_own(batch_line& line, std::string const& name, json::value const& value)
{
    auto const member = own_member(name);
    if (value.is_null()) return {};
    if (value.is_string())
        line.*member = std::string{value.get_string()};
    else if (value.is_int64() || value.is_uint64())
        line.*member = json::serialize(value);
    else
        return name + " " + json::serialize(value) + ": is no text; write it in quotes";
    return (line.*member).empty() ? name + ": is empty; give one, or leave it out" : std::string{};
}

std::string what_is_no_object(std::string_view text)
{
    auto const first = text.substr(std::min(text.find_first_not_of(" \t"), text.size()), 1);
    if (first == "[") return "is a list; write one JSON object a line, without a list around them";
    return "is no JSON object on one line; write {\"id\": \"...\", ...}";
}

jimeng::value_facts const* facts_of(std::vector<jimeng::value_facts> const& all, std::string_view name)
{
    for (auto const& facts : all)
        if (facts.name == name || (!facts.typed_as.empty() && facts.typed_as == name)) return &facts;
    return nullptr;
}

/// JSON tells numbers and texts apart, so a number is no text there.
jimeng::violation wrong_kind(batch_line const& line, std::vector<jimeng::value_facts> const& all)
{
    using type = jimeng::value_facts::type;
    for (auto const& field : line.fields) {
        auto const* const facts = facts_of(all, field.name);
        if (facts == nullptr || field.was == kind::text) continue;
        bool const wants_text = (facts->holds == type::text && facts->choices.empty()) || facts->holds == type::texts;
        bool const wants_truth = facts->holds == type::truth;
        if (wants_text || wants_truth != (field.was == kind::truth))
            return {jimeng::rules::type_is_right, field.name, field.text, {}};
    }
    return {};
}

/// A cell as a spreadsheet shows it, as a person would type it.
std::string as_typed(std::string text, jimeng::value_facts const* facts, bool decimal_comma)
{
    using type = jimeng::value_facts::type;
    if (facts == nullptr) return text;
    if (facts->holds == type::truth && (text == "TRUE" || text == "FALSE")) return text == "TRUE" ? "true" : "false";
    if (facts->holds == type::real && decimal_comma && std::count(text.begin(), text.end(), ',') == 1)
        std::replace(text.begin(), text.end(), ',', '.');
    return text;
}

void add_items(std::vector<given_field>& to, std::string const& name, std::string_view cell)
{
    while (!cell.empty()) {
        auto const end = cell.find_first_of("\r\n");
        if (end != 0) to.push_back({name, std::string{cell.substr(0, end)}, kind::text});
        if (end == std::string_view::npos) return;
        cell.remove_prefix(end + 1);
    }
}

std::vector<given_field> typed_fields(batch_line const& line, std::vector<jimeng::value_facts> const& all,
                                      bool decimal_comma)
{
    bool const table = line.json.empty();
    std::vector<given_field> fields;
    for (auto const& field : line.fields) {
        auto const* const facts = facts_of(all, field.name);
        if (table && facts != nullptr && facts->holds == jimeng::value_facts::type::texts)
            add_items(fields, field.name, field.text);
        else
            fields.push_back({field.name, table ? as_typed(field.text, facts, decimal_comma) : field.text, field.was});
    }
    return fields;
}

jimeng::parsed<jimeng::any_request> typed_request(batch_line const& line, jimeng::model_entry const& model,
                                                  jimeng::any_options how, bool decimal_comma)
{
    auto const all = typed_facts(model);
    if (auto broken = wrong_kind(line, all); broken && !line.json.empty()) return broken;
    auto const fields = typed_fields(line, all, decimal_comma);
    std::vector<jimeng::named_text> texts;
    for (auto const& field : fields)
        texts.push_back({field.name, field.text});
    return jimeng::any_request::from_texts(model, texts, how);
}

/// Whether a rule is one that words of the command break where the service's own are wanted.
bool may_be_typed(jimeng::rule const& broken)
{
    return broken == jimeng::rules::type_is_right || broken == jimeng::rules::field_is_known ||
           broken == jimeng::rules::value_is_present || broken == jimeng::rules::image_url_is_http;
}

} // namespace

bool is_own_name(std::string_view name) noexcept
{
    return own_member(name) != nullptr;
}

batch_line read_json_line(std::string_view text)
{
    batch_line line;
    if (!jimeng::is_utf8(text)) return line.trouble = "is not UTF-8; save the file as UTF-8", line;
    boost::system::error_code ec;
    auto read = json::parse(text, ec);
    if (ec.failed() || !read.is_object()) return line.trouble = what_is_no_object(text), line;
    json::object fields;
    for (auto const& [key, value] : read.get_object()) {
        std::string const name{key};
        if (is_own_name(name)) {
            if (auto trouble = take_own(line, name, value); !trouble.empty()) return line.trouble = trouble, line;
        } else if (!value.is_null()) {
            fields[key] = value;
            line.typed = add_field(line.fields, name, value) && line.typed;
        }
    }
    line.json = json::serialize(fields);
    return line;
}

batch_line make_line(std::vector<std::string> const& names, std::vector<std::string> cells)
{
    batch_line line;
    for (std::size_t i = 0; i != cells.size(); ++i) {
        if (cells[i].empty()) continue;
        if (i >= names.size() || names[i].empty())
            return line.trouble = "has more cells than the header has names; quote a cell that holds a delimiter", line;
        if (auto const own = own_member(names[i]))
            line.*own = std::move(cells[i]);
        else
            line.fields.push_back({names[i], std::move(cells[i]), kind::text});
    }
    return line;
}

jimeng::parsed<jimeng::any_request> request_of(batch_line const& line, jimeng::model_entry const& model,
                                               jimeng::any_options how, bool decimal_comma)
{
    if (line.json.empty()) return typed_request(line, model, how, decimal_comma);
    auto sent = jimeng::any_request::from_json(model, line.json, how);
    if (sent || !line.typed || !may_be_typed(sent.why().broken)) return sent;
    return typed_request(line, model, how, decimal_comma);
}

} // namespace command::batch
