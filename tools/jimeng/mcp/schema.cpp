#include "request.hpp"
#include "tools.hpp"

#include "../option_names.hpp"

#include <jimeng/wire/json_schema.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace command::mcp {

namespace {

constexpr std::string_view base64_field = "binary_data_base64";

/// A field of several models.
struct shared_field {
    std::string name;
    json::object schema;
    std::vector<std::pair<std::string, std::string>> said{}; ///< Each model, and what it says of the field.
    std::string in_words{};                                  ///< What people write in the place of a number.
};

/// What some clients refuse to read; it is checked here all the same.
void leave_out_what_is_seldom_read(json::object& schema)
{
    for (char const* const name : {"pattern", "format", "contentEncoding"})
        schema.erase(name);
    if (auto* const items = schema.if_contains("items")) leave_out_what_is_seldom_read(items->as_object());
}

bool is_less(json::value const& left, json::value const& right)
{
    return left.to_number<double>() < right.to_number<double>();
}

/// A limit that both have stays, as the wider of the two.
void widen(json::object& to, json::object const& from, char const* name, bool least)
{
    auto const* const other = from.if_contains(name);
    auto* const mine = to.if_contains(name);
    if (mine == nullptr) return;
    if (other == nullptr) return void(to.erase(name));
    if (is_less(*other, *mine) == least) *mine = *other;
}

void join_choices(json::object& to, json::object const& from)
{
    auto const* const others = from.if_contains("enum");
    if (!to.contains("enum")) return;
    if (others == nullptr) return void(to.erase("enum"));
    auto& all = to["enum"].as_array();
    for (auto const& one : others->as_array())
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
}

void join(json::object& to, json::object const& from)
{
    for (char const* const name : {"minimum", "minLength", "minItems"})
        widen(to, from, name, true);
    for (char const* const name : {"maximum", "maxLength", "maxItems"})
        widen(to, from, name, false);
    join_choices(to, from);
    for (char const* const name : {"default", "type"}) {
        auto const* const other = from.if_contains(name);
        if (to.contains(name) && (other == nullptr || *other != to[name])) to.erase(name);
    }
}

/// One sentence where all models say the same, else one for each group that does.
std::string description_of(shared_field const& field, std::size_t models)
{
    std::vector<std::pair<std::string, std::string>> groups;
    for (auto const& [model, words] : field.said) {
        auto const same =
            std::find_if(groups.begin(), groups.end(), [&](auto const& one) { return one.second == words; });
        if (same == groups.end())
            groups.emplace_back(model, words);
        else
            same->first += ", " + model;
    }
    if (groups.size() == 1 && field.said.size() == models) return groups.front().second;
    std::string text;
    for (auto const& [names, words] : groups)
        text += (text.empty() ? "" : "; ") + names + ": " + words;
    return text;
}

shared_field& field_called(std::vector<shared_field>& all, std::string_view name, json::object const& schema)
{
    auto const found = std::find_if(all.begin(), all.end(), [name](auto const& one) { return one.name == name; });
    if (found == all.end()) return all.emplace_back(shared_field{std::string{name}, schema});
    join(found->schema, schema);
    return *found;
}

json::object own_schema(jimeng::model_entry const& model)
{
    return json::parse(jimeng::json_schema(model)).as_object();
}

std::vector<shared_field> fields_of(std::vector<jimeng::model_entry const*> const& models)
{
    std::vector<shared_field> all;
    for (auto const* const model : models) {
        auto const schema = own_schema(*model);
        for (auto const& [name, field] : schema.at("properties").as_object()) {
            auto plain = field.as_object();
            leave_out_what_is_seldom_read(plain);
            auto& one = field_called(all, name, plain);
            one.said.emplace_back(model->name, text_of(plain, "description"));
        }
        for (auto const& facts : typed_facts(*model))
            for (auto& one : all)
                if (one.name == facts.name && one.in_words.empty()) one.in_words = facts.words;
    }
    return all;
}

bool is_needed_by_all(std::vector<jimeng::model_entry const*> const& models, std::string_view name)
{
    return std::all_of(models.begin(), models.end(), [name](auto const* model) {
        auto const schema = own_schema(*model);
        auto const& needed = schema.at("required").as_array();
        return std::any_of(needed.begin(), needed.end(), [name](auto const& one) { return one.as_string() == name; });
    });
}

json::object model_property(std::vector<jimeng::model_entry const*> const& models)
{
    json::array names;
    std::string titles;
    for (auto const* const model : models) {
        names.push_back(json::string{model->name});
        titles += (titles.empty() ? "" : "; ") + std::string{model->name} + ": " + std::string{model->title};
    }
    return {{"type", "string"},
            {"enum", std::move(names)},
            {"default", models.front()->name},
            {"description", titles + ". list_models tells the exact fields of one"}};
}

/// The field as its models describe it stands there, and its other names say so.
json::object images_property(std::vector<jimeng::model_entry const*> const& models, allowed_folders const& folders,
                             std::string const& by_model)
{
    std::string with_files;
    std::string without;
    for (auto const* const model : models) {
        auto const facts = images_of(*model);
        if (!facts) continue;
        auto& list = takes_files(*model) ? with_files : without;
        (list += list.empty() ? "" : ", ") += model->name;
    }
    auto const files = folders.empty() ? "which this server may not read (it was started without --allow)"
                                       : "inside " + folders.words();
    return {{"type", "array"},
            {"items", {{"type", "string"}}},
            {"description", "input pictures: http or https addresses, or paths of local files " + files +
                                "; models that take files: " + with_files + "; addresses only: " + without + ". " +
                                by_model}};
}

/// The service takes a number where people have words, as `2K` for a size: the server takes both, as the command does.
/// @return What is said of the field.
std::string take_words(shared_field& field, std::string said)
{
    if (field.in_words.empty() || text_of(field.schema, "type") != "integer") return said;
    field.schema["type"] = json::array{"integer", "string"}; // no anyOf: many clients refuse a schema with alternatives
    return said + "; or in words: " + field.in_words;
}

bool is_of_images(std::vector<jimeng::model_entry const*> const& models, std::string_view name)
{
    return std::any_of(models.begin(), models.end(), [name](auto const* model) {
        auto const facts = images_of(*model);
        return facts && (facts->name == name || facts->alternative == name);
    });
}

} // namespace

json::object input_schema(std::vector<jimeng::model_entry const*> const& models, allowed_folders const& folders,
                          bool with_images)
{
    json::object properties{{"model", model_property(models)}};
    json::array required;
    auto fields = fields_of(models);
    if (with_images) {
        std::string by_model;
        for (auto const& field : fields)
            if (is_of_images(models, field.name) && field.name != base64_field)
                by_model += (by_model.empty() ? "" : "; ") + description_of(field, models.size());
        properties["images"] = images_property(models, folders, by_model);
    }
    for (auto& field : fields) {
        bool const of_images = is_of_images(models, field.name);
        if (!with_images && of_images) continue;
        if (is_needed_by_all(models, field.name)) required.push_back(json::string{field.name});
        field.schema["description"] = field.name == base64_field
                                          ? "images as base64 text; paths or addresses in images are shorter"
                                      : of_images ? "images under the model's own name"
                                                  : take_words(field, description_of(field, models.size()));
        properties[field.name] = std::move(field.schema);
    }
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

json::object short_input_schema(std::vector<jimeng::model_entry const*> const& models)
{
    json::object properties{{"model", model_property(models)},
                            {"images", {{"type", "array"}, {"items", {{"type", "string"}}}}}};
    for (auto& field : fields_of(models)) {
        field.schema.erase("description");
        static_cast<void>(take_words(field, {}));
        properties[field.name] = std::move(field.schema);
    }
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", json::array{}},
            {"additionalProperties", false}};
}

} // namespace command::mcp
