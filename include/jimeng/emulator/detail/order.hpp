#ifndef JIMENG_EMULATOR_DETAIL_ORDER_HPP
#define JIMENG_EMULATOR_DETAIL_ORDER_HPP

#include <jimeng/core/aspect_ratio.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/core/request_outline.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/core/values/input_image.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/emulator/detail/json_input.hpp>
#include <jimeng/emulator/detail/late_refusal.hpp>
#include <jimeng/emulator/detail/request_members.hpp>
#include <jimeng/wire/detail/json_source.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// What a submit asks for, read by the description of its model.
struct order {
    model_entry const* model = nullptr;
    std::string text;                ///< In the user's words.
    std::string said;                ///< The same, and other texts that hold reserved words.
    std::string response;            ///< `resp_data`, but for its links.
    std::vector<std::string> inputs; ///< Pictures that are seen again: addresses, or base64.
    request_outline outline;         ///< Its text is the body's.
    refusal late;                    ///< What the task ends with.
};

[[nodiscard]] inline bool is_rule_of_presence(rule broken)
{
    return broken == rules::value_is_present || broken == rules::prompt_has_text || broken == rules::text_is_there;
}

/// Whether both say the same, one of an image and the other perhaps of a video or a file.
[[nodiscard]] inline bool alike(rule broken, rule of_images)
{
    auto const told = sentence(broken), known = sentence(of_images);
    return told.substr(std::min(told.find(' '), told.size())) == known.substr(known.find(' '));
}

/// @par Source The message was seen with a `file://` address; its code is assumed.
[[nodiscard]] inline bool is_rule_of_addresses(rule broken)
{
    return alike(broken, rules::image_url_is_http) || alike(broken, rules::image_url_is_encoded) ||
           alike(broken, rules::image_url_is_plain);
}

/// The code for what is wrong with a picture inside the request; the rest of its limits have none.
/// @par Source "binary data width or height too small" with 50207 was seen; the others follow from the codes' meanings.
[[nodiscard]] inline refusal refusal_of_picture(rule broken)
{
    if (broken == rules::image_sides_long_enough)
        return {static_cast<int>(service_errc::image_undecodable), "binary data width or height too small"};
    if (broken == rules::image_sides_within_limit || broken == rules::image_ratio_within_limit)
        return refuse(service_errc::image_dimensions, "input image", sentence(broken));
    if (broken == rules::image_file_is_png_or_jpeg || broken == rules::image_size_is_readable)
        return refuse(service_errc::image_undecodable, "input image", sentence(broken));
    return {};
}

/// Which code a finding gives is assumed: see `service`.
[[nodiscard]] inline refusal refusal_of(violation const& why)
{
    if (why.broken == rules::type_is_right)
        return refuse(service_errc::parameter_type, why.field, why.limit.empty() ? "another type" : "not " + why.limit);
    if (is_rule_of_presence(why.broken)) return refuse(service_errc::missing_parameter, why.field, "missing or empty");
    if (is_rule_of_addresses(why.broken))
        return {static_cast<int>(service_errc::input_invalid), "Download Url Error.: download image url failed"};
    if (auto refused = refusal_of_picture(why.broken)) return refused;
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

[[nodiscard]] inline violation read_members(boost::json::object const& body, bool undocumented, order& into)
{
    jimeng::detail::json_source source{body, true, undocumented};
    request_members members{into.outline, into.model->sample_response};
    if (auto const why = into.model->read(source, members, into.outline)) return why;
    into.text = into.outline.text;
    into.said = into.text + members.said;
    into.response = std::move(members.response);
    into.inputs = std::move(members.inputs);
    return {};
}

/// A number that no page lists is not looked at on submit: the task ends with it.
[[nodiscard]] inline refusal read_order(boost::json::object const& body, order& into)
{
    auto why = read_members(body, false, into);
    if (why && is_about_a_number(why, body)) {
        into.late = late_refusal_of(why);
        why = read_members(body, true, into);
    }
    return why ? refusal_of(why) : check_sides(into.outline);
}

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
