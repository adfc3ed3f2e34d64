// Rules between the members of a request are checked by the compiler where the request passes through checked().
#include <jimeng/core/check.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

using jimeng::checked;
using model = jimeng::text_to_image_v40;

constexpr auto wide = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 4});
constexpr auto widened_by_the_encoder = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>});

#if CASE == 1 // expect: min_ratio_is_above_max_ratio
constexpr auto crossed = checked(model{.prompt = "a cat", .min_ratio = 2, .max_ratio = 0.5});
#endif

#if CASE == 2 // expect: min_ratio_is_above_max_ratio
constexpr auto above_the_default = checked(model{.prompt = "a cat", .min_ratio = 4});
#endif

#if CASE == 3 // expect: width_over_height_is_outside_min_ratio_to_max_ratio
constexpr auto too_wide = checked(model{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 3.5});
#endif

#if CASE == 4 // expect: width_over_height_is_outside_min_ratio_to_max_ratio
constexpr auto too_tall = checked(model{.prompt = "a cat", .size = jimeng::size<1024, 4096>, .min_ratio = 0.3});
#endif

#if CASE == 5 // expect: prompt_is_empty
constexpr auto empty = checked(model{.prompt = jimeng::prompt::unchecked("")});
#endif

#if CASE == 6 // expect: prompt_is_not_valid_utf8
constexpr auto malformed = checked(model{.prompt = jimeng::prompt::unchecked("\xff")});
#endif

// A member of a user's own class brings its own rule.
namespace own {

struct seed {
    int number = 0;
    jimeng::rule broken = jimeng::rules::none;
    constexpr bool empty() const { return false; }
    constexpr int value() const { return number; }
};
constexpr jimeng::rule broken_rule_of_value(seed const& value) noexcept
{
    return value.broken;
}

struct model_with_seed {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    jimeng::prompt prompt;
    own::seed seed{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &model_with_seed::prompt, "">{},
                                       jimeng::field<"seed", &model_with_seed::seed, "">{});
    }
};

} // namespace own

constexpr auto good_seed = checked(own::model_with_seed{.prompt = "a cat"});

#if CASE == 8 // expect: scale_lies_outside_1_to_100
constexpr auto rule_of_a_number =
    checked(own::model_with_seed{.prompt = "a cat", .seed = {0, jimeng::rules::scale_within_1_to_100}});
#endif

#if CASE == 9 // expect: a_rule_for_values_found_at_run_time_is_broken
constexpr auto rule_of_no_literal =
    checked(own::model_with_seed{.prompt = "a cat", .seed = {0, jimeng::rules::choice_is_known}});
#endif

#if CASE == 10 // expect: a_rule_for_values_found_at_run_time_is_broken
constexpr auto rule_of_tomorrow =
    checked(own::model_with_seed{.prompt = "a cat", .seed = {0, static_cast<jimeng::rule>(4711)}});
#endif

#if CASE == 7
// expect-gcc: no matching function for call to 'checked(int)'
// expect-clang: no matching function for call to 'checked'
constexpr auto no_request = checked(40);
#endif
