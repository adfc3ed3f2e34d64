#include <jimeng/core/models/seedream_v46.hpp>

#include <boost/test/unit_test.hpp>

#include "../../print_enum.hpp"

#include <jimeng/core/check.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <concepts>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_seedream_v46)

namespace {

using model = jimeng::seedream_v46;

static_assert(jimeng::described_request<model>);
static_assert(model::req_key == "jimeng_seedream46_cvtob");
static_assert(model::result::most == 15);
static_assert(decltype(model::image_urls)::max_count == 14);
static_assert(decltype(model::size)::limits.min_area == 1048576);
static_assert(decltype(model::size)::limits.max_area == 16777216);
static_assert(decltype(model::size)::limits.max_ratio == 16);
static_assert(std::same_as<decltype(model::scale), jimeng::scale_percent>);
static_assert(!std::same_as<decltype(model::scale), jimeng::scale_fraction>);
static_assert(!std::convertible_to<jimeng::text_to_image_v40, model>);

BOOST_AUTO_TEST_CASE(a_prompt_is_enough)
{
    constexpr model request{.prompt = "a cat"};
    static_assert(jimeng::broken_rule(request) == jimeng::rules::none);
    BOOST_TEST(request.size.area() == 4194304);
    BOOST_TEST(request.scale.empty());
}

BOOST_AUTO_TEST_CASE(the_scale_is_a_whole_number)
{
    constexpr model request{.prompt = "a cat", .scale = 70};
    BOOST_TEST(request.scale.value() == 70);
}

BOOST_AUTO_TEST_CASE(the_sizes_that_only_its_own_page_prints_are_accepted)
{
    constexpr model first{.prompt = "a cat", .size = jimeng::size<4693, 3520>};
    constexpr model second{.prompt = "a cat", .size = jimeng::size<6197, 2656>};
    BOOST_TEST(jimeng::broken_rule(first) == jimeng::rules::none);
    BOOST_TEST(jimeng::broken_rule(second) == jimeng::rules::none);
}

BOOST_AUTO_TEST_CASE(the_fields_are_those_of_4_0)
{
    auto const names = [](auto const& request) {
        std::vector<std::string> found;
        jimeng::for_each_field(request, [&](auto described, auto const&) { found.emplace_back(described.name); });
        return found;
    };
    BOOST_TEST((names(model{.prompt = "a cat"}) == names(jimeng::text_to_image_v40{.prompt = "a cat"})));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
