#include <jimeng/emulator/unfinished_answer.hpp>

#include "calls.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_unfinished_answer)

using namespace calls;

namespace {

std::size_t steps_of(emulator::unfinished_answer& answer)
{
    std::size_t steps = 1;
    while (!answer.step())
        ++steps;
    return steps;
}

jimeng::http_response joined(std::vector<std::string> files)
{
    jimeng::http_response response;
    for (auto const& file : files)
        response.body += std::to_string(file.size()) + ' ';
    return response;
}

BOOST_AUTO_TEST_CASE(an_answer_without_pictures_is_ready_at_once)
{
    emulator::unfinished_answer answer{jimeng::http_response{204, {}, "whole"}};
    BOOST_TEST(answer.step());
    auto const taken = answer.take();
    BOOST_TEST(taken.status == 204);
    BOOST_TEST(taken.body == "whole");
}

BOOST_AUTO_TEST_CASE(no_step_draws_more_than_its_share)
{
    // 128 rows make a step of 32 Ki pixels.
    emulator::unfinished_answer answer{{{256, 1280, 1, "p", {}, {}}, {256, 128, 2, "p", {}, {}}}, joined};
    BOOST_TEST(steps_of(answer) == 11U);
    auto const one = emulator::draw_png({256, 1280, 1, "p", {}, {}}),
               two = emulator::draw_png({256, 128, 2, "p", {}, {}});
    BOOST_TEST(answer.take().body == std::to_string(one.size()) + ' ' + std::to_string(two.size()) + ' ');
}

BOOST_AUTO_TEST_CASE(a_row_wider_than_a_share_is_one_step)
{
    emulator::unfinished_answer answer{{{65536, 3, 1, "p", {}, {}}}, joined};
    BOOST_TEST(steps_of(answer) == 3U);
}

BOOST_AUTO_TEST_CASE(a_picture_that_cannot_be_drawn_throws_from_its_step)
{
    emulator::unfinished_answer answer{{{0, 1, 1, "p", {}, {}}}, joined};
    BOOST_CHECK_THROW((void)answer.step(), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_service_answers_others_while_one_answer_is_drawn)
{
    emulator::service service;
    auto const first = answer_to(service, signed_call(submit_target, json::serialize(small("a set of 3"))));
    auto const link =
        answer_to(service,
                  signed_call(query_target, json::serialize(json::object{{"req_key", "jimeng_t2i_v40"},
                                                                         {"task_id", first.task_id()},
                                                                         {"req_json", R"({"return_url":true})"}})))
            .url();
    auto const target = link.substr(link.find("/pictures/"));
    auto answer = service.begin({"GET", target, {}, {}}, noon);
    BOOST_TEST(!answer.step());
    BOOST_TEST(answer_to(service, signed_call(submit_target, json::serialize(small("a cat")))).status == 200);
    auto const whole = service.handle({"GET", target, {}, {}}, noon);
    (void)steps_of(answer);
    auto const drawn = answer.take();
    BOOST_TEST(drawn.status == 200);
    BOOST_TEST((drawn.body == whole.body));
    BOOST_TEST((drawn.headers == whole.headers));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
