#include <jimeng/store/postgresql.hpp>

#include "conformance.hpp"
#include "postgresql_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>

using jimeng::client_errc;
using jimeng::job_event;
using jimeng::job_standing;
using store_conformance::event_of;
using kind = job_event::kind;

namespace {

std::string complaint_of(std::string const& url)
{
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(!jimeng::postgresql_job_store::open({.url = url, .patience = std::chrono::seconds{0}}, ec, details));
    BOOST_TEST(ec.failed());
    return details.client_message;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(test_postgresql, jimeng_tests::postgresql_fixture)

BOOST_AUTO_TEST_CASE(it_is_a_job_store_like_any_other)
{
    auto const store = open();
    store_conformance::every_store({*store, [&](std::string const& job) { return store->read(job).events; }});
}

BOOST_AUTO_TEST_CASE(what_one_process_recorded_another_one_reads)
{
    {
        auto const store = open();
        auto event = event_of("a", kind::intent);
        event.key = "\"quoted\\\" 湖\n";
        event.body = R"({"prompt":"{a,\"b\"}"})";
        BOOST_TEST(!store->record(event).failed());
        BOOST_TEST(!store->record(event_of("a", kind::sending)).failed());
    }
    auto const history = open()->read("a");
    BOOST_TEST_REQUIRE(history.events.size() == 2U);
    BOOST_TEST(history.first().key == "\"quoted\\\" 湖\n");
    BOOST_TEST(history.first().body == R"({"prompt":"{a,\"b\"}"})");
    BOOST_TEST((history.standing() == job_standing::unknown));
    BOOST_TEST(history.damaged_lines == 0U);
    BOOST_TEST(open()->read("b").events.empty());
}

BOOST_AUTO_TEST_CASE(a_name_that_no_job_has_is_refused)
{
    auto const store = open();
    for (auto const* const name : {"", "../a", "A", "a'b"})
        BOOST_TEST((store->record(event_of(name, kind::intent)) == client_errc::bad_path));
}

BOOST_AUTO_TEST_CASE(a_job_is_one_stores_until_its_lease_ends)
{
    auto const first = open(), second = open();
    BOOST_TEST(!first->record(event_of("a", kind::intent)).failed());
    BOOST_TEST((second->record(event_of("a", kind::intent)) == client_errc::job_locked));
    expire("a");
    BOOST_TEST(!second->record(event_of("a", kind::intent)).failed());
    BOOST_TEST((first->record(event_of("a", kind::sending)) == client_errc::job_locked)); // it was away for too long
    BOOST_TEST((first->record(event_of("a", kind::intent, 1)) == client_errc::job_locked));
    BOOST_TEST(!second->record(event_of("a", kind::sending)).failed());
    BOOST_TEST(second->read("a").events.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_submit_on_its_way_is_taken_from_nobody)
{
    auto const first = open(), second = open();
    BOOST_TEST(!first->record(event_of("a", kind::intent)).failed());
    BOOST_TEST(!first->record(event_of("a", kind::sending)).failed());
    expire("a");
    BOOST_TEST((second->record(event_of("a", kind::intent)) == client_errc::job_exists));
    BOOST_TEST((second->record(event_of("a", kind::accepted)) == client_errc::job_locked));
    BOOST_TEST(!first->record(event_of("a", kind::accepted)).failed());
    expire("a");
    BOOST_TEST(!second->record(event_of("a", kind::done)).failed()); // whose task anybody may fetch
    BOOST_TEST((first->record(event_of("a", kind::done)) == client_errc::job_locked));
    BOOST_TEST(!second->record(event_of("a", kind::final)).failed());
    BOOST_TEST(second->read("a").events.size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_lease_is_renewed_while_its_store_is_there)
{
    auto first = open(std::chrono::seconds{1});
    BOOST_TEST(!first->record(event_of("a", kind::intent)).failed());
    std::this_thread::sleep_for(std::chrono::milliseconds{2500});
    auto const second = open();
    BOOST_TEST((second->record(event_of("a", kind::intent)) == client_errc::job_locked));
    first.reset();
    std::this_thread::sleep_for(std::chrono::milliseconds{1500});
    BOOST_TEST(!second->record(event_of("a", kind::intent)).failed());
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_cut_is_made_anew_and_nothing_is_recorded_twice)
{
    auto const store = open();
    for (auto const what : {kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final}) {
        cut_connections();
        BOOST_TEST(!store->record(event_of("a", what)).failed());
    }
    BOOST_TEST(store->read("a").events.size() == 6U);
    BOOST_TEST(store->read("a").next_number == 6U);
}

/// As one whose answer was lost: the row has what the store does not know of.
BOOST_AUTO_TEST_CASE(an_event_whose_answer_was_lost_is_there_once)
{
    auto const store = open();
    BOOST_TEST(!store->record(event_of("a", kind::intent)).failed());
    auto sql = connect();
    auto const row = sql.ask("SELECT owner, fence, next FROM jimeng.job WHERE name = 'a'");
    std::string const owner{row.text(0, "owner")}, fence{row.text(0, "fence")};
    auto const again = [&](char const* number, char const* line) {
        return sql.ask("SELECT jimeng.append('a',$1,$2,$3,ARRAY[$4],'sending',1::smallint,false,true,30) AS is",
                       {owner, fence, number, line});
    };
    BOOST_TEST(again("1", "x").flag(0, "is"));
    BOOST_TEST(again("1", "x").flag(0, "is"));
    BOOST_TEST(!again("3", "x").flag(0, "is")); // one before it is missing
    BOOST_TEST(sql.ask("SELECT count(*) AS n FROM jimeng.event WHERE job = 'a'").number(0, "n") == 2);
}

BOOST_AUTO_TEST_CASE(a_server_that_loses_commits_is_refused)
{
    connect().carry_out("ALTER DATABASE postgres SET synchronous_commit = off");
    auto const words = complaint_of(url());
    connect().carry_out("ALTER DATABASE postgres RESET synchronous_commit");
    BOOST_TEST(words ==
               "the database has synchronous_commit = off, so a crash would lose what it confirmed, and a job could "
               "be paid twice; run ALTER DATABASE ... SET synchronous_commit = on, or ALTER ROLE ... where the "
               "role has it");
}

BOOST_AUTO_TEST_CASE(a_schema_of_a_later_version_is_left_alone)
{
    static_cast<void>(open());
    connect().carry_out("UPDATE jimeng.version SET version = 99");
    BOOST_TEST(complaint_of(url()).find("has version 99 and this program knows 2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(many_that_open_it_first_make_one_schema)
{
    std::vector<std::jthread> threads;
    for (int i = 0; i != 8; ++i)
        threads.emplace_back([this] { static_cast<void>(open()); });
    threads.clear();
    BOOST_TEST(connect().ask("SELECT count(*) AS n FROM jimeng.version").number(0, "n") == 1);
}

BOOST_AUTO_TEST_CASE(no_word_of_a_password_is_in_what_is_wrong_with_an_address)
{
    for (auto const* const bad :
         {"postgresql://me:s3cret@word@127.0.0.1:1/x", "postgresql://me:s3cret/word@h/x",
          "postgresql://me:s3cret@h:nonsense/x", "me:s3cret@h", "postgresql://me:s3cret@127.0.0.1:1/x",
          "postgresql://me@127.0.0.1:1/x?password=s3cret&nonsense=1"}) {
        auto const words = complaint_of(bad);
        BOOST_TEST(words.find("s3cret") == std::string::npos, words);
        BOOST_TEST(words.find("word@") == std::string::npos, words);
        BOOST_TEST(words.find('\n') == std::string::npos, words);
        BOOST_TEST(!words.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
