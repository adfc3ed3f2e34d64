#ifndef JIMENG_TESTING_VIRTUAL_RUNTIME_HPP
#define JIMENG_TESTING_VIRTUAL_RUNTIME_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/runtime.hpp>
#include <jimeng/testing/manual_clock.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::testing {

/// Virtual time: waiting takes none, and nothing but waiting lets it pass. Chance is what it is told to be. A copy shares
/// everything.
///
/// What is to be done later waits for `run` or `poll`, or is handed to `post`, which has to call it later, on one
/// thread: for instance `[executor](auto work) { boost::asio::post(executor, std::move(work)); }`. What is due earlier
/// is done earlier, whatever the order in which it was started.
/// @par Thread safety One thread at a time; a stop may be requested from any.
class virtual_runtime {
public:
    using time_point = manual_clock::time_point;
    using post_function = std::function<void(std::function<void()>)>;
    /// Called with whether a stop was requested before it was due, and with the time then.
    using work_function = std::function<void(bool stopped, time_point now)>;

    explicit virtual_runtime(manual_clock clock = manual_clock{}, post_function post = {})
        : shared_{std::make_shared<shared>(clock, std::move(post))}
    {}

    [[nodiscard]] time_point now() const noexcept { return shared_->clock.now(); }
    [[nodiscard]] std::chrono::steady_clock::time_point steady() const noexcept
    {
        return jimeng::detail::as_steady(now());
    }
    [[nodiscard]] double random() const noexcept { return shared_->chance; }

    /// Moves the clock, unless a stop was requested.
    void wait(std::chrono::nanoseconds duration, std::stop_token const& stop = {})
    {
        shared_->waits.push_back(duration);
        if (!stop.stop_requested()) shared_->clock.advance(std::max(duration, std::chrono::nanoseconds{0}));
    }

    /// Calls back once the clock has moved by `duration`; with `cancelled_before_send`, and without moving the clock,
    /// where a stop was requested by then.
    void async_wait(std::chrono::nanoseconds duration, std::stop_token stop, wait_callback done)
    {
        shared_->waits.push_back(duration);
        call_after(duration, std::move(stop), [done = std::move(done)](bool stopped, time_point) {
            done(stopped ? make_error_code(client_errc::cancelled_before_send) : error_code{});
        });
    }

    /// Leaves work to be done at a time. It should hold no `virtual_runtime`, which would keep itself alive then.
    void call_after(std::chrono::nanoseconds duration, std::stop_token stop, work_function work)
    {
        leave(shared_, duration, std::move(stop), std::move(work));
    }

    /// `call_after` as a function that work may hold: it does not keep this time alive, and leaves nothing once it is gone.
    [[nodiscard]] std::function<void(std::chrono::nanoseconds, std::stop_token, work_function)> weak_call_after() const
    {
        return [weak = std::weak_ptr<shared>{shared_}](auto duration, auto stop, auto work) {
            if (auto const time = weak.lock()) leave(time, duration, std::move(stop), std::move(work));
        };
    }

    /// Does what is due first; false when nothing is left.
    bool poll() { return shared_->do_next(); }

    /// Does what is left, and what that leaves, until nothing is left; returns how many calls that took.
    std::size_t run()
    {
        std::size_t count = 0;
        while (poll())
            ++count;
        return count;
    }

    /// Another time line that begins at this moment: it knows the waits so far, and has nothing left to do.
    [[nodiscard]] virtual_runtime fork() const
    {
        virtual_runtime other{shared_->clock, shared_->post};
        other.shared_->waits = shared_->waits;
        other.shared_->chance = shared_->chance;
        return other;
    }

    /// All waits so far, in the order in which they began.
    [[nodiscard]] std::vector<std::chrono::nanoseconds> const& waits() const noexcept { return shared_->waits; }
    [[nodiscard]] manual_clock& clock() const noexcept { return shared_->clock; }
    /// What `random` gives from here on: at least 0, below 1. It is 0 unless this is called.
    void set_random(double chance) noexcept { shared_->chance = chance; }

private:
    struct later {
        std::stop_token stop;
        work_function work;
    };
    struct shared {
        shared(manual_clock at, post_function to) : clock{at}, post{std::move(to)} {}

        [[nodiscard]] time_point due(std::chrono::nanoseconds after) const noexcept
        {
            auto const ahead = std::max(after, std::chrono::nanoseconds{0});
            return clock.now() + std::chrono::duration_cast<time_point::duration>(ahead);
        }

        bool do_next()
        {
            if (left.empty()) return false;
            auto next = left.extract(left.begin());
            bool const stopped = next.mapped().stop.stop_requested();
            if (!stopped) clock.advance_to(next.key());
            next.mapped().work(stopped, clock.now());
            return true;
        }

        manual_clock clock;
        post_function post;
        double chance = 0.0;
        std::vector<std::chrono::nanoseconds> waits{};
        std::multimap<time_point, later> left{}; // equal times keep their order
    };

    static void leave(std::shared_ptr<shared> const& to, std::chrono::nanoseconds duration, std::stop_token stop,
                      work_function work)
    {
        auto const after = stop.stop_requested() ? std::chrono::nanoseconds{0} : duration;
        to->left.emplace(to->due(after), later{std::move(stop), std::move(work)});
        if (to->post) to->post([to] { (void)to->do_next(); });
    }

    std::shared_ptr<shared> shared_;
};

static_assert(runtime<virtual_runtime> && async_runtime<virtual_runtime>);

} // namespace jimeng::inline JIMENG_ABI::testing

#endif
