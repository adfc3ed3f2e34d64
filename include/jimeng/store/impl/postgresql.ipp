#ifndef JIMENG_STORE_IMPL_POSTGRESQL_IPP
#define JIMENG_STORE_IMPL_POSTGRESQL_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/job_names.hpp>
#include <jimeng/store/detail/journal_file.hpp>
#include <jimeng/store/detail/postgresql_jobs.hpp>
#include <jimeng/store/detail/postgresql_pool.hpp>
#include <jimeng/store/postgresql.hpp>

#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

struct postgresql_job_store::impl {
    explicit impl(postgresql_options how)
        : options{std::move(how)},
          pool{options.url, options.patience},
          renewing{options.url, options.lease},
          renewer{[this](std::stop_token const& over) { renew(over); }}
    {}
    ~impl()
    {
        renewing.close();
        renewer.request_stop();
        renewer.join();
    }

    /// The row of a job that is this store's from now on; else whose it is.
    error_code take(detail::taken_job& job, job_event const& event, bool begins)
    {
        auto const rows = pool.ask([&](auto& to) {
            return to.ask("SELECT * FROM jimeng.take($1,$2,$3)", {event.job, me, detail::sql(options.lease.count())});
        });
        if (rows.text(0, "owner") == me) return job.take(rows, 0), error_code{};
        bool const sent = rows.text(0, "phase") == "sending";
        return begins && sent ? client_errc::job_exists : client_errc::job_locked;
    }

    /// What is left of a job that nobody goes on with here. One try.
    void end(std::string const& name, detail::taken_job& job)
    {
        job.send_left(pool);
        jobs.drop(name, job.fence());
        let_go(name, job.fence());
    }

    void let_go(std::string const& name, std::int64_t fence)
    {
        pool.ask_within(std::chrono::seconds{0}, [&](auto& to) {
            return to.ask("SELECT jimeng.let_go($1,$2,$3)", {name, me, detail::sql(fence)});
        });
    }

    /// @return False where it was no longer this store's.
    bool give_back(std::string const& name, std::int64_t fence, std::chrono::seconds pause)
    {
        return pool.ask([&](auto& to) {
            return to
                .ask("SELECT jimeng.give_back($1,$2,$3,$4) AS mine",
                     {name, me, detail::sql(fence), detail::sql(pause.count())})
                .flag(0, "mine");
        });
    }

    void renew(std::stop_token const& over)
    {
        std::mutex mutex;
        std::condition_variable_any change;
        for (;;) {
            std::unique_lock lock{mutex};
            change.wait_for(lock, over, std::chrono::milliseconds{options.lease} / 3, [] { return false; });
            if (over.stop_requested()) return;
            auto const all = jobs.all();
            if (all.empty()) continue;
            std::vector<std::string> names;
            for (auto const& [name, one] : all)
                names.push_back(name);
            try {
                for (auto const& [name, one] : all)
                    if (std::unique_lock const free{one->mutex, std::try_to_lock})
                        one->is_left() ? end(name, *one) : one->send_left(renewing);
                renewing.ask([&](auto& to) {
                    return to.ask("SELECT jimeng.renew($1,$2,$3)",
                                  {me, detail::sql_list(names), detail::sql(options.lease.count())});
                });
            } catch (std::exception const&) { // the next time; whoever has lost a job learns it with its next event
            }
        }
    }

    postgresql_options options;
    std::string me = detail::random_digits();
    detail::postgresql_pool pool;
    detail::postgresql_pool renewing; ///< Of its own: the others may all wait.
    detail::taken_jobs jobs;
    std::jthread renewer;
};

inline postgresql_job_store::postgresql_job_store(std::unique_ptr<impl> made) : impl_{std::move(made)} {}
JIMENG_DECL postgresql_job_store::~postgresql_job_store() = default;

JIMENG_DECL std::shared_ptr<postgresql_job_store> postgresql_job_store::open(postgresql_options options, error_code& ec,
                                                                             diagnostics& details)
{
    ec = client_errc::bad_setting;
    details.client_message = detail::trouble_with_store_url(options.url);
    if (options.lease < std::chrono::seconds{1})
        details.client_message = "the lease of the store is shorter than 1 s; 30 s are usual";
    if (!details.client_message.empty()) return nullptr;
    try {
        detail::postgresql_connection first{options.url}; // whoever mistyped an address should not wait for it
        details.client_message = detail::trouble_with_durability(first);
        if (!details.client_message.empty()) return nullptr;
        details.client_message = detail::trouble_with_schema(first, options.schema);
        if (!details.client_message.empty()) return nullptr;
        bool const may_change = options.schema != schema_use::keep;
        auto made = std::unique_ptr<impl>{new impl{std::move(options)}};
        if (may_change) made->pool.ask([](auto& to) { return detail::migrate(to), true; });
        ec = {};
        return std::shared_ptr<postgresql_job_store>{new postgresql_job_store{std::move(made)}};
    } catch (std::exception const& error) {
        ec = client_errc::file_io;
        details.client_message = for_terminal(error.what(), 600);
        return nullptr;
    }
}

JIMENG_DECL std::string postgresql_job_store::name_job(std::string_view key, std::chrono::system_clock::time_point now)
{
    return detail::job_name(key, now);
}

JIMENG_DECL error_code postgresql_job_store::record(job_event const& event)
{
    if (!detail::is_job_name(event.job)) return client_errc::bad_path;
    auto const job = impl_->jobs.of(event.job);
    std::lock_guard const lock{job->mutex};
    auto const ec = record_for(*job, event);
    if (event.what == job_event::kind::final && !ec.failed()) impl_->jobs.drop(event.job);
    return ec;
}

inline error_code postgresql_job_store::record_for(detail::taken_job& job, job_event const& event)
{
    bool const begins = event.what == job_event::kind::intent && event.attempt == 0;
    bool const opened = job.is_taken();
    auto const forget = [&] {
        if (!opened) impl_->jobs.drop(event.job);
        if (!opened && job.is_taken()) impl_->let_go(event.job, job.fence());
    };
    try {
        auto ec = opened ? error_code{} : impl_->take(job, event, begins);
        if (!ec.failed()) ec = job.refusal_of(event, begins);
        auto seen = event;
        std::error_code failure; // whoever reads it may stand in another folder
        auto const whole = seen.path.empty() ? std::filesystem::path{} : std::filesystem::absolute(seen.path, failure);
        if (!failure && !whole.empty()) seen.path = whole.string();
        bool const asks = !ec.failed() && job.needs(event);
        if (asks && !job.append(impl_->pool, impl_->me, impl_->options.lease, seen)) ec = client_errc::job_locked;
        if (ec.failed() || !asks) forget();
        return ec;
    } catch (...) {
        if (!opened) impl_->jobs.drop(event.job); // what was taken is anybody's when the lease has ended
        throw;
    }
}

JIMENG_DECL void postgresql_job_store::release(std::string_view name) noexcept
try {
    auto const job = impl_->jobs.find(name);
    if (!job || !job->is_taken()) return;
    std::lock_guard const lock{job->mutex};
    job->leave(); // where the server is away, the next beat of the renewer is soon enough
    impl_->end(std::string{name}, *job);
} catch (std::exception const&) { // the lease ends by itself
}

JIMENG_DECL job_history postgresql_job_store::read(std::string_view name)
{
    auto const rows = impl_->pool.ask([&](auto& to) {
        return to.ask("SELECT line FROM jimeng.event WHERE job = $1 ORDER BY number", {std::string{name}});
    });
    std::string journal;
    for (int row = 0; row != rows.size(); ++row)
        (journal += rows.text(row, "line")) += '\n';
    return read_history(std::string{name}, journal);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
