#ifndef JIMENG_WIRE_IMPL_ANY_REQUEST_IPP
#define JIMENG_WIRE_IMPL_ANY_REQUEST_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/utf8.hpp>
#include <jimeng/wire/any_request.hpp>
#include <jimeng/wire/decode.hpp>
#include <jimeng/wire/detail/json_source.hpp>
#include <jimeng/wire/detail/text_source.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline std::vector<value_facts> facts_of(model_entry const& model)
{
    kept_facts facts;
    model.describe(facts);
    return std::move(facts.all);
}

inline bool is_field(std::vector<value_facts> const& facts, std::string_view name)
{
    auto const is_it = [name](auto const& one) { return !one.typed_only && one.name == name; };
    return std::any_of(facts.begin(), facts.end(), is_it);
}

inline violation check_names(model_entry const& model, boost::json::object const& fields)
{
    auto const facts = facts_of(model);
    for (auto const& [key, value] : fields) {
        std::string_view const name{key.data(), key.size()};
        bool const is_key = name == "req_key" && value.is_string() && view(value.get_string()) == model.req_key;
        if (!is_key && !is_field(facts, name))
            return {rules::field_is_known, std::string{name}, "of model " + std::string{model.name}, ""};
    }
    return {};
}

} // namespace detail

JIMENG_DECL parsed<any_request> any_request::from(model_entry const& model, field_source& fields)
{
    request_outline outline;
    any_request made{model, jimeng::prepare(model, fields, outline)};
    if (made.prepared_.broken) return made.prepared_.broken;
    made.outline_ = std::move(outline);
    return made;
}

JIMENG_DECL parsed<any_request> any_request::from_json(model_entry const& model, std::string_view json, any_options how)
{
    auto const fields = detail::parse_object(json);
    if (!fields) return violation{rules::request_is_object, "request", "", ""};
    if (auto why = detail::check_names(model, *fields)) return why;
    detail::json_source source{*fields, how.beyond_advice, how.undocumented, true};
    return from(model, source);
}

JIMENG_DECL parsed<any_request> any_request::from_texts(model_entry const& model, std::span<named_text const> fields,
                                                        any_options how)
{
    auto const facts = detail::facts_of(model);
    detail::text_source source{facts, fields, how.beyond_advice, how.undocumented};
    if (auto const name = source.foreign_name(); !name.empty())
        return violation{rules::field_is_known, std::string{name}, "of model " + std::string{model.name}, ""};
    return from(model, source);
}

JIMENG_DECL violation any_request::add(std::string_view name, std::string_view json)
{
    auto const is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_plain))
        return {rules::extra_has_name, std::string{name}, "", ""};
    if (!is_utf8(json) || !is_whole_json(json)) return {rules::extra_is_json, std::string{name}, std::string{json}, ""};
    auto const own = " " + std::string{name} + " ";
    if (name == "req_key" || detail::is_field(detail::facts_of(*model_), name) ||
        extras_.find(own) != std::string::npos)
        return {rules::extra_is_new, std::string{name}, "", ""};
    extras_ += own;
    auto const behind_key = prepared_.body.find('"', std::string_view{R"({"req_key":")"}.size()) + 1;
    prepared_.body.insert(behind_key, ",\"" + std::string{name} + "\":" + std::string{json});
    return {};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
