#include <jimeng/core/field_io.hpp>

#include "../../support/fields.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

namespace {

static_assert(!std::is_constructible_v<jimeng::field_sink> && !std::is_constructible_v<jimeng::field_source>);

BOOST_AUTO_TEST_SUITE(test_field_io)

BOOST_AUTO_TEST_CASE(what_is_set_goes_through_a_sink_once_and_in_order)
{
    noted_fields sink;
    jimeng::write_fields(jimeng::text_to_image_v40{.prompt = "p",
                                                   .image_urls = {"https://a.example/0"},
                                                   .size = jimeng::size<4096, 1024>,
                                                   .scale = 0,
                                                   .force_single = false},
                         sink);
    BOOST_TEST(sink.seen == "prompt=\"p\" image_urls=[https://a.example/0] width=4096 height=1024 scale=0r "
                            "force_single=false max_ratio=4r end");
}

BOOST_AUTO_TEST_CASE(what_went_through_a_sink_comes_back_through_a_source)
{
    given_fields sent{false,
                      {{"prompt", "p"},
                       {"width", std::int64_t{4096}},
                       {"height", std::int64_t{1024}},
                       {"scale", 0.25},
                       {"force_single", false},
                       {"max_ratio", 4.0}}};
    jimeng::text_to_image_v40 request{.prompt = "other", .size = jimeng::preset::one_k};
    BOOST_TEST(!jimeng::read_fields(request, sent));
    noted_fields sink;
    jimeng::write_fields(request, sink);
    BOOST_TEST(sink.seen == "prompt=\"p\" width=4096 height=1024 scale=0.25r force_single=false max_ratio=4r end");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
