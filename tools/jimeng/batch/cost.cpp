#include "cost.hpp"

#include <algorithm>

namespace command::batch {

std::optional<cost> most_of(jimeng::model_entry const& model, jimeng::request_outline const& outline)
{
    using jimeng::result_kind;
    if (model.result == result_kind::pictures)
        return cost{static_cast<std::int64_t>(std::max<std::size_t>(outline.most_results, 1)), 0, 0};
    auto const rate = outline.frames_a_second;
    if (model.result != result_kind::video || outline.frames <= 0 || rate <= 0) return std::nullopt;
    return cost{0, (outline.frames + rate / 2) / rate, 0}; // the service adds a frame to whole seconds
}

cost paid_of(cost const& most, jimeng::verdict submitted, jimeng::error_code const& ended, std::size_t results)
{
    using jimeng::verdict;
    if (submitted == verdict::rejected || submitted == verdict::not_sent) return {};
    if (results != 0) return part_of(most, most.pictures == 0 ? 0 : static_cast<std::int64_t>(results), most.seconds);
    bool const failed_there = ended.failed() && ended.category() == jimeng::service_category();
    bool const by_word = submitted == verdict::accepted || submitted == verdict::none;
    return failed_there && by_word && ended != jimeng::condition::resumable ? cost{} : most;
}

cost part_of(cost const& most, std::int64_t pictures, std::int64_t seconds) noexcept
{
    cost part{pictures, seconds, 0};
    part.money = most.money / std::max<std::int64_t>(most.units(), 1) * part.units();
    return part;
}

cost paid_of(cost const& most, jimeng::job_history const& job)
{
    if (job.events.empty()) return job.standing() == jimeng::job_standing::not_sent ? cost{} : most;
    std::size_t results = 0;
    for (auto const& event : job.events)
        if (event.what == jimeng::job_event::kind::done) results = std::max(results, event.urls.size());
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: return {};
    case jimeng::job_standing::unknown: return most;
    case jimeng::job_standing::accepted: return results == 0 ? most : paid_of(most, {}, {}, results);
    case jimeng::job_standing::over: break;
    }
    return paid_of(most, job.last().submitted, job.last().error, results);
}

} // namespace command::batch
