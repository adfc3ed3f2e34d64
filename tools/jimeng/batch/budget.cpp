#include "budget.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/numbers.hpp>

#include <string_view>

namespace command::batch {

namespace {

constexpr std::int64_t largest = 1'000'000'000;

bool fits(std::optional<std::int64_t> const& limit, std::int64_t used, std::int64_t more) noexcept
{
    return !limit || more == 0 || used + more <= *limit;
}

std::string part(std::optional<std::int64_t> const& limit, std::int64_t used, std::string_view unit)
{
    if (!limit && used == 0) return {};
    return std::to_string(used) + (limit ? " of " + std::to_string(*limit) : "") + std::string{unit};
}

} // namespace

std::string budget::read(std::vector<std::string> const& words)
{
    for (std::string_view const word : words) {
        bool const of_video = word.ends_with('s');
        auto const number = jimeng::detail::read_number<std::int64_t>(word.substr(0, word.size() - (of_video ? 1 : 0)));
        auto const shown = "--budget " + jimeng::for_terminal(word, 60);
        if (!number || *number < 0 || *number > largest)
            return shown + ": is no number from 0 to " + std::to_string(largest) +
                   "; write 100 for pictures, 60s for seconds of video";
        auto& limit = of_video ? seconds_ : pictures_;
        if (limit) return shown + ": is given twice; give one number for " + (of_video ? "seconds" : "pictures");
        limit = *number;
    }
    return {};
}

std::string budget::trouble_with(std::optional<cost> const& most) const
{
    if (!is_set()) return {};
    if (!most)
        return "what it costs is not known beforehand, so no --budget can be kept; leave the line or --budget out";
    if (most->pictures != 0 && !pictures_)
        return "it makes pictures, and --budget names seconds of video only; add --budget " +
               std::to_string(most->pictures) + " or more";
    if (most->seconds != 0 && !seconds_)
        return "it makes a video, and --budget names pictures only; add --budget " + std::to_string(most->seconds) +
               "s or more";
    return {};
}

bool budget::reserve(cost const& most) noexcept
{
    if (!fits(pictures_, paid_.pictures + reserved_.pictures, most.pictures)) return false;
    if (!fits(seconds_, paid_.seconds + reserved_.seconds, most.seconds)) return false;
    reserved_ += most;
    return true;
}

std::string budget::words() const
{
    auto const pictures = part(pictures_, paid_.pictures + reserved_.pictures, " pictures");
    auto const seconds = part(seconds_, paid_.seconds + reserved_.seconds, " s of video");
    if (pictures.empty() && seconds.empty()) return "0 pictures";
    return pictures + (pictures.empty() || seconds.empty() ? "" : ", ") + seconds;
}

} // namespace command::batch
