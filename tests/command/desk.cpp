#include "desk/desk.hpp"

#include "../unit/media/pictures.hpp"

#include <jimeng/emulator/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_desk)

namespace {

using command::desk::answer;
using command::desk::order;

/// A service of this machine, its account in the environment, and a folder for what is kept.
struct place {
    explicit place(jimeng::emulator::service_options how = {}) : service{std::move(how)} { announce(); }

    /// A process wipes what it has read.
    void announce() const
    {
        jimeng::emulator::service_options const defaults;
        ::setenv("JIMENG_API_URL", service.url().c_str(), 1);
        ::setenv("VOLC_ACCESSKEY", defaults.keys.access_key_id.c_str(), 1);
        ::setenv("VOLC_SECRETKEY", std::string{defaults.keys.secret_access_key.reveal()}.c_str(), 1);
    }

    [[nodiscard]] std::string pictures() const { return (folder / "pictures/").string(); }

    [[nodiscard]] command::desk::setting setting() const
    {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        auto jobs = jimeng::job_folder::open((folder / "jobs").string(), ec, details);
        BOOST_TEST_REQUIRE(jobs.has_value(), details.client_message);
        command::desk::setting with;
        with.models = jimeng::library_models();
        with.store = std::make_shared<jimeng::file_job_store>(*jobs);
        return with;
    }

    jimeng_tests::scratch_folder folder;
    jimeng::emulator::background_server service;
};

order cat(place const& at, std::string key = {}, std::string const& prompt = "a cat")
{
    auto const* const model = jimeng::find_model(jimeng::library_models(), "3.1");
    auto request = jimeng::any_request::from_json(*model, R"({"prompt":")" + prompt + R"(","width":512,"height":512})");
    BOOST_TEST_REQUIRE(static_cast<bool>(request), describe(request.why()));
    return {model, *request, std::move(key), at.pictures(), false};
}

/// One process: a loop, and the desk that works in it.
struct process {
    explicit process(command::desk::setting with) : desk{io.get_executor(), std::move(with)} {}

    command::desk::desk::visit take(order wanted)
    {
        auto const at = answers.size();
        answers.emplace_back();
        return desk.take(std::move(wanted), {}, [this, at](answer const& one) { answers[at] = one; });
    }
    void fetch(std::string which)
    {
        auto const at = answers.size();
        answers.emplace_back();
        desk.fetch(std::move(which), nullptr, {}, {}, [this, at](answer const& one) { answers[at] = one; });
    }
    answer const& said(std::size_t at)
    {
        BOOST_TEST_REQUIRE(answers.at(at).has_value());
        return *answers[at];
    }

    boost::asio::io_context io{1};
    std::vector<std::optional<answer>> answers;
    command::desk::desk desk;
};

} // namespace

BOOST_AUTO_TEST_CASE(one_key_is_one_submit_however_many_ask)
{
    place const at;
    process one{at.setting()};
    BOOST_TEST(one.desk.trouble() == "");
    for (int i = 0; i != 3; ++i)
        one.take(cat(at, "k"));
    one.take(cat(at, "k", "a dog"));
    one.io.run();
    for (std::size_t i = 0; i != 3; ++i) {
        BOOST_TEST(one.said(i).error == "");
        BOOST_TEST_REQUIRE(one.said(i).found.pictures.size() == 1U);
        BOOST_TEST(one.said(i).found.pictures[0].path == one.said(0).found.pictures[0].path);
        BOOST_TEST(one.said(i).paid.pictures == (i == 0 ? 1 : 0)); // nobody is told a second bill
        BOOST_TEST(one.said(i).was_there == (i != 0));
    }
    BOOST_TEST(one.said(3).error.find("stands for another request") != std::string::npos);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
    BOOST_TEST(one.desk.at_work() == 0U);
    BOOST_TEST(one.desk.so_far().paid.pictures == 1);
}

BOOST_AUTO_TEST_CASE(another_process_has_the_picture_of_the_key)
{
    place const at;
    std::string path;
    {
        process first{at.setting()};
        first.take(cat(at, "k"));
        first.io.run();
        path = first.said(0).found.pictures.at(0).path;
    }
    process second{at.setting()};
    second.take(cat(at, "k"));
    second.take(cat(at, "k", "a dog"));
    second.fetch("k");
    second.fetch("nobody's");
    second.io.run();
    BOOST_TEST(second.said(0).found.pictures.at(0).path == path);
    BOOST_TEST(second.said(0).was_there);
    BOOST_TEST(second.said(0).paid.pictures == 0);
    BOOST_TEST(second.said(1).error.find("another request") != std::string::npos);
    BOOST_TEST(second.said(2).found.pictures.at(0).path == path);
    BOOST_TEST(second.said(3).error.find("nobody's") != std::string::npos);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(no_thread_works_on_when_a_desk_has_gone)
{
    place const at;
    auto const setting = at.setting();
    auto const looked_at = at.setting().store; // as if by another process, which the disk waits for
    BOOST_TEST_REQUIRE(!looked_at->hold(jimeng::job_name_of_key("k")).failed());
    {
        process one{setting};
        one.take(cat(at, "k"));
        one.io.poll();
    }
    BOOST_TEST(setting.store.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(who_leaves_before_anything_is_sent_pays_nothing)
{
    place const at;
    process one{at.setting()};
    one.desk.leave(one.take(cat(at)));
    one.io.run();
    BOOST_TEST(!one.answers[0].has_value());
    BOOST_TEST(at.service.counts().accepted_submits == 0U);
}

BOOST_AUTO_TEST_CASE(who_comes_when_it_is_being_given_up_gets_the_picture)
{
    place const at;
    process one{at.setting()};
    one.desk.leave(one.take(cat(at, "k")));
    one.take(cat(at, "k"));
    one.io.run();
    BOOST_TEST(one.said(1).error == "");
    BOOST_TEST(one.said(1).found.pictures.size() == 1U);
    BOOST_TEST(one.said(1).paid.pictures == 1);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(who_leaves_later_leaves_a_picture_behind)
{
    place const at{{.queries_until_done = 2}};
    process one{at.setting()};
    command::desk::desk::visit visit = 0;
    bool told = false;
    visit = one.desk.take(
        cat(at, "k"),
        [&](jimeng::progress const& now) {
            if (now.at == jimeng::progress::stage::accepted) one.desk.leave(visit);
        },
        [&](answer const&) { told = true; });
    one.io.run();
    BOOST_TEST(!told);
    one.io.restart();
    one.fetch("k");
    one.io.run();
    BOOST_TEST(one.said(0).error == "");
    BOOST_TEST(std::filesystem::exists(one.said(0).found.pictures.at(0).path));
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_every_wait_with_the_way_to_go_on)
{
    place const at{{.task_duration = std::chrono::hours{1}}};
    process one{at.setting()};
    one.desk.take(
        cat(at, "k"),
        [&](jimeng::progress const& now) {
            if (now.at == jimeng::progress::stage::waiting) one.desk.stop();
        },
        [&](answer const& made) { one.answers.emplace_back(made); });
    one.io.run();
    BOOST_TEST_REQUIRE(one.answers.size() == 1U);
    BOOST_TEST(one.said(0).error.find("jimeng wait") != std::string::npos, one.said(0).error);
    one.io.restart();
    one.take(cat(at));
    one.io.run();
    BOOST_TEST(one.said(1).error.find("nothing was sent") != std::string::npos, one.said(1).error);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(a_budget_is_kept_while_tasks_are_in_flight)
{
    place const at{{.queries_until_done = 1}};
    command::batch::budget limits{2, std::nullopt};
    auto with = at.setting();
    with.limits = &limits;
    process one{with};
    for (int i = 0; i != 5; ++i)
        one.take(cat(at));
    one.io.run();
    std::size_t refused = 0;
    for (std::size_t i = 0; i != 5; ++i)
        if (one.said(i).error.find("budget: 2 of 2 pictures") != std::string::npos) ++refused;
    BOOST_TEST(refused == 3U);
    BOOST_TEST(at.service.counts().accepted_submits == 2U);
    BOOST_TEST(limits.paid().pictures == 2);
}

/// Takes an order, and stops as soon as its task is waited for.
void leave_behind(place const& at, std::string key)
{
    process one{at.setting()};
    one.desk.take(
        cat(at, std::move(key)),
        [&](jimeng::progress const& now) {
            if (now.at == jimeng::progress::stage::waiting) one.desk.stop();
        },
        [](answer const&) {});
    one.io.run();
}

BOOST_AUTO_TEST_CASE(another_place_is_not_asked_for_a_task)
{
    place const at{{.task_duration = std::chrono::hours{1}}};
    leave_behind(at, "k");
    place const elsewhere;
    process one{at.setting()};
    one.take(cat(at, "k"));
    one.fetch("k");
    one.io.run();
    for (std::size_t i = 0; i != 2; ++i)
        BOOST_TEST(one.said(i).error.find("does not know the task: set it to " + at.service.url()) != std::string::npos,
                   one.said(i).error);
    auto const job = at.setting().store->folder().read(jimeng::job_name_of_key("k"));
    BOOST_TEST((job.standing() == jimeng::job_standing::accepted));
    BOOST_TEST(job.last().endpoint == at.service.url());
    BOOST_TEST(elsewhere.service.counts().accepted_submits == 0U);
}

BOOST_AUTO_TEST_CASE(a_key_stands_for_its_request_while_somebody_fetches_it_too)
{
    place const at{{.queries_until_done = 2}};
    leave_behind(at, "k");
    at.announce();
    process one{at.setting()};
    one.fetch("k");
    one.take(cat(at, "k", "a dog"));
    one.take(cat(at, "k"));
    one.io.run();
    BOOST_TEST(one.said(0).error == "");
    BOOST_TEST(one.said(1).another_request);
    BOOST_TEST(one.said(2).found.pictures.at(0).path == one.said(0).found.pictures.at(0).path);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(without_a_journal_a_task_that_goes_on_is_waited_for_again)
{
    place const at{{.queries_until_done = 3}};
    auto with = at.setting();
    with.store.reset();
    with.wanted.wait_timeout = 0.1;
    process one{with};
    for (std::size_t i = 0; i == 0 || !one.said(i - 1).error.empty(); ++i) {
        BOOST_TEST_REQUIRE(i < 1000U);
        one.take(cat(at, "k"));
        one.io.run();
        one.io.restart();
    }
    BOOST_TEST(one.answers.size() > 1U);
    BOOST_TEST(one.said(one.answers.size() - 1).found.pictures.size() == 1U);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(keys_that_look_like_names_of_jobs_are_told_apart)
{
    place const at;
    auto with = at.setting();
    with.store.reset();
    process one{with};
    one.take(cat(at, "key-a"));
    one.take(cat(at, "a", "a dog"));
    one.io.run();
    BOOST_TEST(one.said(0).error == "");
    BOOST_TEST(one.said(1).error == "");
    BOOST_TEST(at.service.counts().accepted_submits == 2U);
}

BOOST_AUTO_TEST_CASE(without_a_journal_keys_hold_in_the_process)
{
    place const at;
    auto with = at.setting();
    with.store.reset();
    process one{with};
    one.take(cat(at, "k"));
    one.io.run();
    one.io.restart();
    one.take(cat(at, "k"));
    one.take(cat(at, "k", "a dog"));
    one.fetch(one.said(0).found.details.task_id);
    one.io.run();
    BOOST_TEST(one.said(1).found.pictures.at(0).path == one.said(0).found.pictures.at(0).path);
    BOOST_TEST(one.said(1).paid.pictures == 0);
    BOOST_TEST(one.said(2).error.find("another request") != std::string::npos);
    BOOST_TEST(one.said(3).found.pictures.size() == 1U);
    BOOST_TEST(at.service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
