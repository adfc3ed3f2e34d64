#ifndef JIMENG_COMMAND_DISCREET_STORE_HPP
#define JIMENG_COMMAND_DISCREET_STORE_HPP

#include "secrets.hpp"

#include <jimeng/net/job_store.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace command {

/// A journal that no secret gets into: an answer that is kept may repeat the headers of the request.
class discreet_store final : public jimeng::job_store {
public:
    explicit discreet_store(std::shared_ptr<jimeng::job_store> to) : to_{std::move(to)} {}

    [[nodiscard]] std::string name_job(std::string_view key, std::chrono::system_clock::time_point now) override
    {
        return to_->name_job(key, now);
    }
    jimeng::error_code record(jimeng::job_event const& event) override
    {
        return event.answer.empty() ? to_->record(event) : to_->record(shown(event));
    }
    void async_record(jimeng::job_event event, std::function<void(jimeng::error_code)> done) override
    {
        to_->async_record(shown(std::move(event)), std::move(done));
    }
    void release(std::string_view job) noexcept override { to_->release(job); }

private:
    static jimeng::job_event shown(jimeng::job_event event)
    {
        event.answer = known_secrets().hidden_in(event.answer);
        return event;
    }

    std::shared_ptr<jimeng::job_store> to_;
};

} // namespace command

#endif
