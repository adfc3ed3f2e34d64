#include <jimeng/emulator/detail/late_refusal.hpp>

#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <string>

BOOST_AUTO_TEST_SUITE(test_late_refusal)

using namespace calls;

namespace {

json::object film(json::value frames)
{
    return {{"req_key", "jimeng_ti2v_v30_pro"}, {"prompt", "a cat"}, {"frames", std::move(frames)}};
}

reply asked(emulator::service& service, std::string const& id)
{
    return query_with(service, {{"req_key", "jimeng_ti2v_v30_pro"}, {"task_id", id}});
}

json::value recorded()
{
    std::ifstream file{JIMENG_TEST_DATA "/recorded/11.json", std::ios::binary};
    return json::parse(std::string{std::istreambuf_iterator<char>{file}, {}}).at("body");
}

BOOST_AUTO_TEST_CASE(a_number_that_no_page_lists_is_taken_and_comes_back_with_the_task)
{
    emulator::service service;
    auto const made = submit(service, film(300));
    BOOST_TEST_REQUIRE(made.code() == 10000);
    auto const done = asked(service, made.task_id());
    auto const real = recorded();
    BOOST_TEST(done.code() == real.at("code").as_int64());
    BOOST_TEST(done.data().is_null());
    auto const message = json::value_to<std::string>(real.at("message"));
    auto const what = message.find("x2v pipeline");
    BOOST_TEST(done.text("message") == message.substr(0, what) + "frames should be [121, 241]");
    BOOST_TEST(service.counts().billed_videos == 0U);
    BOOST_TEST(service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(it_comes_back_when_the_task_would_be_done_and_not_before)
{
    emulator::service_options options;
    options.queries_until_done = 1;
    emulator::service service{options};
    auto const id = submit(service, film(std::int64_t{1} << 60)).task_id();
    BOOST_TEST(asked(service, id).code() == 10000);
    BOOST_TEST(asked(service, id).code() == 50200);
}

BOOST_AUTO_TEST_CASE(a_listed_number_is_no_fault)
{
    emulator::service service;
    BOOST_TEST(asked(service, submit(service, film(241)).task_id()).task_status() == "done");
}

BOOST_AUTO_TEST_CASE(everything_else_is_refused_at_once)
{
    emulator::service service;
    auto wrong_word = film(121);
    wrong_word["aspect_ratio"] = "5:4";
    BOOST_TEST(submit(service, wrong_word).code() == 50200);
    BOOST_TEST(submit(service, film("121")).code() == 50204);
    BOOST_TEST(submit(service, film(121.5)).code() == 50204);
    auto nothing_wanted = film(300);
    nothing_wanted["prompt"] = "";
    BOOST_TEST(submit(service, nothing_wanted).code() != 10000);
    json::object out_of_range{{"req_key", "jimeng_seedream46_cvtob"}, {"prompt", "a cat"}, {"scale", 101}};
    BOOST_TEST(submit(service, out_of_range).code() == 50200);
    BOOST_TEST(service.counts().accepted_submits == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
