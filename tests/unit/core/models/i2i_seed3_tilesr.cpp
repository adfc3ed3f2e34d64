#include <jimeng/core/models/i2i_seed3_tilesr.hpp>

#include "../../../support/model_facts.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/wire/encode.hpp>

#include "../../media/pictures.hpp"

BOOST_AUTO_TEST_SUITE(test_i2i_seed3_tilesr)

namespace {

using model = jimeng::i2i_seed3_tilesr;

static_assert(model::req_key == "jimeng_i2i_seed3_tilesr_cvtob");
static_assert(jimeng::action_stem_of<model>() == "");
static_assert(jimeng::result_kind_of<model> == jimeng::result_kind::pictures);
static_assert(jimeng::evidence_of<model> == jimeng::evidence::documented);
static_assert(model::result::most == 1);
static_assert(decltype(model::inputs)::limits.ratio == 3 && decltype(model::inputs)::limits.longest_side == 4096);
static_assert(jimeng::broken_rule(model{}) == jimeng::rules::value_is_present);

/// @par Source 85621/2164806, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    BOOST_TEST(
        jimeng::encode_submit(model{.inputs = {"https://a.example/0"}, .resolution = "8k", .scale = 0}) ==
        R"({"req_key":"jimeng_i2i_seed3_tilesr_cvtob","image_urls":["https://a.example/0"],"resolution":"8k","scale":0})");
    BOOST_TEST(jimeng::encode_submit(model{.inputs = {"https://a.example/0"}}) ==
               R"({"req_key":"jimeng_i2i_seed3_tilesr_cvtob","image_urls":["https://a.example/0"]})");
}

BOOST_AUTO_TEST_CASE(the_defaults_are_told)
{
    BOOST_TEST(standard_of<model>("resolution") == "4k");
    BOOST_TEST(standard_of<model>("scale") == "50");
}

BOOST_AUTO_TEST_CASE(an_address_is_drawn_as_a_square_of_the_wanted_length)
{
    BOOST_TEST((model{.inputs = {"https://a.example/0"}}.outline().sides == jimeng::image_size{4096, 4096}));
    BOOST_TEST((model{.inputs = {"https://a.example/0"}, .resolution = "8k"}.outline().sides ==
                jimeng::image_size{8192, 8192}));
}

BOOST_AUTO_TEST_CASE(the_longer_side_is_what_was_asked_for)
{
    model request{};
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "wide.png").string();
    jimeng_tests::put(path, jimeng_tests::png_signature + jimeng_tests::png_header(300, 100));
    BOOST_REQUIRE(!request.inputs.add(path));
    BOOST_TEST((request.outline().sides == jimeng::image_size{4096, 1365}));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
