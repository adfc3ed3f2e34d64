#include <jimeng/emulator/reserved_words.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_reserved_words)

namespace emulator = jimeng::emulator;
using emulator::read_reserved_words;

BOOST_AUTO_TEST_CASE(a_prompt_without_the_mark_asks_for_nothing)
{
    auto const words = read_reserved_words("a red fox, 50411, expired");
    BOOST_TEST(!words.on_submit);
    BOOST_TEST(!words.on_query);
    BOOST_TEST(!words.ends_with_code);
    BOOST_TEST(words.status.empty());
    BOOST_TEST(words.not_understood.empty());
}

BOOST_AUTO_TEST_CASE(faults_of_the_submit_are_read)
{
    BOOST_TEST(read_reserved_words("a fox emulate:50411").on_submit->code == 50411);
    BOOST_TEST(read_reserved_words("emulate:gateway-LackPolicy, a fox").on_submit->gateway_code == "LackPolicy");
    BOOST_TEST((read_reserved_words("emulate:html").on_submit->what == emulator::fault::kind::html));
    BOOST_TEST(
        (read_reserved_words("一只猫emulate:drop-reply，水彩").on_submit->what == emulator::fault::kind::drop_reply));
}

BOOST_AUTO_TEST_CASE(faults_of_queries_are_counted)
{
    auto const twice = read_reserved_words("emulate:query-50429x2");
    BOOST_TEST(twice.on_query->code == 50429);
    BOOST_TEST(twice.faulty_queries == 2U);
    BOOST_TEST(read_reserved_words("emulate:query-50500").faulty_queries == 1U);
    auto const gateway = read_reserved_words("emulate:query-gateway-FlowLimitExceededx3");
    BOOST_TEST(gateway.on_query->gateway_code == "FlowLimitExceeded");
    BOOST_TEST(gateway.faulty_queries == 3U);
    BOOST_TEST((read_reserved_words("emulate:query-htmlx4").on_query->what == emulator::fault::kind::html));
    BOOST_TEST((read_reserved_words("emulate:query-drop-reply").on_query->what == emulator::fault::kind::drop_reply));
}

BOOST_AUTO_TEST_CASE(ends_and_statuses_are_read_together)
{
    auto const words = read_reserved_words("emulate:slow-5 emulate:done-50511 emulate:dead-links");
    BOOST_TEST(words.slow.count() == 5);
    BOOST_TEST(words.ends_with_code.value() == 50511);
    BOOST_TEST(words.dead_links);
    BOOST_TEST(read_reserved_words("emulate:expired").status == "expired");
    BOOST_TEST(read_reserved_words("emulate:not_found").status == "not_found");
    BOOST_TEST(read_reserved_words("emulate:status-paused.").status == "paused");
    BOOST_TEST(read_reserved_words("emulate:empty").no_pictures);
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_pen_is_reported)
{
    for (auto const* const word : {"emulate:", "emulate:expird", "emulate:done-", "emulate:done-x", "emulate:slow-fast",
                                   "emulate:query-", "emulate:query-x2", "emulate:123456", "emulate:status-"})
        BOOST_TEST(read_reserved_words(word).not_understood == word);
    BOOST_TEST(read_reserved_words("emulate:one! emulate:two").not_understood == "emulate:one");
}

BOOST_AUTO_TEST_SUITE_END()
