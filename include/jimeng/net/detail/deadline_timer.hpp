#ifndef JIMENG_NET_DETAIL_DEADLINE_TIMER_HPP
#define JIMENG_NET_DETAIL_DEADLINE_TIMER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/gate_timer.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/intrusive/list.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// The deadlines of many exchanges on one timer, which runs only while there are any.
///
/// Hardly any limit is ever reached, so one that moves back or goes away costs nothing: the timer looks when it fires,
/// and sleeps again.
class deadline_timer final : public gate_timer {
public:
    using clock = std::chrono::steady_clock;

    /// Something with a deadline. It may be destroyed at any time.
    class timed : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
    public:
        timed() = default;
        timed(timed const&) = delete;
        timed& operator=(timed const&) = delete;

    protected:
        ~timed() = default;

    private:
        friend deadline_timer;
        /// Called once when the limit is reached. It must not end anything from inside.
        virtual void time_is_up() = 0;

        clock::time_point due_ = clock::time_point::max();
    };

    deadline_timer(boost::asio::any_io_executor const& executor, std::shared_ptr<serial_gate> gate)
        : gate_timer{executor, std::move(gate)}
    {}

    /// Replaces the deadline that it had.
    void set(timed& one, clock::time_point due)
    {
        one.due_ = due;
        if (!one.is_linked()) all_.push_back(one);
        if (due < set_to_) sleep_until(due);
    }

    /// Without any limit left the timer must not keep the context busy.
    void clear(timed& one)
    {
        if (one.is_linked()) one.unlink();
        if (!all_.empty() || set_to_ == clock::time_point::max()) return;
        set_to_ = clock::time_point::max();
        cancel();
    }

private:
    JIMENG_SELDOM void sleep_until(clock::time_point due)
    {
        set_to_ = clock::time_point::max(); // should there be no memory for the wait
        ring_at(due);
        set_to_ = due;
    }

    void rang() override
    {
        auto const now = clock::now();
        auto next = clock::time_point::max();
        for (auto& one : all_) {
            if (one.due_ <= now) tell(one, now);
            next = std::min(next, one.due_);
        }
        set_to_ = clock::time_point::max();
        if (next != set_to_) sleep_until(next);
    }

    /// One that cannot be told now, for want of memory, is told soon.
    static void tell(timed& one, clock::time_point now)
    {
        one.due_ = clock::time_point::max();
        try {
            one.time_is_up();
        } catch (std::exception const&) {
            one.due_ = now + std::chrono::milliseconds{10};
        }
    }

    clock::time_point set_to_ = clock::time_point::max();
    boost::intrusive::list<timed, boost::intrusive::constant_time_size<false>> all_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
