#ifndef JIMENG_WIRE_IMPL_JSON_SCHEMA_IPP
#define JIMENG_WIRE_IMPL_JSON_SCHEMA_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/wire/json_schema.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

[[nodiscard]] inline std::string_view schema_type_of(value_facts::type type) noexcept
{
    switch (type) {
    case value_facts::type::text: return "string";
    case value_facts::type::whole: return "integer";
    case value_facts::type::real: return "number";
    case value_facts::type::truth: return "boolean";
    case value_facts::type::texts: return "array";
    }
    return "string";
}

/// Writes the properties and remembers which of them are required.
class schema_sink final : public facts_sink {
public:
    explicit schema_sink(json_writer& json) : json_{json} {}

    void value(value_facts const& facts) override
    {
        if (facts.typed_only) return;
        json_.key(facts.name);
        json_.begin_object();
        json_.member("type", schema_type_of(facts.holds));
        if (!facts.summary.empty()) json_.member("description", facts.summary);
        write_range(facts);
        write_list(facts);
        write_choices(facts);
        if (!facts.standard.empty()) write_standard(facts);
        json_.end_object();
        if (!facts.required) return;
        if (facts.alternative.empty())
            required_.push_back(facts.name);
        else if (!alternatives_.empty() && alternatives_.back().second == facts.name)
            return;
        else
            alternatives_.emplace_back(facts.name, facts.alternative);
    }

    /// What no request may leave out.
    void write_required()
    {
        write_names("required", required_);
        if (alternatives_.empty()) return;
        json_.key("allOf");
        json_.begin_array();
        for (auto const& [one, other] : alternatives_) {
            json_.begin_object();
            json_.key("anyOf");
            json_.begin_array();
            for (auto const name : {one, other}) {
                json_.begin_object();
                write_names("required", {name});
                json_.end_object();
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

private:
    void write_names(std::string_view key, std::vector<std::string_view> const& names)
    {
        json_.key(key);
        json_.begin_array();
        for (auto const name : names)
            json_.value(name);
        json_.end_array();
    }
    void write_range(value_facts const& facts)
    {
        bool const whole = facts.holds == value_facts::type::whole;
        auto const bound = [&](std::string_view name, double number) {
            constexpr double exact = 9007199254740992.0; // beyond 2^53 a bound would be another one
            if (!whole)
                json_.member(name, number);
            else if (number >= -exact && number <= exact)
                json_.member(name, static_cast<std::int64_t>(number));
        };
        if (facts.least) bound("minimum", *facts.least);
        if (facts.most) bound("maximum", *facts.most);
        if (facts.required && facts.holds == value_facts::type::text) json_.member("minLength", std::int64_t{1});
        if (facts.longest != 0) json_.member("maxLength", static_cast<std::int64_t>(facts.longest));
    }
    void write_list(value_facts const& facts)
    {
        if (facts.holds != value_facts::type::texts) return;
        json_.key("items");
        json_.begin_object();
        json_.member("type", "string");
        if (facts.format == "byte") json_.member("contentEncoding", "base64");
        if (facts.format == "uri") json_.member("format", "uri");
        json_.end_object();
        if (facts.fewest_items != 0) json_.member("minItems", static_cast<std::int64_t>(facts.fewest_items));
        if (facts.most_items != 0) json_.member("maxItems", static_cast<std::int64_t>(facts.most_items));
    }
    void write_choices(value_facts const& facts)
    {
        if (facts.choices.empty()) return;
        json_.key("enum");
        json_.begin_array();
        for (auto const choice : facts.choices)
            write_word(facts, choice);
        json_.end_array();
    }
    void write_standard(value_facts const& facts)
    {
        json_.key("default");
        write_word(facts, facts.standard);
    }
    /// Numbers stand as text in the facts.
    void write_word(value_facts const& facts, std::string_view word)
    {
        auto const number = read_number<double>(word);
        auto const whole = read_number<std::int64_t>(word);
        if (facts.holds == value_facts::type::whole && whole)
            json_.value(*whole);
        else if (facts.holds == value_facts::type::real && number)
            json_.value(*number);
        else if (facts.holds == value_facts::type::truth)
            json_.value(word == "true");
        else
            json_.value(word);
    }

    json_writer& json_;
    std::vector<std::string_view> required_;
    std::vector<std::pair<std::string_view, std::string_view>> alternatives_; ///< One of each pair.
};

} // namespace detail

JIMENG_DECL std::string json_schema(model_entry const& model)
{
    json_writer json;
    json.begin_object();
    json.member("type", "object");
    json.key("properties");
    json.begin_object();
    detail::schema_sink properties{json};
    model.describe(properties);
    json.end_object();
    properties.write_required();
    json.member("additionalProperties", false);
    json.end_object();
    return json.take();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
