#ifndef JIMENG_CORE_RULES_HPP
#define JIMENG_CORE_RULES_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace jimeng {

/// The rules a request can break, each named by what holds when it is kept.
///
/// `sentence` gives the words that the compiler prints when a literal breaks the rule and that every message about a
/// value found at run time carries too.
enum class rule {
    none,
    prompt_has_text,
    prompt_is_visible,
    prompt_without_nul,
    prompt_is_utf8,
    prompt_within_800_code_points,
    area_at_least_minimum,
    area_at_most_maximum,
    sides_are_positive,
    sides_within_ratio_16,
    size_is_known,
    width_and_height_together,
    scale_within_0_to_1,
    scale_has_two_decimals,
    scale_within_1_to_100,
    scale_is_whole,
    aspect_ratio_within_16,
    min_ratio_at_most_max_ratio,
    size_within_min_and_max_ratio,
    image_url_is_http,
    image_url_is_encoded,
    image_url_is_plain,
    image_count_within_limit,
    image_file_is_readable,
    image_file_within_15_mib,
    image_file_is_png_or_jpeg,
    opacity_within_0_to_1,
    producer_id_present,
    text_is_utf8,
    task_id_is_printable,
    number_is_readable,
    choice_is_known,
};

namespace detail {

struct rule_words {
    std::string_view sentence;
    std::string_view remedy;
};

constexpr rule_words words_of(rule r) noexcept
{
    switch (r) {
    case rule::none: return {"no rule is broken", ""};
    case rule::prompt_has_text: return {"prompt is empty", "say what the picture shows"};
    case rule::prompt_is_visible:
        return {"prompt holds blanks and unseen characters only", "say what the picture shows"};
    case rule::prompt_without_nul:
        return {"prompt contains a nul character or lacks its end", "give text, for instance a string literal"};
    case rule::prompt_is_utf8: return {"prompt is not valid utf8", "save the text as UTF-8"};
    case rule::prompt_within_800_code_points:
        return {"prompt is longer than 800 code points",
                "shorten it; the limit is the page's advice, see prompt::unchecked"};
    case rule::area_at_least_minimum:
        return {"width*height is below the smallest area this model accepts", "choose larger sides or 1K, 2K, 4K"};
    case rule::area_at_most_maximum:
        return {"width*height is above the largest area this model accepts", "choose smaller sides or 1K, 2K, 4K"};
    case rule::sides_are_positive:
        return {"width and height are not positive", "give both in pixels, for instance 2560x1440"};
    case rule::sides_within_ratio_16:
        return {"width/height lies outside 1/16 to 16", "choose sides closer to each other"};
    case rule::size_is_known:
        return {"size is neither 1K, 2K, 4K nor WIDTHxHEIGHT", "write for instance 2K or 2560x1440"};
    case rule::width_and_height_together: return {"width and height are given only together", "give both, or a size"};
    case rule::scale_within_0_to_1: return {"scale lies outside 0 to 1", "give a fraction such as 0.5"};
    case rule::scale_has_two_decimals: return {"scale has more than two decimals", "round it to two decimals"};
    case rule::scale_within_1_to_100: return {"scale lies outside 1 to 100", "give a whole number such as 50"};
    case rule::scale_is_whole:
        return {"this model's scale is an integer from 1 to 100, not a fraction", "give a whole number such as 50"};
    case rule::aspect_ratio_within_16:
        return {"aspect ratio lies outside 1/16 to 16", "write for instance 0.33, 1/3 or 1:3"};
    case rule::min_ratio_at_most_max_ratio:
        return {"min ratio is above max ratio", "set both; unset they are 1/3 and 3"};
    case rule::size_within_min_and_max_ratio:
        return {"width over height is outside min ratio to max ratio", "widen the ratios or change the sides"};
    case rule::image_url_is_http: return {"image url is not http or https", "give a public http or https address"};
    case rule::image_url_is_encoded:
        return {"image url holds a character that must be percent encoded",
                "write %20 for a blank, and the bytes of other letters likewise"};
    case rule::image_url_is_plain:
        return {"image url has a user name, a fragment or a host that cannot be", "give the address without them"};
    case rule::image_count_within_limit: return {"more input images than this model accepts", "give fewer images"};
    case rule::image_file_is_readable:
        return {"input image is not a readable file", "give the path of an ordinary file"};
    case rule::image_file_within_15_mib: return {"input image is larger than 15 MiB", "make the picture smaller"};
    case rule::image_file_is_png_or_jpeg: return {"input image is neither PNG nor JPEG", "save it as one of them"};
    case rule::opacity_within_0_to_1: return {"opacity lies outside 0 to 1", "0 is invisible, 1 is opaque"};
    case rule::producer_id_present: return {"producer id is missing", "the label needs it: set aigc_meta::producer_id"};
    case rule::text_is_utf8: return {"text is not valid utf8", "save the text as UTF-8"};
    case rule::task_id_is_printable:
        return {"task id is not 1 to 64 visible ascii characters", "copy the id that submit printed"};
    case rule::number_is_readable: return {"value is not a number", "write digits, with a point for decimals"};
    case rule::choice_is_known: return {"value is not one of the choices", "take one of the listed words"};
    }
    return {"unknown rule", ""};
}

} // namespace detail

/// The words of a broken rule, the same at compile time and at run time.
[[nodiscard]] constexpr std::string_view sentence(rule r) noexcept
{
    return detail::words_of(r).sentence;
}

/// What to do about it.
[[nodiscard]] constexpr std::string_view remedy(rule r) noexcept
{
    return detail::words_of(r).remedy;
}

/// A broken rule with the value that broke it.
struct violation {
    rule broken = rule::none;
    std::string field{}; ///< As the wire names it.
    std::string value{}; ///< As given; it may be the user's text, so escape it before showing.
    std::string limit{}; ///< Empty where the sentence says it all.

    explicit operator bool() const noexcept { return broken != rule::none; }
};

/// One line: field, value, sentence, limit, remedy.
[[nodiscard]] inline std::string describe(violation const& v)
{
    std::string line = v.field;
    if (!v.value.empty()) (line += ' ') += v.value;
    (line += ": ") += sentence(v.broken);
    if (!v.limit.empty()) ((line += " (limit ") += v.limit) += ')';
    if (!remedy(v.broken).empty()) (line += "; ") += remedy(v.broken);
    return line;
}

/// A value that was checked at run time, or the rule it broke.
template <class T>
class [[nodiscard]] parsed {
public:
    parsed(T value) : value_{std::move(value)} {}
    parsed(violation why) : why_{std::move(why)} {}

    [[nodiscard]] bool has_value() const noexcept { return value_.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    /// @pre `has_value()`.
    T const& operator*() const noexcept { return *value_; }
    T const* operator->() const noexcept { return &*value_; }
    /// Why there is no value; `rule::none` where there is one.
    [[nodiscard]] violation const& why() const noexcept { return why_; }

private:
    std::optional<T> value_;
    violation why_;
};

/// Functions that are declared and never defined: a literal that breaks a rule calls one while it is evaluated at
/// compile time, and the compiler prints its name.
namespace rejected {

void prompt_is_empty();
void prompt_holds_blanks_and_unseen_characters_only();
void prompt_contains_a_nul_character_or_lacks_its_end();
void prompt_is_not_valid_utf8();
void prompt_is_longer_than_800_code_points();
void scale_lies_outside_0_to_1();
void scale_has_more_than_two_decimals();
void scale_lies_outside_1_to_100();
void aspect_ratio_lies_outside_1_16_to_16();
void min_ratio_is_above_max_ratio();
void width_over_height_is_outside_min_ratio_to_max_ratio();
void image_url_is_not_http_or_https();
void image_url_holds_a_character_that_must_be_percent_encoded();
void image_url_has_a_user_name_a_fragment_or_a_host_that_cannot_be();
void opacity_lies_outside_0_to_1();
void a_rule_for_values_found_at_run_time_is_broken();

} // namespace rejected

namespace detail {

/// Ends an evaluation at compile time with the words of the broken rule. Every literal passes through here, and the
/// compiler warns of a rule that the switch forgets, so none can pass in silence.
consteval void reject(rule broken)
{
    switch (broken) {
    case rule::none: return;
    case rule::prompt_has_text: return rejected::prompt_is_empty();
    case rule::prompt_is_visible: return rejected::prompt_holds_blanks_and_unseen_characters_only();
    case rule::prompt_without_nul: return rejected::prompt_contains_a_nul_character_or_lacks_its_end();
    case rule::prompt_is_utf8: return rejected::prompt_is_not_valid_utf8();
    case rule::prompt_within_800_code_points: return rejected::prompt_is_longer_than_800_code_points();
    case rule::scale_within_0_to_1: return rejected::scale_lies_outside_0_to_1();
    case rule::scale_has_two_decimals: return rejected::scale_has_more_than_two_decimals();
    case rule::scale_within_1_to_100: return rejected::scale_lies_outside_1_to_100();
    case rule::aspect_ratio_within_16: return rejected::aspect_ratio_lies_outside_1_16_to_16();
    case rule::min_ratio_at_most_max_ratio: return rejected::min_ratio_is_above_max_ratio();
    case rule::size_within_min_and_max_ratio: return rejected::width_over_height_is_outside_min_ratio_to_max_ratio();
    case rule::image_url_is_http: return rejected::image_url_is_not_http_or_https();
    case rule::image_url_is_encoded: return rejected::image_url_holds_a_character_that_must_be_percent_encoded();
    case rule::image_url_is_plain: return rejected::image_url_has_a_user_name_a_fragment_or_a_host_that_cannot_be();
    case rule::opacity_within_0_to_1: return rejected::opacity_lies_outside_0_to_1();
    case rule::area_at_least_minimum:
    case rule::area_at_most_maximum:
    case rule::sides_are_positive:
    case rule::sides_within_ratio_16:
    case rule::size_is_known:
    case rule::width_and_height_together:
    case rule::scale_is_whole:
    case rule::image_count_within_limit:
    case rule::image_file_is_readable:
    case rule::image_file_within_15_mib:
    case rule::image_file_is_png_or_jpeg:
    case rule::producer_id_present:
    case rule::text_is_utf8:
    case rule::task_id_is_printable:
    case rule::number_is_readable:
    case rule::choice_is_known: break;
    }
    rejected::a_rule_for_values_found_at_run_time_is_broken();
}

} // namespace detail

} // namespace jimeng

#endif
