// A machine whose clock is wrong, and a service that says so.
#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_clock)

using namespace script;
using jimeng::gateway_errc;
using jimeng::verdict;

namespace {

// The scripted transport's clock begins at 2025-01-01, 00:00.
constexpr char const* right = "Wed, 01 Jan 2025 00:00:00 GMT";
constexpr char const* much_later = "Wed, 01 Jan 2025 00:20:00 GMT";
constexpr char const* much_earlier = "Mon, 30 Dec 2024 23:00:00 GMT";

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat"};

/// An answer of the gateway with the service's time.
void refuse(jimeng::testing::scripted_transport& script, char const* date, char const* code = "InvalidTimestamp")
{
    script.answer(401, gateway(code), {{"date", date}});
}

std::string date_of(jimeng::testing::recorded_call const& call)
{
    return *jimeng::find_header(call.request.headers, "X-Date");
}

} // namespace

BOOST_FIXTURE_TEST_CASE(row_36_a_refused_date_is_corrected_once_without_waiting_and_kept, fixture)
{
    for (char const* const code : {"InvalidTimestamp", "SignatureDoesNotMatch"}) {
        fixture f;
        refuse(f.script(), much_later, code);
        f.script().answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
        f.generate();
        BOOST_TEST(!f.ec.failed(), f.details.client_message);
        BOOST_TEST((f.details.submitted == verdict::accepted));
        BOOST_TEST(f.details.client_message.find("clock is 1200 s behind the service's") != std::string::npos,
                   f.details.client_message);
        auto const& calls = f.script().calls();
        BOOST_TEST_REQUIRE(calls.size() == 3U);
        BOOST_TEST((calls[0].at == calls[1].at));
        BOOST_TEST(date_of(calls[0]) == "20250101T000000Z");
        BOOST_TEST(date_of(calls[1]) == "20250101T002000Z");
        BOOST_TEST(date_of(calls[2]) == "20250101T002001Z"); // a second later
        BOOST_TEST(calls[1].request.body == calls[0].request.body);
        f.script().answer(200, accepted());
        f.client.submit(a_cat, f.ec, f.details);
        BOOST_TEST(date_of(calls[3]) == "20250101T002001Z");
        BOOST_TEST(f.details.client_message.empty()); // said once
        refuse(f.script(), much_later, code);         // though the time is right now
        f.client.submit(a_cat, f.ec, f.details);
        BOOST_TEST((f.ec == jimeng::condition::authentication_refused));
        BOOST_TEST(f.script().calls().size() == 5U);
    }
}

BOOST_FIXTURE_TEST_CASE(a_clock_may_be_ahead_too, fixture)
{
    refuse(script(), much_earlier);
    script().answer(200, accepted());
    client.submit(a_cat, ec, details);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(date_of(script().calls()[1]) == "20241230T230000Z");
    BOOST_TEST(details.client_message.find("clock is 90000 s ahead of") != std::string::npos, details.client_message);
}

BOOST_AUTO_TEST_CASE(row_36_a_date_that_is_near_or_missing_or_garbage_corrects_nothing)
{
    for (char const* const date :
         {right, "Wed, 01 Jan 2025 00:04:00 GMT", "Tue, 31 Dec 2024 23:56:00 GMT", "", "Wed, 01 Jan 2025 00:20:00",
          "Thu, 01 Jan 2025 00:20:00 GMT", "1735689600", "Wed, 01 Jan 99999 00:20:00 GMT"}) {
        fixture f;
        refuse(f.script(), date);
        f.script().answer(200, accepted());
        f.client.submit(a_cat, f.ec, f.details);
        BOOST_TEST((f.ec == gateway_errc::invalid_timestamp), date);
        BOOST_TEST((f.details.submitted == verdict::rejected));
        BOOST_TEST(f.submits() == 1U);
    }
    fixture f;
    f.script().answer(401, gateway("InvalidTimestamp"));
    f.client.submit(a_cat, f.ec, f.details);
    BOOST_TEST((f.ec == gateway_errc::invalid_timestamp));
    for (char const* const other : {"InvalidAccessKey", "AccessDenied", "InternalServiceTimeout"}) {
        fixture g;
        refuse(g.script(), much_later, other);
        g.client.submit(a_cat, g.ec, g.details);
        BOOST_TEST(g.submits() == 1U, other);
    }
}

BOOST_AUTO_TEST_CASE(row_36_a_second_refusal_stands_and_the_services_time_is_not_believed_any_more)
{
    for (char const* const absurd : {much_later, "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 0000 00:00:00 GMT"}) {
        fixture f;
        refuse(f.script(), absurd);
        refuse(f.script(), much_earlier);
        f.client.submit(a_cat, f.ec, f.details);
        BOOST_TEST((f.ec == gateway_errc::invalid_timestamp));
        BOOST_TEST((f.details.submitted == verdict::rejected));
        BOOST_TEST(f.submits() == 2U);
        f.script().answer(200, accepted());
        f.client.submit(a_cat, f.ec, f.details);
        BOOST_TEST(!f.ec.failed());
        BOOST_TEST(date_of(f.script().calls()[2]) == "20250101T000000Z");
    }
}

BOOST_FIXTURE_TEST_CASE(a_query_is_signed_again_too, fixture)
{
    script().answer(200, accepted());
    refuse(script(), much_later, "SignatureDoesNotMatch");
    script().answer(200, links(R"("https://a.example/1.png")"));
    BOOST_TEST(generate().size() == 1U);
    BOOST_TEST(!ec.failed());
    BOOST_TEST((script().calls()[1].at == script().calls()[2].at));
    BOOST_TEST(details.client_message.find("set the clock") != std::string::npos, details.client_message);
}

BOOST_FIXTURE_TEST_CASE(the_correction_is_none_of_the_attempts_and_each_is_recorded, fixture)
{
    auto how = options();
    how.submit.attempts = 2;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    refuse(script(), much_later);
    script().answer(429, refusal(50429)).answer(200, accepted());
    client.submit(a_cat, ec, details);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(submits() == 3U);
}

BOOST_FIXTURE_TEST_CASE(operations_that_overlap_correct_it_together, fixture)
{
    refuse(script(), much_later);
    refuse(script(), much_later);
    script().answer(200, accepted()).answer(200, accepted());
    int good = 0;
    for (int i = 0; i != 2; ++i)
        client.async_submit(a_cat, [&](jimeng::error_code failed, jimeng::task) { good += failed ? 0 : 1; });
    script().run();
    BOOST_TEST(good == 2);
    BOOST_TEST(submits() == 4U);
    BOOST_TEST(date_of(script().calls()[3]) == "20250101T002000Z");
}

BOOST_AUTO_TEST_SUITE_END()
