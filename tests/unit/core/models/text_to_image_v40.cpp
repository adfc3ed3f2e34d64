#include <jimeng/core/models/text_to_image_v40.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>

#include <concepts>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_text_to_image_v40)

namespace {

using model = jimeng::text_to_image_v40;

static_assert(jimeng::described_request<model>);
static_assert(model::req_key == "jimeng_t2i_v40");
static_assert(model::result::most == 15);
static_assert(decltype(model::image_urls)::max_count == 10);
static_assert(decltype(model::size)::limits.min_area == 1048576);
static_assert(decltype(model::size)::limits.max_area == 16777216);
static_assert(decltype(model::size)::limits.max_ratio == 16);
static_assert(std::same_as<decltype(model::scale), jimeng::scale_fraction>);
static_assert(!std::same_as<decltype(model::scale), jimeng::scale_percent>);
static_assert(!std::default_initializable<model>, "a request must name its prompt");

BOOST_AUTO_TEST_CASE(a_prompt_is_enough)
{
    constexpr model request{.prompt = "a cat"};
    static_assert(jimeng::broken_rule(request) == jimeng::rules::none);
    BOOST_TEST(request.size.area() == 4194304);
    BOOST_TEST(request.image_urls.empty());
    BOOST_TEST(request.scale.empty());
    BOOST_TEST(!request.force_single);
    BOOST_TEST(request.min_ratio.empty());
    BOOST_TEST(request.max_ratio.empty());
}

BOOST_AUTO_TEST_CASE(every_member_can_be_given_as_a_literal)
{
    constexpr model request{
        .prompt = "a cat",
        .image_urls = {"https://example.com/1.png", "https://example.com/2.png"},
        .size = jimeng::size<2560, 1440>,
        .scale = 0.7,
        .force_single = true,
        .min_ratio = 0.5,
        .max_ratio = 2,
    };
    static_assert(jimeng::broken_rule(request) == jimeng::rules::none);
    BOOST_TEST(request.image_urls.size() == 2U);
    BOOST_TEST(request.size.sides().width == 2560);
    BOOST_TEST(request.scale.value() == 0.7);
    BOOST_TEST(request.max_ratio.value() == 2.0);
}

BOOST_AUTO_TEST_CASE(the_fields_are_the_pages_in_their_order)
{
    std::vector<std::string> names;
    model const request{.prompt = "a cat"};
    jimeng::for_each_field(request, [&](auto described, auto const&) {
        names.emplace_back(described.name);
        BOOST_TEST(!described.summary.empty());
    });
    BOOST_TEST((names == std::vector<std::string>{"prompt", "image_urls", "size", "scale", "force_single", "min_ratio",
                                                  "max_ratio"}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
