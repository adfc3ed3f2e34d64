#include "batch/budget.hpp"
#include "batch/cost.hpp"
#include "batch/pricing.hpp"
#include "batch/tally.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(test_batch_money)

namespace {

using command::batch::budget;
using command::batch::cost;
using command::batch::outcome;
using command::batch::paid_of;
using command::batch::status;
using command::batch::tally;
using jimeng::verdict;

budget of(std::vector<std::string> const& words)
{
    budget made;
    BOOST_TEST(made.read(words) == "");
    return made;
}

} // namespace

BOOST_AUTO_TEST_CASE(a_budget_is_pictures_or_seconds_or_both)
{
    for (auto const* const word : {"", "s", "-1", "1.5", "ten", "10 s", "10S", "1000000001", "99999999999999999999"}) {
        budget made;
        BOOST_TEST(made.read({word}).find("--budget") == 0, word);
    }
    budget twice;
    BOOST_TEST(twice.read({"1", "2"}).find("twice") != std::string::npos);
    BOOST_TEST(!of({}).is_set());
    BOOST_TEST(of({"5", "60s"}).is_set());
    BOOST_TEST(of({"5"}).trouble_with(cost{0, 5}).find("--budget 5s") != std::string::npos);
    BOOST_TEST(of({"5s"}).trouble_with(cost{3, 0}).find("--budget 3") != std::string::npos);
    BOOST_TEST(of({"5", "5s"}).trouble_with(cost{1, 0}) == "");
    BOOST_TEST(of({"5"}).trouble_with(std::nullopt) != "");
    BOOST_TEST(of({}).trouble_with(std::nullopt) == "");
}

BOOST_AUTO_TEST_CASE(what_is_set_aside_is_spent_until_it_is_settled)
{
    auto limit = of({"10"});
    limit.add_paid({2, 0});
    BOOST_TEST(limit.reserve({5, 0}));
    BOOST_TEST(!limit.reserve({4, 0}));
    BOOST_TEST(limit.reserve({3, 0}));
    BOOST_TEST(!limit.reserve({1, 0}));
    limit.settle({5, 0}, {1, 0});
    BOOST_TEST(limit.reserve({4, 0}));
    BOOST_TEST(!limit.reserve({1, 0}));
    BOOST_TEST(limit.paid().pictures == 3);
    limit.settle({4, 0}, {});
    limit.settle({3, 0}, {3, 0});
    BOOST_TEST(limit.words() == "6 of 10 pictures");
    limit.take_up({2, 0});
    BOOST_TEST((limit.paid() == cost{4, 0} && limit.reserved() == cost{2, 0}));
}

BOOST_AUTO_TEST_CASE(only_what_may_have_been_delivered_counts)
{
    cost const most{4, 0};
    jimeng::error_code const refused = jimeng::service_errc::concurrency_limited;
    BOOST_TEST((paid_of(most, verdict::accepted, {}, 3) == cost{3, 0}));
    BOOST_TEST((paid_of(most, verdict::rejected, refused, 0) == cost{}));
    BOOST_TEST((paid_of(most, verdict::not_sent, jimeng::client_errc::cancelled_before_send, 0) == cost{}));
    BOOST_TEST((paid_of(most, verdict::unknown, jimeng::client_errc::submit_unknown, 0) == most));
    BOOST_TEST((paid_of(most, verdict::accepted, jimeng::client_errc::still_running, 0) == most));
    BOOST_TEST((paid_of(most, verdict::accepted, jimeng::client_errc::task_lost, 0) == most));
    BOOST_TEST((paid_of(most, verdict::accepted, jimeng::service_errc::output_image_refused, 0) == cost{}));
    BOOST_TEST((paid_of(cost{0, 5}, verdict::accepted, {}, 1) == cost{0, 5}));
}

BOOST_AUTO_TEST_CASE(a_batch_ends_with_the_worst_of_its_lines)
{
    tally counts;
    BOOST_TEST(counts.worst(false) == command::success);
    BOOST_TEST(counts.worst(true) == command::throttled);
    outcome one;
    one.what = status::failed;
    for (auto const code : {command::content_refused, command::service_failed, command::throttled,
                            command::still_running, command::not_all_saved, command::submit_unknown}) {
        one.code = code;
        counts.add(one, true);
        BOOST_TEST(counts.worst(false) == code);
    }
    BOOST_TEST(counts.ended() == 6U);
    BOOST_TEST(counts.failures().size() == 6U);
}

BOOST_AUTO_TEST_CASE(money_follows_what_is_billed)
{
    command::batch::pricing prices;
    BOOST_TEST(prices.read({"4.0=0.2", "video-3.0=0.123456"}, jimeng::library_models()) == "");
    cost set{15, 0};
    BOOST_TEST(prices.put_on(set, "jimeng_t2i_v40"));
    BOOST_TEST(set.money == 3'000'000);
    BOOST_TEST(prices.words(set) == ", 3 in money at these prices");
    BOOST_TEST((paid_of(set, verdict::accepted, {}, 4) == cost{4, 0, 800'000}));
    BOOST_TEST((paid_of(set, verdict::rejected, {}, 0) == cost{}));
    cost waves{0, 5};
    BOOST_TEST(prices.put_on(waves, jimeng::find_model(jimeng::library_models(), "video-3.0")->req_key));
    BOOST_TEST((paid_of(waves, verdict::accepted, {}, 1) == cost{0, 5, 617'280}));
    auto limit = of({"20"});
    BOOST_TEST(limit.reserve(set));
    BOOST_TEST(limit.used().money == 3'000'000);
    limit.settle(set, {4, 0, 800'000});
    BOOST_TEST(limit.used().money == 800'000);
    cost other{2, 0};
    BOOST_TEST(!prices.put_on(other, "jimeng_t2i_v30"));
    BOOST_TEST(prices.words(other) == ", 0 in money at these prices, without 3.0");
    for (auto const* const wrong : {"4.0", "4.0=", "4.0=-1", "9.9=1", "=1", "4.0=x"})
        BOOST_TEST(prices.read({wrong}, jimeng::library_models()).starts_with("--price "), wrong);
    BOOST_TEST(command::batch::pricing{}.words(set) == "");
}

BOOST_AUTO_TEST_SUITE_END()
