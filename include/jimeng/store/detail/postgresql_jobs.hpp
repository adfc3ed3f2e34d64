#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_JOBS_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_JOBS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/job_store.hpp>
#include <jimeng/store/detail/postgresql_pool.hpp>
#include <jimeng/store/journal_line.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

/// A job that this store goes on with, as one taking of it has it.
class taken_job {
public:
    std::mutex mutex; ///< Of all below, while an event is on its way.

    [[nodiscard]] bool is_taken() const noexcept { return fence_ != 0; }
    [[nodiscard]] std::int64_t fence() const noexcept { return fence_; }

    /// From a row of `jimeng.job` that is this store's.
    void take(sql_rows const& rows, int row)
    {
        fence_ = rows.number(row, "fence");
        next_ = static_cast<std::uint64_t>(rows.number(row, "next"));
        standing_ = static_cast<job_standing>(rows.number(row, "standing"));
        well_ = rows.flag(row, "well");
    }

    /// Whether an event may come next. `begins`: it is the first of an operation that submits.
    [[nodiscard]] error_code refusal_of(job_event const& event, bool begins) const
    {
        if (lost_) return client_errc::job_locked;
        if (begins && begun_) return client_errc::job_locked;
        if (begins && standing_ != job_standing::not_sent) return client_errc::job_exists;
        if (is_of_submit(event) && !begins && !begun_) return client_errc::job_locked;
        return {};
    }
    /// What ended well stays so, whatever a later look at its task says.
    [[nodiscard]] bool needs(job_event const& event) const
    {
        return !(well_ && event.what == job_event::kind::final && event.error.failed());
    }

    /// @return False where it is no longer this store's, or a crash of the server took away what came before.
    bool append(postgresql_pool& pool, std::string const& mine, std::chrono::seconds lease, job_event const& event)
    {
        using enum job_event::kind;
        bool const durable = event.what != intent && event.what != done && event.what != saved;
        auto const first = next_ - waiting_.size();
        waiting_.push_back(to_text({next_, event})); // until it is known to be durable it comes along with the next
        waiting_.back().pop_back();                  // its end
        ++next_;
        bool const ends_well = event.what == final ? !event.error.failed() : event.what != intent && well_;
        std::vector<sql_value> values{event.job,
                                      mine,
                                      sql(fence_),
                                      sql(static_cast<std::int64_t>(first)),
                                      sql_list(waiting_),
                                      std::string{to_string(event.what)},
                                      sql(static_cast<int>(standing_after(event))),
                                      sql_flag(ends_well),
                                      sql_flag(durable),
                                      sql(lease.count())};
        if (!send(pool, pool.patience(), values, !is_of_submit(event))) return false;
        well_ = ends_well;
        standing_ = standing_after(event);
        begun_ = begun_ || (event.what == intent && event.attempt == 0);
        if (durable) waiting_.clear();
        return true;
    }

    /// Once more what the server did not take, for a task's id may be in it. @throws std::runtime_error
    void send_left(postgresql_pool& pool, std::chrono::seconds patience = std::chrono::seconds{0})
    {
        if (!unsent_.empty() && !lost_) static_cast<void>(send(pool, patience, std::exchange(unsent_, {}), true));
    }

    /// Nobody goes on with it here.
    void leave() noexcept { left_ = true; }
    [[nodiscard]] bool is_left() const noexcept { return left_; }

private:
    /// @param keep  What the server may not have is sent again; not so what was to come before a submit that now
    /// never leaves.
    bool send(postgresql_pool& pool, std::chrono::seconds patience, std::vector<sql_value> values, bool keep)
    {
        unsent_.clear();
        try {
            lost_ = !pool.ask_within(patience, [&](postgresql_connection& to) {
                return to.ask("SELECT jimeng.append($1,$2,$3,$4,$5,$6,$7::smallint,$8,$9,$10) AS is", values)
                    .flag(0, "is");
            });
        } catch (...) {
            if (keep) unsent_ = std::move(values);
            throw;
        }
        return !lost_;
    }

    std::int64_t fence_ = 0; ///< 0: it is not taken.
    std::uint64_t next_ = 0;
    job_standing standing_ = job_standing::not_sent;
    bool well_ = false;
    bool begun_ = false;
    bool lost_ = false;
    bool left_ = false;
    std::vector<std::string> waiting_; ///< Lines that the server may still lose.
    std::vector<sql_value> unsent_;    ///< What it did not confirm.
};

/// All of them. @par Thread safety Safe.
class taken_jobs {
public:
    std::shared_ptr<taken_job> of(std::string_view name)
    {
        std::lock_guard const lock{mutex_};
        auto found = jobs_.find(name);
        if (found == jobs_.end()) found = jobs_.emplace(std::string{name}, std::make_shared<taken_job>()).first;
        return found->second;
    }
    /// @return False where an earlier taking is at work still: what that records must never count for this one.
    [[nodiscard]] bool put(std::string name, std::shared_ptr<taken_job> one)
    {
        std::lock_guard const lock{mutex_};
        return jobs_.emplace(std::move(name), std::move(one)).second;
    }
    void drop(std::string_view name) noexcept
    {
        std::lock_guard const lock{mutex_};
        auto const found = jobs_.find(name);
        if (found != jobs_.end()) jobs_.erase(found);
    }
    [[nodiscard]] std::shared_ptr<taken_job> find(std::string_view name)
    {
        std::lock_guard const lock{mutex_};
        auto const found = jobs_.find(name);
        return found == jobs_.end() ? nullptr : found->second;
    }
    /// One taking of it. @return What was there, or null.
    std::shared_ptr<taken_job> drop(std::string_view name, std::int64_t fence)
    {
        std::lock_guard const lock{mutex_};
        auto const found = jobs_.find(name);
        if (found == jobs_.end() || found->second->fence() != fence) return {};
        auto one = std::move(found->second);
        jobs_.erase(found);
        return one;
    }
    [[nodiscard]] std::map<std::string, std::shared_ptr<taken_job>, std::less<>> all()
    {
        std::lock_guard const lock{mutex_};
        return jobs_;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<taken_job>, std::less<>> jobs_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
