#include <jimeng/emulator/service.hpp>

#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_limits)

using namespace calls;

namespace {

std::string date_of(reply const& answer)
{
    auto const* const date = jimeng::find_header(answer.headers, "Date");
    return date == nullptr ? std::string{} : *date;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_task_too_many_is_refused_until_one_is_done)
{
    emulator::service_options options;
    options.most_running = 2;
    options.task_duration = 10s;
    emulator::service service{options};
    BOOST_TEST(submit(service, "one").code() == 10000);
    BOOST_TEST(submit(service, "two", noon + 5s).code() == 10000);
    auto const refused = submit(service, "three", noon + 9s);
    BOOST_TEST(refused.code() == 50430);
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(refused.text("message") == "Request Has Reached API Concurrent Limit, Please Try Later");
    BOOST_TEST(submit(service, "three", noon + 10s).code() == 10000); // the first is done, though nobody asked
    BOOST_TEST(submit(service, "four", noon + 10s).code() == 50430);
    BOOST_TEST(service.counts().accepted_submits == 3U);
    BOOST_TEST(service.counts().refused_submits == 2U);
}

BOOST_AUTO_TEST_CASE(a_task_that_counts_queries_runs_until_they_came)
{
    emulator::service_options options;
    options.most_running = 1;
    options.queries_until_done = 2;
    emulator::service service{options};
    auto const id = submit(service, "one").task_id();
    for (int i = 0; i != 2; ++i) {
        BOOST_TEST(submit(service, "two").code() == 50430);
        BOOST_TEST(query(service, id).task_status() != "done");
    }
    BOOST_TEST(submit(service, "two").code() == 10000);
    BOOST_TEST(submit(service, "three", noon + 12h).code() == 10000); // what is forgotten does not run
}

BOOST_AUTO_TEST_CASE(a_submit_too_soon_is_refused)
{
    emulator::service_options options;
    options.submits_per_second = 2;
    emulator::service service{options};
    BOOST_TEST(submit(service, "one").code() == 10000);
    BOOST_TEST(submit(service, "two", noon + 600ms).code() == 10000);
    auto const refused = submit(service, "three", noon + 999ms);
    BOOST_TEST(refused.code() == 50429);
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(refused.text("message") == "Request Has Reached API Limit, Please Try Later");
    BOOST_TEST(submit_text(service, "no JSON", noon + 999ms).code() == 50429); // before it is looked at
    BOOST_TEST(submit(service, "three", noon + 1s).code() == 10000);
    BOOST_TEST(submit(service, "four", noon + 1599ms).code() == 50429);
    BOOST_TEST(submit(service, "four", noon + 1600ms).code() == 10000);
    BOOST_TEST(query(service, "7000000000000000000", noon + 1600ms).code() == 10000); // queries are not limited
}

BOOST_AUTO_TEST_CASE(without_limits_nothing_is_counted)
{
    emulator::service_options options;
    options.task_duration = 1h;
    emulator::service service{options};
    for (int i = 0; i != 50; ++i)
        BOOST_TEST(submit(service, "a cat").code() == 10000);
}

BOOST_AUTO_TEST_CASE(the_clock_is_ahead_by_the_offset)
{
    emulator::service_options options;
    options.clock_offset = 20min;
    emulator::service ahead{options};
    auto const refused = answer_to(ahead, signed_call(submit_target, json::serialize(small("a cat"))));
    BOOST_TEST(refused.gateway_code() == "InvalidTimestamp");
    BOOST_TEST(date_of(refused) == "Wed, 04 Mar 2026 12:20:00 GMT");
    auto const corrected = answer_to(ahead, signed_call(submit_target, json::serialize(small("a cat")), noon + 20min));
    BOOST_TEST(corrected.code() == 10000);
    options.clock_offset = -25h;
    emulator::service behind{options};
    BOOST_TEST(answer_to(behind, signed_call(submit_target, json::serialize(small("a cat")))).gateway_code() ==
               "InvalidTimestamp");
    BOOST_TEST(date_of(submit(behind, "a cat")) == "Tue, 03 Mar 2026 11:00:00 GMT");
}

BOOST_AUTO_TEST_CASE(an_endless_offset_is_a_century)
{
    emulator::service_options options;
    options.clock_offset = std::chrono::seconds::max();
    emulator::service service{options};
    BOOST_TEST(date_of(submit(service, "a cat")) == "Fri, 08 Feb 2126 12:00:00 GMT");
}

BOOST_AUTO_TEST_SUITE_END()
