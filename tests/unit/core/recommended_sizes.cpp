#include <jimeng/core/recommended_sizes.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/numbers.hpp>
#include <jimeng/core/registry.hpp>

#include <algorithm>
#include <string>

BOOST_AUTO_TEST_SUITE(test_recommended_sizes)

namespace {

using jimeng::recommended_size;
using jimeng::recommended::sizes;

double stated_ratio(recommended_size const& size)
{
    auto const colon = size.ratio.find(':');
    return jimeng::detail::read_number<double>(size.ratio.substr(0, colon)).value() /
           jimeng::detail::read_number<double>(size.ratio.substr(colon + 1)).value();
}

std::string other_way_round(std::string_view ratio)
{
    auto const colon = ratio.find(':');
    return std::string{ratio.substr(colon + 1)} + ':' + std::string{ratio.substr(0, colon)};
}

recommended_size const* find(std::string_view tier, std::string_view ratio)
{
    auto const found = std::ranges::find_if(sizes, [&](auto const& s) { return s.tier == tier && s.ratio == ratio; });
    return found == sizes.end() ? nullptr : &*found;
}

BOOST_AUTO_TEST_CASE(the_landscape_forms_are_those_of_the_page)
{
    struct {
        char const* tier;
        char const* ratio;
        jimeng::image_size pixels;
    } const page[] = {
        {"1K", "1:1", {1024, 1024}},  {"2K", "1:1", {2048, 2048}},  {"2K", "4:3", {2304, 1728}},
        {"2K", "3:2", {2496, 1664}},  {"2K", "16:9", {2560, 1440}}, {"2K", "21:9", {3024, 1296}},
        {"4K", "1:1", {4096, 4096}},  {"4K", "4:3", {4694, 3520}},  {"4K", "3:2", {4992, 3328}},
        {"4K", "16:9", {5404, 3040}}, {"4K", "21:9", {6198, 2656}},
    };
    for (auto const& row : page) {
        auto const* const size = find(row.tier, row.ratio);
        BOOST_TEST_CONTEXT(row.tier << ' ' << row.ratio)
        {
            BOOST_REQUIRE(size != nullptr);
            BOOST_TEST((size->pixels == row.pixels));
        }
    }
    BOOST_TEST(sizes.size() == 19U); // 11 rows of the page and 8 portrait forms
}

BOOST_AUTO_TEST_CASE(each_portrait_form_is_its_landscape_form_exchanged)
{
    for (auto const& size : sizes) {
        auto const* const twin = find(size.tier, other_way_round(size.ratio));
        BOOST_TEST_CONTEXT(size.tier << ' ' << size.ratio)
        {
            BOOST_REQUIRE(twin != nullptr);
            BOOST_TEST(twin->pixels.width == size.pixels.height);
            BOOST_TEST(twin->pixels.height == size.pixels.width);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_pixels_come_within_two_percent_of_the_stated_ratio)
{
    for (auto const& size : sizes) {
        double const ratio = static_cast<double>(size.pixels.width) / static_cast<double>(size.pixels.height);
        BOOST_TEST_CONTEXT(size.tier << ' ' << size.ratio)
        BOOST_TEST(ratio == stated_ratio(size), boost::test_tools::tolerance(0.02));
    }
}

BOOST_AUTO_TEST_CASE(every_model_with_named_sizes_accepts_every_recommended_one)
{
    jimeng::for_each_model([]<class Model>() {
        if constexpr (requires { decltype(Model::size)::recommended; })
            for (auto const& size : decltype(Model::size)::recommended.sizes)
                BOOST_TEST_CONTEXT(Model::name << ' ' << size.tier << ' ' << size.ratio)
        BOOST_TEST(decltype(Model::size)::parse(size.pixels).has_value());
    });
    BOOST_TEST(decltype(jimeng::text_to_image_v40::size)::recommended.sizes.size() == 19U);
    BOOST_TEST(decltype(jimeng::seedream_v46::size)::recommended.sizes.size() == 19U);
    BOOST_TEST(decltype(jimeng::text_to_image_v31::size)::recommended.sizes.size() == 18U);
}

/// @par Source 图片生成4.6 接口文档 (85621/2275082).
BOOST_AUTO_TEST_CASE(the_list_of_46_differs_in_two_sizes)
{
    auto const find = [](std::string_view tier, std::string_view ratio) {
        for (auto const& size : jimeng::recommended::sizes_v46)
            if (size.tier == tier && size.ratio == ratio) return size.pixels;
        return jimeng::image_size{};
    };
    BOOST_TEST((find("4K", "4:3") == jimeng::image_size{4693, 3520}));
    BOOST_TEST((find("4K", "9:21") == jimeng::image_size{2656, 6197}));
    BOOST_TEST((find("4K", "16:9") == jimeng::image_size{5404, 3040}));
}

BOOST_AUTO_TEST_CASE(no_tier_states_a_ratio_twice)
{
    for (auto const& size : sizes)
        BOOST_TEST(find(size.tier, size.ratio) == &size);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
