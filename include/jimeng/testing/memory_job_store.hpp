#ifndef JIMENG_TESTING_MEMORY_JOB_STORE_HPP
#define JIMENG_TESTING_MEMORY_JOB_STORE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/job_store.hpp>

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI::testing {

/// Keeps jobs as a store of files does, in memory: to test what a program makes of its jobs.
/// @par Thread safety Safe.
class memory_job_store final : public job_store {
public:
    /// Without a key: `job-1`, `job-2`, ...
    [[nodiscard]] std::string name_job(std::string_view key, std::chrono::system_clock::time_point) override
    {
        std::lock_guard const lock{mutex_};
        return key.empty() ? "job-" + std::to_string(++named_) : "key-" + std::string{key};
    }

    error_code record(job_event const& event) override
    {
        std::lock_guard const lock{mutex_};
        bool const begins = event.what == job_event::kind::intent && event.attempt == 0;
        if (is_of_submit(event) && begins == begun_.contains(event.job)) return client_errc::job_locked;
        auto& events = jobs_[event.job];
        bool const sent = !events.empty() && standing_after(events.back()) != job_standing::not_sent;
        if (begins && sent) return client_errc::job_exists;
        events.push_back(event);
        if (begins) begun_.insert(event.job);
        if (event.what == job_event::kind::final) begun_.erase(event.job);
        return {};
    }

    void release(std::string_view job) noexcept override
    {
        std::lock_guard const lock{mutex_};
        if (auto const found = begun_.find(job); found != begun_.end()) begun_.erase(found);
    }

    /// What was recorded of a job; empty where there is none of that name.
    [[nodiscard]] std::vector<job_event> events(std::string_view job) const
    {
        std::lock_guard const lock{mutex_};
        auto const found = jobs_.find(job);
        return found == jobs_.end() ? std::vector<job_event>{} : found->second;
    }

private:
    mutable std::mutex mutex_;
    int named_ = 0;
    std::map<std::string, std::vector<job_event>, std::less<>> jobs_;
    std::set<std::string, std::less<>> begun_; ///< Jobs whose operation has not ended.
};

} // namespace jimeng::inline JIMENG_ABI::testing

#endif
