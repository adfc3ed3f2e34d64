#include <jimeng/core/request_fields.hpp>

#include "../../support/fields.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models/text_to_image_v40.hpp>

BOOST_AUTO_TEST_SUITE(test_request_fields)

namespace {

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

BOOST_AUTO_TEST_CASE(what_is_left_out_keeps_a_persons_default_and_only_theirs)
{
    given_fields typed{true, {{"prompt", "p"}}};
    jimeng::text_to_image_v40 request{.prompt = "other", .size = jimeng::preset::one_k};
    BOOST_TEST(!jimeng::read_fields(request, typed));
    BOOST_TEST((request.size.area() == jimeng::preset::one_k.value));
    BOOST_TEST(request.prompt.text() == "p");
}

BOOST_AUTO_TEST_CASE(the_first_field_that_cannot_be_taken_is_named)
{
    given_fields sent{false, {{"prompt", "p"}, {"scale", "much"}, {"force_single", 1.0}}};
    jimeng::text_to_image_v40 request{.prompt = "other"};
    auto const why = jimeng::read_fields(request, sent);
    BOOST_TEST(why.field == "scale");
    BOOST_TEST(request.prompt.text() == "p");
}

BOOST_AUTO_TEST_CASE(each_member_tells_its_facts_once_and_in_order)
{
    struct names final : jimeng::facts_sink {
        void value(jimeng::value_facts const& facts) override { (all += facts.name) += ' '; }
        std::string all;
    } seen;
    jimeng::describe_fields<jimeng::text_to_image_v40>(seen);
    BOOST_TEST(seen.all ==
               "prompt image_urls binary_data_base64 width height size ratio scale force_single min_ratio max_ratio ");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
