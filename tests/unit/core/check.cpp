#include <jimeng/core/check.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <boost/hana/tuple.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_check)

namespace {

using jimeng::broken_rule;
using jimeng::check;
using jimeng::prompt;
using jimeng::rule;
namespace rules = jimeng::rules;
using jimeng::text_to_image_v40;

/// A model of a user's own: no size and no ratios.
struct own_request {
    static constexpr std::string_view req_key = "own_key", name = "own", title = "Own model";
    jimeng::prompt prompt;

    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &own_request::prompt, "what it shows">{});
    }
};

static_assert(broken_rule(text_to_image_v40{.prompt = "a cat"}) == rules::none);
static_assert(broken_rule(own_request{.prompt = prompt::unchecked("")}) == rules::prompt_has_text);
static_assert(broken_rule(own_request{.prompt = prompt::unchecked(" \u3000")}) == rules::prompt_is_visible);

constexpr auto wide = jimeng::checked(text_to_image_v40{
    .prompt = "a wide valley",
    .size = jimeng::size<4096, 1024>,
    .max_ratio = 4.0,
});
static_assert(wide.size.sides() == jimeng::image_size{4096, 1024}, "checked hands the request back unchanged");
static_assert(wide.max_ratio.value() == 4.0);

BOOST_AUTO_TEST_CASE(the_length_of_a_prompt_is_only_advice)
{
    std::string const long_text(801, 'a');
    text_to_image_v40 const request{.prompt = prompt::unchecked(long_text)};
    BOOST_TEST(broken_rule(request) == rules::none);
    BOOST_TEST(!check(request));
}

BOOST_AUTO_TEST_CASE(empty_and_malformed_prompts_are_refused_even_unchecked)
{
    BOOST_TEST(broken_rule(text_to_image_v40{.prompt = prompt::unchecked("")}) == rules::prompt_has_text);
    BOOST_TEST(broken_rule(text_to_image_v40{.prompt = prompt::unchecked("\xff")}) == rules::prompt_is_utf8);
    auto const found = check(text_to_image_v40{.prompt = prompt::unchecked("")});
    BOOST_TEST(found.field == "prompt");
    BOOST_TEST(jimeng::describe(found) == "prompt: prompt is empty; say what the picture shows");
}

BOOST_AUTO_TEST_CASE(sides_outside_the_callers_own_bounds_are_named_with_the_bounds)
{
    text_to_image_v40 const request{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 3.5};
    auto const found = check(request);
    BOOST_TEST(found.broken == rules::size_within_min_and_max_ratio);
    BOOST_TEST(found.field == "size");
    BOOST_TEST(found.value == "4096x1024");
    BOOST_TEST(found.limit == "0.3333333333333333 to 3.5");
}

BOOST_AUTO_TEST_CASE(bounds_the_wrong_way_round_are_named)
{
    text_to_image_v40 const request{.prompt = "a cat", .min_ratio = 2.0, .max_ratio = 0.5};
    auto const found = check(request);
    BOOST_TEST(found.broken == rules::min_ratio_at_most_max_ratio);
    BOOST_TEST(found.field == "min_ratio");
    BOOST_TEST(found.limit == "2 to 0.5");
}

BOOST_AUTO_TEST_CASE(sides_outside_the_default_bounds_are_kept_because_the_encoder_widens_them)
{
    BOOST_TEST(broken_rule(text_to_image_v40{.prompt = "a cat", .size = jimeng::size<4096, 1024>}) == rules::none);
    BOOST_TEST(broken_rule(jimeng::seedream_v46{.prompt = "a cat", .size = jimeng::size<1024, 4096>}) == rules::none);
}

BOOST_AUTO_TEST_CASE(a_request_without_sides_is_checked_too)
{
    BOOST_TEST(broken_rule(own_request{.prompt = "a cat"}) == rules::none);
    BOOST_TEST(check(own_request{.prompt = prompt::unchecked("\xc3")}).field == "prompt");
}

BOOST_AUTO_TEST_CASE(a_kept_rule_is_no_violation_and_names_no_field)
{
    auto const found = check(text_to_image_v40{.prompt = "a cat"});
    BOOST_TEST(!found);
    BOOST_TEST(found.field.empty());
    BOOST_TEST(found.value.empty());
    BOOST_TEST(found.limit.empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
