#ifndef JIMENG_STORE_IMPL_POSTGRESQL_QUEUE_IPP
#define JIMENG_STORE_IMPL_POSTGRESQL_QUEUE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/store/impl/postgresql.ipp>
#include <jimeng/store/postgresql_queue.hpp>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

template <class Number>
sql_value sql_or_null(std::optional<Number> const& number)
{
    if (!number) return std::nullopt;
    if constexpr (std::is_integral_v<Number>)
        return std::to_string(*number);
    else
        return number_text(*number);
}

inline std::vector<sql_value> columns_of(std::string const& account, std::vector<queued_job> const& jobs)
{
    std::vector<std::string> names, folders, ids, bodies, pictures, seconds;
    for (auto const& one : jobs) {
        names.push_back(one.name);
        folders.push_back(one.folder);
        ids.push_back(one.id);
        bodies.push_back(one.body);
        pictures.push_back(std::to_string(one.pictures));
        seconds.push_back(std::to_string(one.seconds));
    }
    return {account,          sql_list(names),    sql_list(folders), sql_list(ids),
            sql_list(bodies), sql_list(pictures), sql_list(seconds)};
}

inline leased_job leased_from(sql_rows const& rows, int row)
{
    auto const text = [&](char const* column) { return std::string{rows.text(row, column)}; };
    return {{text("name"), text("folder"), text("id"), text("body"), rows.number(row, "pictures"),
             rows.number(row, "seconds")},
            rows.number(row, "fence"),
            rows.number(row, "next") == 0,
            rows.number(row, "standing") == 0};
}

inline sql_value word_of(queue_outcome::lesson learned)
{
    using enum queue_outcome::lesson;
    switch (learned) {
    case well: return "well";
    case tasks: return "tasks";
    case submits: return "rate";
    case none: break;
    }
    return std::nullopt;
}

inline std::vector<sql_value> values_of_turn(std::string const& account, std::string const& mine,
                                             std::chrono::seconds lease, int most,
                                             std::vector<settled_job> const& ended)
{
    std::vector<sql_value> names, fences, agains, becomes, tolds, pictures, seconds, learned;
    for (auto const& [job, outcome] : ended) {
        bool const again = outcome.status.empty();
        auto const wait = static_cast<double>(outcome.again_after.count()) / 1000.0;
        names.emplace_back(job.job.name);
        fences.push_back(sql(job.fence));
        agains.push_back(again ? sql_value{number_text(wait)} : std::nullopt);
        becomes.push_back(again ? std::nullopt : sql_value{outcome.status});
        tolds.push_back(again ? std::nullopt : sql_value{outcome.told});
        pictures.push_back(sql(outcome.paid_pictures));
        seconds.push_back(sql(outcome.paid_seconds));
        learned.push_back(word_of(outcome.learned));
    }
    return {account,
            mine,
            sql(lease.count()),
            sql(most),
            sql_list(names),
            sql_list(fences),
            sql_list(agains),
            sql_list(becomes),
            sql_list(tolds),
            sql_list(pictures),
            sql_list(seconds),
            sql_list(learned)};
}

inline double real_of(sql_rows const& rows, char const* column)
{
    double value = 0.0;
    auto const text = rows.text(0, column);
    std::from_chars(text.data(), text.data() + text.size(), value); // not strtod, which reads as the locale writes
    return value;
}

inline constexpr char state_of_account[] = R"SQL(
SELECT a.*,
  count(*) FILTER (WHERE j.state = 'ready') AS ready,
  count(*) FILTER (WHERE j.state = 'ready' AND
    ((j.pictures > 0 AND j.pictures > a.most_pictures - a.paid_pictures - a.reserved_pictures) OR
     (j.seconds > 0 AND j.seconds > a.most_seconds - a.paid_seconds - a.reserved_seconds))) AS beyond,
  count(*) FILTER (WHERE j.state = 'running' AND NOT (j.phase = 'sending' AND j.lease_until < now())) AS running,
  count(*) FILTER (WHERE j.status = 'done') AS done,
  count(*) FILTER (WHERE j.status = 'failed') AS failed,
  count(*) FILTER (WHERE j.status = 'unknown' OR
    (j.state = 'running' AND j.phase = 'sending' AND j.lease_until < now())) AS unknown,
  count(DISTINCT j.owner) FILTER (WHERE j.state = 'running' AND j.lease_until >= now()) AS workers
FROM jimeng.account AS a LEFT JOIN jimeng.job AS j ON j.account = a.name WHERE a.name = $1 GROUP BY a.name
)SQL";

} // namespace detail

JIMENG_DECL postgresql_queue::postgresql_queue(std::shared_ptr<postgresql_job_store> store, std::string account)
    : store_{std::move(store)},
      account_{std::move(account)}
{
    limit({});
}

JIMENG_DECL void postgresql_queue::limit(queue_limits const& limits)
{
    using detail::sql_or_null;
    store_->impl_->pool.ask([&](auto& to) {
        return to.ask("SELECT jimeng.limit_account($1,$2,$3,$4,$5)",
                      {account_, sql_or_null(limits.tasks), sql_or_null(limits.submits_per_second),
                       sql_or_null(limits.pictures), sql_or_null(limits.seconds)});
    });
}

JIMENG_DECL std::int64_t postgresql_queue::enqueue(std::vector<queued_job> const& jobs)
{
    auto const values = detail::columns_of(account_, jobs);
    return store_->impl_->pool.ask([&](auto& to) {
        return to.ask("SELECT jimeng.enqueue($1,$2,$3,$4,$5,$6,$7) AS added", values).number(0, "added");
    });
}

JIMENG_DECL std::int64_t postgresql_queue::known(std::vector<std::string> const& names)
{
    return store_->impl_->pool.ask([&](auto& to) {
        return to
            .ask("SELECT count(*) AS known FROM jimeng.job WHERE account = $1 AND name = ANY ($2)",
                 {account_, detail::sql_list(names)})
            .number(0, "known");
    });
}

JIMENG_DECL std::int64_t postgresql_queue::begin_anew(std::vector<std::string> const& names, bool failed, bool unknown)
{
    return store_->impl_->pool.ask([&](auto& to) {
        return to
            .ask("SELECT jimeng.again($1,$2,$3,$4) AS changed",
                 {account_, detail::sql_list(names), detail::sql_flag(failed), detail::sql_flag(unknown)})
            .number(0, "changed");
    });
}

JIMENG_DECL queue_turn postgresql_queue::turn(std::vector<settled_job> const& ended, int most)
{
    auto& store = *store_->impl_;
    auto const values = detail::values_of_turn(account_, store.me, store.options.lease, most, ended);
    auto const rows = store.pool.ask(
        [&](auto& to) { return to.ask("SELECT * FROM jimeng.turn($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)", values); });
    std::set<std::pair<std::string_view, std::int64_t>> settled;
    for (int row = 0; row != rows.size(); ++row)
        if (rows.text(row, "state") != "running") settled.emplace(rows.text(row, "name"), rows.number(row, "fence"));
    queue_turn made;
    for (auto const& one : ended) {
        made.counts.push_back(settled.contains({one.job.job.name, one.job.fence}));
        store.jobs.drop(one.job.job.name, one.job.fence);
    }
    for (int row = 0; row != rows.size(); ++row) {
        if (rows.text(row, "state") != "running") continue;
        auto job = detail::leased_from(rows, row);
        auto one = std::make_shared<detail::taken_job>();
        one->take(rows, row);
        store.jobs.put(job.job.name, std::move(one)) ? made.jobs.push_back(std::move(job)) : put_off(job);
    }
    return made;
}

/// This store lost it, and what it began with it has not learned that yet.
inline void postgresql_queue::put_off(leased_job const& job)
try {
    static_cast<void>(store_->impl_->give_back(job.job.name, job.fence, std::chrono::seconds{1}));
} catch (std::exception const&) { // nobody renews it here
}

JIMENG_DECL std::vector<leased_job> postgresql_queue::lease(int most)
{
    return turn({}, most).jobs;
}

JIMENG_DECL bool postgresql_queue::finish(leased_job const& job, queue_outcome const& outcome)
{
    return turn({{job, outcome}}, 0).counts.front();
}

JIMENG_DECL bool postgresql_queue::give_back(leased_job const& job, std::chrono::seconds pause)
{
    auto& store = *store_->impl_;
    if (auto const kept = store.jobs.drop(job.job.name, job.fence)) {
        std::lock_guard const lock{kept->mutex};
        kept->send_left(store.pool, store.pool.patience());
    }
    return store.give_back(job.job.name, job.fence, pause);
}

JIMENG_DECL queue_state postgresql_queue::state()
{
    auto const rows = store_->impl_->pool.ask([&](auto& to) { return to.ask(detail::state_of_account, {account_}); });
    queue_state now;
    if (rows.size() == 0) return now;
    auto const number = [&](char const* column) { return rows.number(0, column); };
    now.ready = number("ready");
    now.beyond_budget = number("beyond");
    now.running = number("running");
    now.done = number("done");
    now.failed = number("failed");
    now.unknown = number("unknown");
    now.workers = number("workers");
    now.tasks = static_cast<int>(number("tasks"));
    now.most_tasks = static_cast<int>(number("most_tasks"));
    now.rate = detail::real_of(rows, "rate");
    now.most_rate = detail::real_of(rows, "most_rate");
    if (!rows.is_null(0, "most_pictures")) now.most_pictures = number("most_pictures");
    if (!rows.is_null(0, "most_seconds")) now.most_seconds = number("most_seconds");
    now.paid_pictures = number("paid_pictures");
    now.paid_seconds = number("paid_seconds");
    now.reserved_pictures = number("reserved_pictures");
    now.reserved_seconds = number("reserved_seconds");
    return now;
}

JIMENG_DECL std::vector<std::string> postgresql_queue::outcomes(std::string const& folder)
{
    auto const rows = store_->impl_->pool.ask([&](auto& to) {
        return to.ask(
            "SELECT outcome FROM jimeng.job WHERE account = $1 AND state = 'ended' AND ($2 = '' OR folder = $2) "
            "ORDER BY place",
            {account_, folder});
    });
    std::vector<std::string> all;
    for (int row = 0; row != rows.size(); ++row)
        all.emplace_back(rows.text(row, "outcome"));
    return all;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
