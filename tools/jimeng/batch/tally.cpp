#include "tally.hpp"

namespace command::batch {

void tally::add(outcome const& one, bool now)
{
    ++counts_[static_cast<std::size_t>(one.what)];
    if (now) ++ended_now;
    if (now) pictures_now += one.files.size();
    if (one.what != status::done && one.what != status::invalid) failures_[{one.code, one.cause}].push_back(one.id);
}

std::size_t tally::ended() const noexcept
{
    std::size_t all = 0;
    for (auto const count : counts_)
        all += count;
    return all;
}

exit_code tally::worst(bool budget_ended) const noexcept
{
    static constexpr std::array worst_first{
        local_io, submit_unknown, not_all_saved, still_running,  configuration,   authentication, throttled,
        not_sent, task_lost,      protocol,      service_failed, content_refused, usage};
    for (auto const code : worst_first) {
        if (budget_ended && code == throttled) return code;
        for (auto const& [cause, ids] : failures_)
            if (cause.first == code) return code;
    }
    return failures_.empty() ? success : service_failed;
}

} // namespace command::batch
