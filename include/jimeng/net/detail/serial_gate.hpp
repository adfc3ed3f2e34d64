#ifndef JIMENG_NET_DETAIL_SERIAL_GATE_HPP
#define JIMENG_NET_DETAIL_SERIAL_GATE_HPP

#include <jimeng/core/config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Lets one task in at a time, on whatever threads they come: what Asio's strand does, without its memory.
///
/// A strand behind `any_io_executor` allocates where every operation starts and again where it completes, and failing to
/// ends the program (the constructor of Asio's handler_work is noexcept) or loses the handler. Here a task that finds
/// nobody inside runs at once and needs no memory; only one that finds somebody is stored.
class serial_gate : public std::enable_shared_from_this<serial_gate> {
public:
    explicit serial_gate(boost::asio::any_io_executor executor) : executor_{std::move(executor)} {}

    /// Runs a task of this thread: now, or, if another is inside, there as soon as that one ends.
    template <class Task>
    void run(Task task)
    {
        if (!enter_or_keep(kept_copy_of<Task>, &task)) return;
        leaving const guard{*this};
        task();
        run_kept();
    }

    /// Runs it later, from a handler of the executor; in the order of the calls.
    void post(std::function<void()> task)
    {
        std::lock_guard const lock{mutex_};
        posted_.push_back(std::move(task));
        if (called_) return;
        try {
            call();
        } catch (...) {
            posted_.pop_back();
            throw;
        }
    }

    [[nodiscard]] bool is_running_here() const
    {
        std::lock_guard const lock{mutex_};
        return inside_ == std::this_thread::get_id();
    }

private:
    using tasks = std::deque<std::function<void()>>;

    template <class Task>
    static std::function<void()> kept_copy_of(void const* task)
    {
        return *static_cast<Task const*>(task);
    }

    /// True: inside. False: whoever is inside runs it. Of a task it knows no more than how to keep it, so that not each
    /// task has an entry of its own.
    bool enter_or_keep(std::function<void()> (*kept_copy)(void const*), void const* task)
    {
        auto const here = std::this_thread::get_id();
        std::unique_lock lock{mutex_};
        while (inside_ != std::thread::id{}) {
            try {
                return kept_.push_back(kept_copy(task)), false;
            } catch (std::bad_alloc const&) {
                if (inside_ == here) throw;
            }
            lock.unlock();
            std::this_thread::yield(); // without memory it can only wait for the other one
            lock.lock();
        }
        inside_ = here;
        return true;
    }

    std::function<void()> take(tasks& from)
    {
        std::lock_guard const lock{mutex_};
        if (from.empty()) return nullptr;
        auto next = std::move(from.front());
        from.pop_front();
        return next;
    }

    void run_kept()
    {
        while (auto const next = take(kept_))
            next();
    }

    /// What is posted meanwhile comes in a later handler, after what is ready by then.
    void run_posted()
    {
        std::unique_lock lock{mutex_};
        called_ = false;
        auto count = posted_.size();
        lock.unlock();
        for (; count != 0; --count)
            take(posted_)();
    }

    /// A task that threw left others behind: they are run by a handler of their own, or by whoever leaves next.
    void leave() noexcept
    {
        std::lock_guard const lock{mutex_};
        inside_ = {};
        if ((kept_.empty() && posted_.empty()) || called_) return;
        try {
            call();
        } catch (std::exception const&) {
            return;
        }
    }

    /// The mutex is held. Where it throws, the handler dies in this thread before it was called, and waits for nothing.
    JIMENG_SELDOM void call()
    {
        calling_ = std::this_thread::get_id();
        try {
            boost::asio::post(executor_, [mine = summons{shared_from_this()}]() mutable {
                auto const self = std::exchange(mine.gate, nullptr);
                self->run([self] { self->run_posted(); });
            });
            called_ = true;
        } catch (...) {
            calling_ = std::thread::id{};
            throw;
        }
        calling_ = std::thread::id{};
    }

    /// The handler that was called is destroyed with its context and never comes. What waits for it would keep the gate,
    /// and the gate it, for ever.
    JIMENG_SELDOM void drop_all() noexcept
    {
        for (auto* const waiting : {&posted_, &kept_})
            while (take(*waiting)) {}
        std::lock_guard const lock{mutex_};
        called_ = false;
    }

    struct summons {
        explicit summons(std::shared_ptr<serial_gate> to) : gate{std::move(to)} {}
        summons(summons&&) noexcept = default;
        ~summons()
        {
            if (gate && gate->calling_ != std::this_thread::get_id()) gate->drop_all();
        }
        std::shared_ptr<serial_gate> gate;
    };

    struct leaving {
        explicit leaving(serial_gate& gate) : gate_{gate} {}
        leaving(leaving const&) = delete;
        leaving& operator=(leaving const&) = delete;
        ~leaving() { gate_.leave(); }
        serial_gate& gate_;
    };

    boost::asio::any_io_executor executor_;
    mutable std::mutex mutex_;
    std::thread::id inside_;
    tasks kept_;   ///< Found somebody inside.
    tasks posted_; ///< Come with the handler that was called.
    bool called_ = false;
    std::atomic<std::thread::id> calling_{}; ///< The thread that is inside `call`.
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
