// Many tasks of one account, in virtual time, at a service that refuses what is too much.
#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_limits)

using namespace script;
using jimeng::account_limits;
using jimeng::client_errc;
using jimeng::verdict;
using time_point = std::chrono::system_clock::time_point;

namespace {

/// Virtual time, with chances that follow from a seed.
class seeded_runtime : public jimeng::testing::virtual_runtime {
public:
    explicit seeded_runtime(std::uint64_t seed) : state_{std::make_shared<std::uint64_t>(seed)} {}
    [[nodiscard]] double random()
    {
        *state_ = *state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<double>(*state_ >> 11U) * 0x1.0p-53;
    }

private:
    std::shared_ptr<std::uint64_t> state_;
};

/// What an account may do, and what it did. Whoever asks for more within any second is refused.
struct service {
    account_limits allows{};
    std::chrono::nanoseconds task_takes = 7s;
    std::function<int(time_point)> refuses_submits = [](time_point) { return 0; };

    std::vector<time_point> submits{}, queries{};
    std::vector<std::string> prompts{};
    int refused_for_rate = 0, refused_for_tasks = 0, most_running = 0;
    std::map<std::string, time_point> ends{};

    std::string submit(jimeng::http_request const& request, time_point now)
    {
        submits.push_back(now);
        if (int const code = refuses_submits(now)) return refusal(code);
        if (too_many(submits, allows.submits_per_second)) return ++refused_for_rate, refusal(50429);
        auto const running = std::count_if(ends.begin(), ends.end(), [&](auto const& one) { return one.second > now; });
        if (running >= allows.tasks) return ++refused_for_tasks, refusal(50430);
        most_running = std::max(most_running, static_cast<int>(running) + 1);
        auto const at = request.body.find("cat number ");
        if (at != std::string::npos) prompts.push_back(request.body.substr(at + 11, 4));
        auto const id = "7" + std::to_string(1'000'000'000 + ends.size());
        ends[id] = now + std::chrono::duration_cast<time_point::duration>(task_takes);
        return accepted(id);
    }
    std::string query(jimeng::http_request const& request, time_point now)
    {
        queries.push_back(now);
        if (too_many(queries, allows.queries_per_second)) return ++refused_for_rate, refusal(50429);
        auto const at = request.body.find("\"task_id\":\"") + 11;
        auto const id = request.body.substr(at, request.body.find('"', at) - at);
        return ends.at(id) <= now ? links(R"("https://a.example/1.png")") : state("generating");
    }

private:
    static bool too_many(std::vector<time_point> const& all, double a_second)
    {
        auto const since = all.back() - 1s;
        auto const count = std::count_if(all.rbegin(), all.rend(), [&](time_point at) { return at > since; });
        return static_cast<double>(count) > a_second;
    }
};

class to_service {
public:
    to_service(std::shared_ptr<service> where, seeded_runtime time) : where_{std::move(where)}, time_{std::move(time)}
    {}

    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& how,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        if (how.before_first_byte) ec = how.before_first_byte();
        if (ec) return {};
        bool const submits = request.target.find("SubmitTask") != std::string::npos;
        auto body = submits ? where_->submit(request, time_.now()) : where_->query(request, time_.now());
        details.http_status = 200;
        if (how.sink) ec = how.sink(body);
        return {200, {}, how.sink ? std::string{} : std::move(body)};
    }
    void async_exchange(jimeng::http_request request, jimeng::exchange_options how, jimeng::exchange_callback done)
    {
        time_.call_after(100ms, {}, [this, request = std::move(request), how = std::move(how), done](bool, time_point) {
            jimeng::error_code ec;
            jimeng::diagnostics details;
            auto response = exchange(request, how, ec, details);
            done(ec, std::move(response), std::move(details));
        });
    }
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, jimeng::wait_callback done)
    {
        time_.async_wait(duration, std::move(stop), std::move(done));
    }
    [[nodiscard]] seeded_runtime runtime() const { return time_; }

private:
    std::shared_ptr<service> where_;
    seeded_runtime time_;
};

/// So many tasks, all begun at once, of one client.
struct crowd {
    std::shared_ptr<service> account = std::make_shared<service>();
    seeded_runtime time;
    int made = 0;
    std::vector<std::pair<jimeng::error_code, jimeng::diagnostics>> failed;

    explicit crowd(std::uint64_t seed) : time{seed} {}

    void generate(int tasks, jimeng::client_options const& how)
    {
        using crowd_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, to_service>;
        crowd_client client{jimeng::hmac_sha256_signer{keys()}, to_service{account, time}, how};
        std::vector<jimeng::diagnostics> details(static_cast<std::size_t>(tasks));
        for (auto& one : details) {
            auto const prompt = "cat number " + std::to_string(1000 + (&one - details.data()));
            client.async_generate(jimeng::text_to_image_v40{.prompt = *jimeng::prompt::parse(prompt)},
                                  {.download = false}, one, [&](jimeng::error_code ec, jimeng::pictures) {
                                      if (ec) failed.emplace_back(ec, one);
                                      made += ec ? 0 : 1;
                                  });
        }
        time.run();
    }
};

jimeng::client_options patient(account_limits const& limits)
{
    auto how = options();
    how.poll.deadline = 24h;
    how.poll.max_attempts = 10'000;
    how.submit = jimeng::wait_for_account;
    how.admission = std::make_shared<jimeng::account_limiter>(limits);
    return how;
}

std::size_t most_in_a_second(std::vector<time_point> const& all)
{
    std::size_t most = 0;
    for (auto first = all.begin(); first != all.end(); ++first)
        most = std::max(most, static_cast<std::size_t>(
                                  std::count_if(first, all.end(), [&](time_point at) { return at < *first + 1s; })));
    return most;
}

} // namespace

BOOST_AUTO_TEST_CASE(with_limits_that_are_known_nothing_is_refused_and_who_came_first_goes_first)
{
    for (std::uint64_t seed = 1; seed != 4; ++seed) {
        crowd all{seed};
        all.account->allows = {3, 2.0, 5.0};
        all.generate(60, patient(all.account->allows));
        BOOST_TEST(all.made == 60);
        BOOST_TEST(all.account->refused_for_rate + all.account->refused_for_tasks == 0);
        BOOST_TEST(all.account->most_running == 3);
        BOOST_TEST(all.account->submits.size() == 60U);
        BOOST_TEST(std::is_sorted(all.account->prompts.begin(), all.account->prompts.end()));
        BOOST_TEST(all.account->prompts.size() == 60U);
    }
}

BOOST_AUTO_TEST_CASE(row_55_a_thousand_tasks_at_once_run_as_many_as_are_allowed_and_none_starves)
{
    crowd all{1};
    all.account->allows = {50, 100.0, 500.0};
    all.generate(1'000, patient(all.account->allows));
    BOOST_TEST(all.made == 1'000);
    BOOST_TEST(all.account->most_running == 50);
    BOOST_TEST(all.account->refused_for_rate + all.account->refused_for_tasks == 0);
    auto const& prompts = all.account->prompts;
    BOOST_TEST_REQUIRE(prompts.size() == 1'000U);
    long latest = 0; // how many places behind its own one came
    for (std::size_t place = 0; place != prompts.size(); ++place)
        latest = std::max(latest, static_cast<long>(place) - (std::stol(prompts[place]) - 1000));
    BOOST_TEST(latest < 50);
}

BOOST_AUTO_TEST_CASE(limits_that_are_not_known_are_learned)
{
    crowd all{7};
    all.account->allows = {3, 1.0, 3.0};
    all.generate(300, patient({12, 5.0, 20.0}));
    BOOST_TEST(all.made == 300);
    auto const requests = all.account->submits.size() + all.account->queries.size();
    auto const refused = all.account->refused_for_rate + all.account->refused_for_tasks;
    BOOST_TEST(refused * 20 < static_cast<int>(requests), refused << " of " << requests);
    BOOST_TEST_MESSAGE("refused " << all.account->refused_for_rate << " for the rate and "
                                  << all.account->refused_for_tasks << " for the tasks, of " << requests);
    BOOST_TEST(all.account->most_running == 3);
}

BOOST_AUTO_TEST_CASE(row_30_ten_minutes_of_too_many_tasks_cost_sixty_submits_at_most)
{
    for (int const tasks : {1, 5})
        for (bool const limited : {true, false})
            for (std::uint64_t seed = 1; seed != 20; ++seed) {
                if (tasks > 1 && !limited) continue; // they know nothing of each other
                crowd all{seed};
                all.account->refuses_submits = [](time_point) { return 50430; };
                auto how = patient({5, 1.0, 5.0});
                if (!limited) how.admission = nullptr;
                how.poll.deadline = 10min;
                all.generate(tasks, how);
                BOOST_TEST(all.account->submits.size() <= 60U);
                BOOST_TEST(all.account->submits.size() >= 10U);
                BOOST_TEST_REQUIRE(all.failed.size() == static_cast<std::size_t>(tasks));
                BOOST_TEST((all.failed[0].first == jimeng::condition::throttled ||
                            all.failed[0].second.cause == jimeng::condition::throttled));
                BOOST_TEST((all.failed[0].second.submitted == verdict::rejected ||
                            all.failed[0].second.submitted == verdict::not_sent));
            }
}

BOOST_AUTO_TEST_CASE(row_29_a_storm_of_too_many_requests_gets_one_submit_a_second_and_then_all_goes_well)
{
    for (std::uint64_t seed = 1; seed != 5; ++seed) {
        crowd all{seed};
        auto const calm = all.time.now() + 30s;
        all.account->allows = {10, 1000.0, 1000.0};
        all.account->refuses_submits = [calm](time_point now) { return now < calm ? 50429 : 0; };
        all.generate(10, patient({10, 1.0, 5.0}));
        BOOST_TEST(all.made == 10);
        auto const& submits = all.account->submits;
        auto const during = std::count_if(submits.begin(), submits.end(), [&](time_point at) { return at < calm; });
        BOOST_TEST(during <= 30);
        BOOST_TEST(during >= 2);
        BOOST_TEST(most_in_a_second(submits) == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_place_that_is_never_given_back_holds_the_others_up_until_their_deadline_and_no_longer)
{
    crowd all{1};
    auto how = patient({1, 1.0, 5.0});
    how.poll.deadline = 2min;
    BOOST_TEST((how.admission->ask(jimeng::limiter::use::task, 0, all.time.steady(), 0.0).what ==
                jimeng::admission::kind::admitted));
    auto const start = all.time.now();
    all.generate(3, how);
    BOOST_TEST(all.account->submits.empty());
    BOOST_TEST_REQUIRE(all.failed.size() == 3U);
    for (auto const& [ec, details] : all.failed) {
        BOOST_TEST((ec == client_errc::not_admitted));
        BOOST_TEST((details.submitted == verdict::not_sent));
        BOOST_TEST((details.cause == client_errc::limit_reached));
        BOOST_TEST(details.client_message.find("1 of at most 1 tasks are running") != std::string::npos,
                   details.client_message);
    }
    BOOST_TEST((all.time.now() - start <= 2min && all.time.now() - start > 1min));
}

BOOST_AUTO_TEST_SUITE_END()
