#ifndef JIMENG_COMMAND_DISCREET_STORE_HPP
#define JIMENG_COMMAND_DISCREET_STORE_HPP

#include "secrets.hpp"

#include <jimeng/net/job_store.hpp>

#include <chrono>
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
        if (event.answer.empty()) return to_->record(event);
        auto shown = event;
        shown.answer = known_secrets().hidden_in(event.answer);
        return to_->record(shown);
    }
    void release(std::string_view job) noexcept override { to_->release(job); }

private:
    std::shared_ptr<jimeng::job_store> to_;
};

} // namespace command

#endif
