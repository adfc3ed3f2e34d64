#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_POOL_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_POOL_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/postgresql_connection.hpp>
#include <jimeng/store/detail/postgresql_schema.hpp>
#include <jimeng/store/detail/schema_use.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// Why a server must not be trusted with what is paid, in one line with the remedy; empty: it may be.
inline std::string trouble_with_durability(postgresql_connection& to)
{
    auto const rows =
        to.ask("SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS waits, "
               "current_setting('synchronous_standby_names') AS standbys");
    constexpr char loses[] = ", so a crash would lose what it confirmed, and a job could be paid twice; ";
    if (rows.text(0, "fsync") == "off")
        return concat({"the database has fsync = off", loses, "set fsync = on in postgresql.conf and restart it"});
    auto const waits = rows.text(0, "waits");
    bool const standbys = !rows.text(0, "standbys").empty();
    if (waits == "off" || (waits == "local" && standbys))
        return concat({"the database has synchronous_commit = ", waits, loses,
                       "run ALTER DATABASE ... SET synchronous_commit = on, or ALTER ROLE ... where the role has it"});
    return {};
}

/// Connections to one database, as many as are asked at once.
/// @par Thread safety Safe.
class postgresql_pool {
public:
    postgresql_pool(std::string url, std::chrono::seconds patience) : url_{std::move(url)}, patience_{patience} {}

    [[nodiscard]] std::chrono::seconds patience() const noexcept { return patience_; }

    /// Runs `body` with a connection, again where that was cut off, until the patience is at its end: `body` must be
    /// one statement that may be carried out twice.
    /// @throws std::runtime_error
    template <class Body>
    auto ask(Body body)
    {
        return ask_within(patience_, body);
    }
    template <class Body>
    auto ask_within(std::chrono::seconds patience, Body body)
    {
        auto const end = std::chrono::steady_clock::now() + patience;
        for (auto pause = std::chrono::milliseconds{20};;
             pause = std::min(pause * 2, std::chrono::milliseconds{1000})) {
            try {
                auto to = take();
                auto answer = body(*to);
                give_back(std::move(to));
                return answer;
            } catch (postgresql_interrupted const&) {
                if (is_closed() || std::chrono::steady_clock::now() + pause > end) throw;
            }
            wait(pause);
        }
    }

    /// Waits no more for a server that is gone.
    void close()
    {
        std::lock_guard const lock{mutex_};
        closed_ = true;
        change_.notify_all();
    }

private:
    [[nodiscard]] bool is_closed()
    {
        std::lock_guard const lock{mutex_};
        return closed_;
    }
    void wait(std::chrono::milliseconds pause)
    {
        std::unique_lock lock{mutex_};
        change_.wait_for(lock, pause, [this] { return closed_; });
    }
    std::unique_ptr<postgresql_connection> take()
    {
        {
            std::lock_guard const lock{mutex_};
            if (!idle_.empty()) {
                auto to = std::move(idle_.back());
                idle_.pop_back();
                return to;
            }
        }
        auto made = std::make_unique<postgresql_connection>(url_);
        // The server may have been started anew with other settings.
        if (auto const trouble = trouble_with_durability(*made); !trouble.empty()) throw std::runtime_error{trouble};
        return made;
    }
    void give_back(std::unique_ptr<postgresql_connection> to)
    {
        std::lock_guard const lock{mutex_};
        if (to->is_good()) idle_.push_back(std::move(to));
    }

    std::string url_;
    std::chrono::seconds patience_;
    std::mutex mutex_;
    std::condition_variable change_;
    bool closed_ = false;
    std::vector<std::unique_ptr<postgresql_connection>> idle_;
};

/// The version of the schema; 0 where there is none.
inline std::size_t schema_version(postgresql_connection& to)
{
    auto const there = to.ask("SELECT to_regclass('jimeng.version') IS NOT NULL AS there");
    if (!there.flag(0, "there")) return 0;
    return static_cast<std::size_t>(to.ask("SELECT version FROM jimeng.version").number(0, "version"));
}

/// Why a schema cannot be used as it is, in one line with the remedy; empty: it can, or may be changed.
inline std::string trouble_with_schema(postgresql_connection& to, schema_use use)
{
    if (use == schema_use::make) return {};
    auto const version = schema_version(to);
    if (version == 0)
        return "the database has no schema jimeng, so no jobs were ever put there; put some there first, with jimeng "
               "batch --store, or name another database";
    if (use == schema_use::keep && version < postgresql_version)
        return concat({"the schema jimeng of the database has version ", std::to_string(version), " and this program ",
                       "needs ", std::to_string(postgresql_version),
                       "; a worker or a batch of this program brings it there"});
    return {};
}

/// Makes the schema, or brings it to this program's version.
/// @throws std::runtime_error Where it has a later one, or must not be made.
inline void migrate(postgresql_connection& to)
{
    auto const known = std::to_string(postgresql_version);
    auto version = schema_version(to);
    if (version < postgresql_version) {
        // One at a time; the number is this schema's. Only what begins after it sees what the one before made.
        static_cast<void>(to.ask("SELECT pg_advisory_lock(7310577)"));
        to.carry_out("BEGIN");
        version = schema_version(to);
        if (version == 0)
            to.carry_out("CREATE SCHEMA IF NOT EXISTS jimeng; CREATE TABLE jimeng.version (version int NOT NULL); "
                         "INSERT INTO jimeng.version VALUES (0);");
        for (auto const& step : postgresql_steps)
            if (step.version > version) to.carry_out(step.statements);
        to.carry_out("UPDATE jimeng.version SET version = greatest(version, " + known + "); COMMIT;");
        static_cast<void>(to.ask("SELECT pg_advisory_unlock(7310577)"));
    }
    if (version > postgresql_version)
        throw std::runtime_error{concat({"the schema jimeng of the database has version ", std::to_string(version),
                                         " and this program knows ", known, "; install the newer program"})};
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
