#ifndef JIMENG_CLIENT_DETAIL_SIGHTINGS_HPP
#define JIMENG_CLIENT_DETAIL_SIGHTINGS_HPP

#include <jimeng/client/poll_policy.hpp>
#include <jimeng/core/config.hpp>

#include <chrono>

namespace jimeng::inline JIMENG_ABI::detail {

/// Answers that would end a paid task. One alone proves little, for a store lags behind and a back end restarts: they
/// count only when nothing else came for `poll_policy::grace`, and often enough, far enough apart.
class sightings {
public:
    enum class of { nothing, not_found, internal_error, odd_answer };
    using time_point = std::chrono::system_clock::time_point;

    /// Whether that was often and long enough to be believed.
    [[nodiscard]] bool believed(of what, time_point now, int wanted, poll_policy const& policy)
    {
        if (what != what_ || now < last_) { // another one, or the clock was set back
            what_ = what;
            first_ = last_ = now;
            count_ = 1;
        } else if (now - last_ >= policy.sighting_gap) {
            last_ = now;
            ++count_;
        }
        return count_ >= wanted && now - first_ >= policy.grace;
    }

    void forget() noexcept { what_ = of::nothing; }

private:
    of what_ = of::nothing;
    time_point first_{};
    time_point last_{};
    int count_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
