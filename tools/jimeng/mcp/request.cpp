#include "request.hpp"

#include "../option_names.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/prompt.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <string_view>

namespace command::mcp {

namespace {

constexpr char images[] = "images";
/// Stands for a local file while the other fields are checked.
constexpr char any_address[] = "https://example.com/input.png";

bool is_address(std::string_view text)
{
    auto const begins = [text](std::string_view scheme) {
        return text.size() > scheme.size() &&
               std::equal(scheme.begin(), scheme.end(), text.begin(),
                          [](char wanted, char c) { return wanted == (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
    };
    return begins("http://") || begins("https://");
}

bool has_base64(jimeng::model_entry const& model, json::object const& fields)
{
    auto const all = typed_facts(model);
    return fields.contains("binary_data_base64") || std::any_of(all.begin(), all.end(), [&](auto const& facts) {
               return facts.format == "byte" && fields.contains(facts.name);
           });
}

void add_text(std::vector<std::pair<std::string, std::string>>& to, std::string name, json::value const& value)
{
    if (value.is_string()) return void(to.emplace_back(std::move(name), value.get_string()));
    if (value.is_double())
        return void(to.emplace_back(std::move(name), jimeng::detail::number_text(value.get_double())));
    if (!value.is_array()) return void(to.emplace_back(std::move(name), json::serialize(value)));
    for (auto const& one : value.get_array())
        add_text(to, name, one);
}

/// In the words of somebody who calls a tool.
std::string words_about(jimeng::violation const& broken)
{
    auto remedy = jimeng::remedy(broken.broken);
    if (broken.broken == jimeng::rules::field_is_known) remedy = "list_models with this model tells its fields";
    if (broken.broken == jimeng::rules::prompt_within_800_code_points) remedy = "shorten it";
    return jimeng::for_terminal(jimeng::describe(broken, remedy), 2000);
}

asked_request refused(asked_request of, std::string words)
{
    of.trouble = std::move(words);
    of.request.reset();
    return of;
}

/// Opens what is no address in the list of pictures, and puts its open name there. False with the reason in `of`.
bool open_files(asked_request& of, json::array& list, allowed_folders const& folders)
{
    for (auto& one : list) {
        if (!one.is_string()) return of.trouble = "images: " + json::serialize(one) + ": is no text", false;
        if (is_address(one.get_string())) continue;
        std::string const asked{one.get_string()};
        if (!takes_files(*of.model))
            return of.trouble = "images: " + jimeng::for_terminal(asked, 200) + ": model " +
                                std::string{of.model->name} +
                                " takes http and https addresses only; list_models tells which models take files",
                   false;
        if (asked.starts_with("data:"))
            return of.trouble = "images: is a data: address; give a path, an http or https address, or the base64 text "
                                "in binary_data_base64",
                   false;
        auto file = folders.open(asked);
        if (!file.held) return of.trouble = "images: " + file.trouble, false;
        of.files.push_back(std::move(file.held));
        of.names.emplace_back(file.name, asked);
        one = file.name;
    }
    return true;
}

/// The fields that are given as only a person would write them, a size as `2K` for one.
std::vector<std::string_view> given_in_words(jimeng::model_entry const& model, json::object const& fields)
{
    std::vector<std::string_view> names;
    for (auto const& facts : typed_facts(model)) {
        auto const* const given = fields.if_contains(facts.name);
        if (!facts.words.empty() && given != nullptr && given->is_string()) names.push_back(facts.name);
    }
    return names;
}

/// As a person would type it. Everything but files and words is checked as JSON first, which tells numbers and texts apart.
/// @param field  With the files; empty: there are none.
asked_request typed(asked_request of, std::string const& field, json::object fields)
{
    auto const in_words = given_in_words(*of.model, fields);
    if (has_base64(*of.model, fields)) {
        auto words = of.files.empty()
                         ? std::string{in_words.front()} +
                               ": words for it and base64 text cannot be sent together; give a number"
                         : "images: local files and base64 text cannot be sent together; give all as files";
        return refused(std::move(of), std::move(words));
    }
    auto checked = fields;
    for (auto const name : in_words)
        checked.erase(name);
    if (!of.files.empty())
        for (auto& one : checked[field].as_array())
            one = any_address;
    if (auto const all = jimeng::any_request::from_json(*of.model, json::serialize(checked)); !all)
        return refused(std::move(of), words_about(all.why()));
    std::vector<std::pair<std::string, std::string>> texts;
    for (auto const& [name, value] : fields)
        add_text(texts, std::string{name}, value);
    std::vector<jimeng::named_text> named;
    for (auto const& [name, text] : texts)
        named.push_back({name, text});
    auto request = jimeng::any_request::from_texts(*of.model, named);
    if (!request) {
        auto words = with_asked_names(words_about(request.why()), of);
        return refused(std::move(of), std::move(words));
    }
    of.request = *request;
    return of;
}

} // namespace

std::optional<jimeng::value_facts> images_of(jimeng::model_entry const& model)
{
    for (auto const& facts : typed_facts(model))
        if (facts.name == images || facts.typed_as == images) return facts;
    return std::nullopt;
}

bool takes_files(jimeng::model_entry const& model)
{
    auto const facts = images_of(model);
    return facts && facts->placeholder.find("FILE") != std::string_view::npos;
}

std::string with_asked_names(std::string words, asked_request const& of)
{
    auto names = of.names; // the longest first: one may be the beginning of another
    std::sort(names.begin(), names.end(),
              [](auto const& left, auto const& right) { return left.first.size() > right.first.size(); });
    for (auto const& [name, asked] : names) {
        auto const shown = jimeng::for_terminal(asked, 200);
        for (auto at = words.find(name); at != std::string::npos; at = words.find(name, at + shown.size()))
            words.replace(at, name.size(), shown);
    }
    return words;
}

asked_request read_request(jimeng::model_entry const& model, json::object fields, allowed_folders const& folders)
{
    asked_request of;
    of.model = &model;
    auto const facts = images_of(model);
    std::string const field{facts ? facts->name : std::string_view{}};
    if (auto const* const given = fields.if_contains(images); given != nullptr && field != images) {
        if (!facts)
            return refused(std::move(of), "images: model " + std::string{model.name} + " takes no input pictures");
        if (fields.contains(field))
            return refused(std::move(of), "images: is another name of " + field + "; give one of them");
        auto list = *given;
        bool const single = facts->holds == jimeng::value_facts::type::text;
        if (single && list.is_array() && list.get_array().size() == 1) list = list.get_array().front();
        if (!single && list.is_string()) list = json::array{list};
        fields.erase(images);
        fields[field] = std::move(list);
    }
    auto* const list = field.empty() || !fields.contains(field) ? nullptr : fields[field].if_array();
    if (list != nullptr && !open_files(of, *list, folders)) return of;
    if (!of.files.empty() || !given_in_words(model, fields).empty())
        return typed(std::move(of), field, std::move(fields));
    auto const request = jimeng::any_request::from_json(model, json::serialize(fields));
    if (!request) return refused(std::move(of), words_about(request.why()));
    of.request = *request;
    return of;
}

} // namespace command::mcp
