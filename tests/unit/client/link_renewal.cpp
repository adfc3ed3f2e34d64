// Links that died: their task is asked once more.
#include <jimeng/client/basic_client.hpp>

#include "../../net/print_errc.hpp"
#include "../media/videos.hpp"
#include "script.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_link_renewal)

using namespace script;
using namespace jimeng_tests;
using jimeng::client_errc;
using jimeng::job_event;

namespace {

std::string const one_link = R"("https://a.example/1.png")";
std::string const three_links = R"("https://a.example/1.png","https://a.example/2.png","https://a.example/3.png")";
std::string const new_links = R"("https://b.example/1.png","https://b.example/2.png","https://b.example/3.png")";

struct renewing : fixture {
    scratch_folder folder;

    jimeng::testing::scripted_transport& answered(std::string const& urls)
    {
        return script().answer(200, accepted()).answer(200, links(urls));
    }
    /// What was asked behind the first query, in short.
    std::string asked()
    {
        std::string text;
        for (std::size_t i = 2; i < script().calls().size(); ++i) {
            auto const& request = script().calls()[i].request;
            text += request.method == "POST" ? "query " : request.origin.host.substr(0, 1) + request.target + ' ';
        }
        return text;
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(row_56_a_dead_link_is_replaced_and_what_came_is_not_fetched_again)
{
    for (int const status : {403, 404, 410}) {
        renewing f;
        f.answered(three_links).answer(200, small_png("1")).answer(status, "").answer(200, small_png("3"));
        f.script().answer(200, links(new_links)).answer(200, small_png("2"));
        auto const pictures = f.generate({.output = f.folder / "cat.png"});
        BOOST_TEST(!f.ec.failed(), f.details.client_message);
        BOOST_TEST(f.asked() == "a/1.png a/2.png a/3.png query b/2.png ");
        BOOST_TEST(f.submits() == 1U);
        for (std::size_t i = 0; i != 3; ++i) {
            auto const name = "cat-" + std::to_string(i + 1) + ".png";
            BOOST_TEST(pictures.at(i).saved.path == f.folder / name);
            BOOST_TEST((content_of(f.folder / name) == small_png(std::to_string(i + 1))));
        }
        BOOST_TEST(pictures.at(1).url == "https://b.example/2.png");
        BOOST_TEST(pictures.at(0).url == "https://a.example/1.png");
    }
}

BOOST_FIXTURE_TEST_CASE(row_56_a_second_refusal_stands, renewing)
{
    answered(three_links).answer(403, "").answer(200, small_png()).answer(403, "");
    script().answer(200, links(new_links)).answer(200, small_png()).answer(410, "");
    auto const pictures = generate({});
    BOOST_TEST((ec == client_errc::partly_saved));
    BOOST_TEST(asked() == "a/1.png a/2.png a/3.png query b/1.png b/3.png ");
    BOOST_TEST(details.client_message.find("picture 3: link on b.example: answered 410") != std::string::npos);
    BOOST_TEST(details.client_message.find("picture 1") == std::string::npos);
    BOOST_TEST((!pictures.at(0).bytes.empty() && pictures.at(2).bytes.empty()));
}

BOOST_AUTO_TEST_CASE(where_the_task_gives_no_new_link_the_refusal_stands)
{
    for (auto const& [status, answer] :
         {std::pair{200, links("")}, std::pair{200, links(R"("file:///etc/passwd")")},
          std::pair{200, state("not_found")}, std::pair{200, state("expired")}, std::pair{503, std::string{"busy"}},
          std::pair{200, refusal(50500)}, std::pair{200, std::string{"no JSON"}}}) {
        renewing f;
        f.answered(one_link).answer(403, "").answer(status, answer);
        auto const pictures = f.generate({});
        BOOST_TEST((f.ec == client_errc::partly_saved));
        BOOST_TEST((f.ec == jimeng::condition::resumable));
        BOOST_TEST(f.asked() == "a/1.png query ");
        BOOST_TEST(f.details.client_message.find("link on a.example: answered 403") != std::string::npos);
        BOOST_TEST(pictures.at(0).url == "https://a.example/1.png");
        BOOST_TEST(f.details.task_id == "7392616336519610409");
    }
}

BOOST_FIXTURE_TEST_CASE(new_links_are_asked_for_as_links, renewing)
{
    script().answer(200, accepted()).answer(200, links(one_link)).answer(403, "");
    script().answer(200, links(one_link)).answer(200, small_png());
    generate({.results = {.return_url = false}});
    BOOST_TEST(!ec.failed(), details.client_message);
    auto const& calls = script().calls();
    BOOST_TEST(calls.at(1).request.body.find(R"(\"return_url\":true)") == std::string::npos);
    BOOST_TEST(calls.at(3).request.body.find(R"(\"return_url\":true)") != std::string::npos, calls.at(3).request.body);
}

BOOST_AUTO_TEST_CASE(row_56_a_task_that_is_older_than_twelve_hours_is_not_asked)
{
    for (auto const& [limit, asks] : {std::pair{11h, true}, std::pair{13h, false}}) {
        renewing f;
        f.client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, [] {
                                       auto how = options();
                                       how.poll.deadline = 24h;
                                       return how;
                                   }()};
        f.answered(one_link).answer(403, "").answer(200, links(one_link)).answer(200, small_png());
        bool first = true;
        f.generate({.download_timeout = 24h, .on_progress = [&](jimeng::progress const& now) {
                        if (now.at == jimeng::progress::stage::downloading && std::exchange(first, false))
                            f.script().clock().advance(limit);
                    }});
        BOOST_TEST(f.ec.failed() == !asks);
        BOOST_TEST(f.asked() == (asks ? "a/1.png query a/1.png " : "a/1.png "));
    }
}

BOOST_FIXTURE_TEST_CASE(a_link_of_a_video_is_renewed_too, renewing)
{
    auto const done = [](std::string const& url) {
        return R"({"code":10000,"data":{"status":"done","video_url":")" + url + R"("},"message":"Success"})";
    };
    script().answer(200, done("https://a.example/v.mp4")).answer(403, "");
    script().answer(200, done("https://b.example/v.mp4")).answer(200, small_mp4());
    jimeng::task which{"own_films", *jimeng::task_id::parse("7"), {}, jimeng::result_kind::video};
    auto const film = client.wait_video(which, {}, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((film.bytes == small_mp4()));
    BOOST_TEST(film.url == "https://b.example/v.mp4");
}

namespace {

struct noting_store : jimeng::job_store {
    std::vector<job_event> events;

    jimeng::error_code record(job_event const& event) override { return events.push_back(event), jimeng::error_code{}; }
};

/// Admits everything, or no query: not at once, or not at all.
struct toy_limiter : jimeng::limiter {
    enum class mood { open, slow, closed };
    mood calls = mood::open;
    int inside = 0;

    jimeng::admission ask(use what, std::uint64_t, time_point, double) override
    {
        if (what == use::call && calls == mood::closed)
            return jimeng::admission::refuse(make_error_code(client_errc::disk_full));
        if (what == use::call && std::exchange(calls, mood::open) == mood::slow)
            return jimeng::admission::after(5s, 7, make_error_code(jimeng::service_errc::rate_limited));
        return ++inside, jimeng::admission::now();
    }
    void leave(use, std::uint64_t) noexcept override {}
    void release(use, jimeng::error_code const&, time_point) noexcept override { --inside; }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(the_store_learns_of_the_new_links, renewing)
{
    auto const store = std::make_shared<noting_store>();
    auto how = options();
    how.store = store;
    client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    answered(three_links).answer(200, small_png("1")).answer(403, "").answer(200, small_png("3"));
    script().answer(200, links(new_links)).answer(200, small_png("2"));
    generate({.output = folder / "cat.png"});
    std::string order;
    for (auto const& event : store->events)
        order += std::string{to_string(event.what)} + ' ';
    BOOST_TEST(order == "intent sending accepted done saved saved done saved final ");
    BOOST_TEST(
        (store->events.at(6).urls ==
         std::vector<std::string>{"https://a.example/1.png", "https://b.example/2.png", "https://a.example/3.png"}));
    BOOST_TEST(store->events.at(7).index == 1U);
}

BOOST_AUTO_TEST_CASE(the_limiter_admits_the_query_and_may_refuse_it)
{
    using mood = toy_limiter::mood;
    for (auto const calls : {mood::open, mood::slow, mood::closed}) {
        renewing f;
        auto const limit = std::make_shared<toy_limiter>();
        auto how = options();
        how.admission = limit;
        f.client = scripted_client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
        f.answered(one_link).answer(403, "").answer(200, links(one_link)).answer(200, small_png());
        bool first = true;
        f.generate({.on_progress = [&](jimeng::progress const& now) {
            if (now.at == jimeng::progress::stage::downloading && std::exchange(first, false)) limit->calls = calls;
        }});
        BOOST_TEST(f.ec.failed() == (calls == mood::closed));
        BOOST_TEST(f.asked() == (calls == mood::closed ? "a/1.png " : "a/1.png query a/1.png "));
        auto const& waits = f.script().waits();
        BOOST_TEST((std::count(waits.begin(), waits.end(), 5s) == (calls == mood::slow ? 1 : 0)));
        BOOST_TEST(limit->inside == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
