#ifndef JIMENG_WIRE_IMPL_JSON_SCHEMA_IPP
#define JIMENG_WIRE_IMPL_JSON_SCHEMA_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/core/value_facts.hpp>
#include <jimeng/wire/json_schema.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
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

/// What `parse_url` takes, but for the length of a host and the numbers that no port has.
inline constexpr std::string_view address_pattern = R"(^[Hh][Tt][Tt][Pp][Ss]?://)"
                                                    R"((\[[0-9A-Za-z.:]+\]|[0-9A-Za-z._-]+)(:[0-9]{1,5})?)"
                                                    R"(([/?][!$-;=?-\[\]-~]*)?$)";

/// A text that somebody would see, without nul characters. Characters that need two UTF-16 units count as seen: not every
/// reader of patterns takes them as one.
[[nodiscard]] inline std::string make_visible_pattern()
{
    auto const escaped = [](char32_t c) {
        constexpr std::string_view digits = "0123456789ABCDEF";
        std::string text = "\\u";
        for (int shift = 12; shift >= 0; shift -= 4)
            text += digits[(c >> shift) & 15];
        return text;
    };
    std::string pattern = "^[^\\u0000]*[^";
    for (char32_t c = 0; c != 0x10000; ++c) {
        if (!is_blank(c)) continue;
        auto const first = c;
        while (is_blank(c + 1))
            ++c;
        pattern += first == c ? escaped(c) : escaped(first) + "-" + escaped(c);
    }
    return pattern + "][^\\u0000]*$";
}
[[nodiscard]] inline std::string const& visible_pattern()
{
    static auto const pattern = make_visible_pattern();
    return pattern;
}

/// Writes the properties, and remembers what is to be said of them together.
class schema_sink final : public facts_sink, public rules_sink {
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
        write_text(facts);
        write_list(facts);
        write_choices(facts);
        if (!facts.standard.empty()) write_standard(facts);
        json_.end_object();
        members_.push_back({facts.name, facts.alternative, facts.together_with, facts.holds == value_facts::type::texts,
                            facts.required});
    }
    void at_least_one(std::string_view one, std::string_view other) override { needed_.push_back({one, other}); }
    void not_beside(std::string_view name, std::string_view other) override { few_.push_back({name, other, 0}); }
    void only_beside(std::string_view name, std::string_view other) override { only_.push_back({name, other}); }
    void few_beside(std::string_view name, std::string_view list, std::size_t most) override
    {
        few_.push_back({name, list, most});
    }

    /// What is to be said of several members.
    void write_rules()
    {
        json_.key("required");
        json_.begin_array();
        for (auto const& one : members_)
            if (one.required && one.alternative.empty()) json_.value(one.name);
        json_.end_array();
        write_together();
        if (!has_rules()) return; // an empty list is no schema
        json_.key("allOf");
        json_.begin_array();
        for (auto const& one : members_)
            if (one.name < one.alternative) write_alternatives(one);
        for (auto const& [one, other] : needed_) {
            json_.begin_object();
            write_any_of({one, other});
            json_.end_object();
        }
        for (auto const& [name, other] : only_)
            write_where_set(name, [this, other = other] { write_any_of({other}); });
        for (auto const& one : few_)
            write_where_set(one.name, [this, &one] { write_few(one.list, one.most); });
        json_.end_array();
    }

private:
    struct described {
        std::string_view name;
        std::string_view alternative;
        std::string_view together_with;
        bool is_list;
        bool required;
    };
    struct few {
        std::string_view name;
        std::string_view list;
        std::size_t most;
    };
    using names = std::vector<std::string_view>;

    [[nodiscard]] described of(std::string_view name) const
    {
        for (auto const& one : members_)
            if (one.name == name) return one;
        return {name, {}, {}, false, false};
    }
    /// The name, and the other one that the same member may have.
    [[nodiscard]] names names_of(std::string_view name) const
    {
        auto const other = of(name).alternative;
        return other.empty() ? names{name} : names{name, other};
    }

    [[nodiscard]] bool has_rules() const
    {
        bool any = !needed_.empty() || !only_.empty() || !few_.empty();
        for (auto const& one : members_)
            any = any || !one.alternative.empty();
        return any;
    }
    void write_together()
    {
        json_.key("dependentRequired");
        json_.begin_object();
        for (auto const& one : members_)
            if (!one.together_with.empty()) write_names(one.name, {one.together_with});
        json_.end_object();
    }
    void write_alternatives(described const& one)
    {
        if (one.required) {
            json_.begin_object();
            write_any_of({one.name});
            json_.end_object();
        }
        json_.begin_object();
        json_.key("not");
        json_.begin_object();
        write_names("required", {one.name, one.alternative});
        json_.end_object();
        json_.end_object();
    }
    void write_any_of(names const& members)
    {
        json_.key("anyOf");
        json_.begin_array();
        for (auto const member : members)
            for (auto const name : names_of(member)) {
                json_.begin_object();
                write_names("required", {name});
                if (of(name).is_list) write_property(name, "minItems", 1);
                json_.end_object();
            }
        json_.end_array();
    }
    /// @param write  Writes what holds then.
    template <class Write>
    void write_where_set(std::string_view member, Write write)
    {
        for (auto const name : names_of(member)) {
            json_.begin_object();
            json_.key("dependentSchemas");
            json_.begin_object();
            json_.key(name);
            json_.begin_object();
            write();
            json_.end_object();
            json_.end_object();
            json_.end_object();
        }
    }
    void write_few(std::string_view list, std::size_t most)
    {
        json_.key("properties");
        json_.begin_object();
        for (auto const name : names_of(list)) {
            json_.key(name);
            if (of(name).is_list)
                write_object("maxItems", static_cast<std::int64_t>(most));
            else
                json_.value(false);
        }
        json_.end_object();
    }
    void write_property(std::string_view name, std::string_view keyword, std::int64_t number)
    {
        json_.key("properties");
        json_.begin_object();
        json_.key(name);
        write_object(keyword, number);
        json_.end_object();
    }
    void write_object(std::string_view keyword, std::int64_t number)
    {
        json_.begin_object();
        json_.member(keyword, number);
        json_.end_object();
    }
    void write_names(std::string_view key, names const& all)
    {
        json_.key(key);
        json_.begin_array();
        for (auto const name : all)
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
    }
    void write_text(value_facts const& facts)
    {
        if (facts.holds != value_facts::type::text || !facts.choices.empty()) return;
        if (facts.required || facts.visible) json_.member("minLength", std::int64_t{1});
        if (facts.longest != 0) json_.member("maxLength", static_cast<std::int64_t>(facts.longest));
        if (facts.visible) json_.member("pattern", std::string_view{visible_pattern()});
        if (facts.format == "uri") write_address();
    }
    void write_address()
    {
        json_.member("format", "uri");
        json_.member("pattern", address_pattern);
    }
    void write_list(value_facts const& facts)
    {
        if (facts.holds != value_facts::type::texts) return;
        json_.key("items");
        json_.begin_object();
        json_.member("type", "string");
        if (facts.format == "byte") json_.member("contentEncoding", "base64");
        if (facts.format == "uri") write_address();
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
    std::vector<described> members_;
    std::vector<std::pair<std::string_view, std::string_view>> needed_;
    std::vector<std::pair<std::string_view, std::string_view>> only_;
    std::vector<few> few_;
};

} // namespace detail

JIMENG_DECL std::string json_schema(model_entry const& model)
{
    json_writer json;
    json.begin_object();
    json.member("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.member("title", model.title);
    json.member("type", "object");
    json.key("properties");
    json.begin_object();
    detail::schema_sink properties{json};
    model.describe(properties);
    json.end_object();
    model.describe_rules(properties);
    properties.write_rules();
    json.member("additionalProperties", false);
    json.end_object();
    return json.take();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
