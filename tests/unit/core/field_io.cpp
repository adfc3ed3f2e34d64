#include <jimeng/core/field_io.hpp>

#include "../../support/fields.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_field_io)

namespace {

static_assert(!std::is_constructible_v<jimeng::field_sink> && !std::is_constructible_v<jimeng::field_source>);

BOOST_AUTO_TEST_CASE(a_sink_is_told_kind_name_and_value)
{
    noted_fields noted;
    jimeng::field_sink& sink = noted;
    sink.text("prompt", "p");
    sink.whole("frames", 121);
    sink.truth("force_single", false);
    sink.end();
    BOOST_TEST(noted.seen == "prompt=\"p\" frames=121 force_single=false end");
}

BOOST_AUTO_TEST_CASE(a_source_says_what_it_found)
{
    given_fields given{false, {{"frames", std::int64_t{121}}, {"prompt", "p"}}};
    jimeng::field_source& source = given;
    std::int64_t number = 0;
    BOOST_TEST((source.whole("frames", number) == jimeng::found::present));
    BOOST_TEST(number == 121);
    BOOST_TEST((source.whole("seed", number) == jimeng::found::absent));
    BOOST_TEST((source.whole("prompt", number) == jimeng::found::other_type));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
