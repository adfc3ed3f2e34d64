#ifndef JIMENG_EMULATOR_DETAIL_ORDER_HPP
#define JIMENG_EMULATOR_DETAIL_ORDER_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/json_source.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// What a submit asks for, read by the description of its model.
struct order {
    model_entry const* model = nullptr;
    std::string text;        ///< In the user's words.
    request_outline outline; ///< Its text is the body's.
};

[[nodiscard]] inline bool is_rule_of_presence(rule broken)
{
    return broken == rules::value_is_present || broken == rules::prompt_has_text || broken == rules::text_is_there;
}

/// @par Source The message was seen with a `file://` address; its code is assumed.
[[nodiscard]] inline bool is_rule_of_addresses(rule broken)
{
    return broken == rules::image_url_is_http || broken == rules::image_url_is_encoded ||
           broken == rules::image_url_is_plain;
}

/// Which code a finding gives is assumed: see `service`.
[[nodiscard]] inline refusal refusal_of(violation const& why)
{
    if (why.broken == rules::type_is_right)
        return refuse(service_errc::parameter_type, why.field, why.limit.empty() ? "another type" : "not " + why.limit);
    if (is_rule_of_presence(why.broken)) return refuse(service_errc::missing_parameter, why.field, "missing or empty");
    if (is_rule_of_addresses(why.broken))
        return {static_cast<int>(service_errc::input_invalid), "Download Url Error.: download image url failed"};
    return out_of_range(why.field, sentence(why.broken));
}

/// What the service demands of the sides, whatever the model's own rules say. The bounds have a millionth of play: clients
/// send 0.33 for a third, and sides of exactly 1:3 divide to another double than 1/3.
[[nodiscard]] inline refusal check_sides(request_outline const& wanted)
{
    if (wanted.sides.height == 0 || wanted.most_ratio == 0.0) return {};
    double const ratio = static_cast<double>(wanted.sides.width) / static_cast<double>(wanted.sides.height);
    bool const within = ratio >= wanted.least_ratio * (1 - 1e-6) && ratio <= wanted.most_ratio * (1 + 1e-6);
    return within
               ? refusal{}
               : refuse(service_errc::invalid_parameter, "the sides", sentence(rules::size_within_min_and_max_ratio));
}

[[nodiscard]] inline refusal read_order(boost::json::object const& body, order& into)
{
    json_source source{body};
    discarding_sink nowhere;
    if (auto const why = into.model->read(source, nowhere, into.outline)) return refusal_of(why);
    into.text = into.outline.text;
    return check_sides(into.outline);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
