// A database without the schema, in the server whose address JIMENG_TEST_STORE has.
#ifndef JIMENG_TESTS_STORE_POSTGRESQL_FIXTURE_HPP
#define JIMENG_TESTS_STORE_POSTGRESQL_FIXTURE_HPP

#include <jimeng/store/detail/postgresql_connection.hpp>
#include <jimeng/store/postgresql.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <memory>
#include <string>

namespace jimeng_tests {

struct postgresql_fixture {
    postgresql_fixture() { connect().carry_out("DROP SCHEMA IF EXISTS jimeng CASCADE"); }

    static std::string url()
    {
        char const* const set = std::getenv("JIMENG_TEST_STORE");
        BOOST_TEST_REQUIRE(set != nullptr, "run it by tests/support/postgresql.py");
        return set;
    }
    static jimeng::detail::postgresql_connection connect() { return jimeng::detail::postgresql_connection{url()}; }

    static std::shared_ptr<jimeng::postgresql_job_store> open(std::chrono::seconds lease = std::chrono::seconds{30})
    {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        auto made = jimeng::postgresql_job_store::open({url(), lease}, ec, details);
        if (!made) throw std::runtime_error{details.client_message};
        return made;
    }

    /// As if nobody had heard of its owner for as long as its lease is.
    static void expire(std::string const& job)
    {
        connect().ask("UPDATE jimeng.job SET lease_until = '-infinity' WHERE name = $1", {job});
        connect().carry_out("UPDATE jimeng.account SET look_at = '-infinity'");
    }
    /// What a crash of the server leaves.
    static void remember()
    {
        connect().carry_out("CREATE TABLE jimeng.kept_account AS TABLE jimeng.account;"
                            "CREATE TABLE jimeng.kept_job AS TABLE jimeng.job;"
                            "CREATE TABLE jimeng.kept_event AS TABLE jimeng.event");
    }
    /// Takes away what was not waited for since then.
    static void crash()
    {
        connect().carry_out("DELETE FROM jimeng.event; DELETE FROM jimeng.job; DELETE FROM jimeng.account;"
                            "INSERT INTO jimeng.account TABLE jimeng.kept_account;"
                            "INSERT INTO jimeng.job OVERRIDING SYSTEM VALUE SELECT * FROM jimeng.kept_job;"
                            "INSERT INTO jimeng.event TABLE jimeng.kept_event");
    }
    /// All but the one that cuts them.
    static void cut_connections()
    {
        connect().ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                      "WHERE pid <> pg_backend_pid() AND datname = current_database()");
    }
};

} // namespace jimeng_tests

#endif
