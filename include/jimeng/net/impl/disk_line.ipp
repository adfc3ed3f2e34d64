#ifndef JIMENG_NET_IMPL_DISK_LINE_IPP
#define JIMENG_NET_IMPL_DISK_LINE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/detail/disk_line.hpp>
#include <jimeng/net/run.hpp>

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

struct disk_line::queue {
    struct step {
        std::function<void()> work;
        std::shared_ptr<disk_trip> trip;
    };

    disk_executor where;
    std::mutex mutex{};
    std::deque<step> left{};
    bool busy = false;
};

JIMENG_DECL disk_line::disk_line(disk_executor where) : queue_{new queue{std::move(where)}} {}
JIMENG_DECL disk_line::~disk_line() = default;

/// The executor's way to a line; that it is destroyed is a visit too.
struct disk_line::visit {
    explicit visit(std::shared_ptr<disk_line> to) : line{std::move(to)} {}
    visit(visit const&) = delete;
    visit& operator=(visit const&) = delete;
    ~visit() { begin(); }
    void begin() noexcept
    {
        if (auto const one = std::exchange(line, nullptr)) one->do_all();
    }
    std::shared_ptr<disk_line> line;
};

JIMENG_DECL void disk_line::add(std::function<void()> work, std::shared_ptr<disk_trip> trip)
{
    auto const next = std::make_shared<visit>(nullptr);
    {
        std::lock_guard const lock{queue_->mutex};
        queue_->left.push_back({std::move(work), std::move(trip)});
        if (std::exchange(queue_->busy, true)) return;
    }
    next->line = shared_from_this();
    try {
        queue_->where([next] { next->begin(); });
    } catch (...) { // whoever has it last does it
    }
}

JIMENG_DECL bool disk_line::is_idle() const
{
    std::lock_guard const lock{queue_->mutex};
    return !queue_->busy;
}

JIMENG_DECL void disk_line::wait() const
{
    while (!is_idle())
        std::this_thread::yield();
}

inline void disk_line::do_all() noexcept
{
    for (;;) {
        queue::step next;
        {
            std::lock_guard const lock{queue_->mutex};
            if (queue_->left.empty()) {
                queue_->busy = false;
                return;
            }
            next = std::move(queue_->left.front());
            queue_->left.pop_front();
        }
        if (auto const work = std::exchange(next.work, nullptr)) work();
        if (next.trip) next.trip->end();
    }
}

JIMENG_DECL void disk_trip::wait() const
{
    while (!has_ended())
        std::this_thread::yield();
}

JIMENG_DECL disk_work recording(next_action action)
{
    return [store = std::move(action.store), event = std::move(action.event)](std::shared_ptr<disk_trip> const& trip) {
        ++trip->parts;
        auto const ask = [&] {
            store->async_record(*event, [trip](error_code ec) {
                trip->result.error = ec;
                trip->end();
            });
        };
        if (!done_without_throwing(trip->result, client_errc::not_recorded, ask)) trip->end();
    };
}

JIMENG_DECL disk_work working(next_action action)
{
    return [work = std::move(action.work)](std::shared_ptr<disk_trip> const& trip) {
        try {
            work();
        } catch (...) {
            trip->thrown = std::current_exception();
        }
    };
}

/// What waits at the line for an exchange is bounded where the transport asks for room.
class disk_sinks : public std::enable_shared_from_this<disk_sinks> {
public:
    explicit disk_sinks(std::shared_ptr<disk_line> line) : line_{std::move(line)} {}

    template <class Copy>
    error_code pass(std::size_t bytes, Copy const& copy);
    bool has_room(std::function<void()> go_on);
    [[nodiscard]] error_code error() const
    {
        std::lock_guard const lock{mutex_};
        return ec_;
    }

private:
    static constexpr std::size_t most_waiting = std::size_t{256} << 10;

    void take(std::size_t bytes, std::function<error_code()> const& step) noexcept;

    std::shared_ptr<disk_line> line_;
    std::mutex mutable mutex_;
    error_code ec_;
    std::size_t waiting_ = 0; ///< Bytes.
    std::function<void()> go_on_;
};

inline void ask_at_disk(exchange_options& options, std::shared_ptr<disk_line> const& line,
                        std::shared_ptr<operation> const& kept)
{
    options.async_before_first_byte = [line, kept, ask = options.before_first_byte](auto go_on) {
        line->add([kept, ask, go_on = std::move(go_on)] {
            action_result said;
            (void)done_without_throwing(said, client_errc::not_recorded, [&] { said.error = ask(); });
            go_on(said.error);
        });
    };
}

JIMENG_DECL std::shared_ptr<disk_sinks> sinks_at_disk(exchange_options& options, std::shared_ptr<disk_line> const& line,
                                                      std::shared_ptr<operation> const& kept)
{
    if (options.before_first_byte) ask_at_disk(options, line, kept);
    if (!options.sink && !options.on_head) return nullptr;
    auto self = std::make_shared<disk_sinks>(line);
    if (options.sink)
        options.sink = [self, kept, sink = options.sink](std::string_view piece) {
            return self->pass(piece.size(),
                              [&] { return [kept, sink, copy = std::string{piece}] { return sink(copy); }; });
        };
    if (options.on_head)
        options.on_head = [self, kept, sink = options.on_head](int status, http_headers const& headers) {
            return self->pass(0, [&] { return [kept, sink, status, headers] { return sink(status, headers); }; });
        };
    options.room = [self](std::function<void()> go_on) { return self->has_room(std::move(go_on)); };
    return self;
}

/// A sink that throws would drop the exchange and its callback with it.
template <class Copy>
error_code disk_sinks::pass(std::size_t bytes, Copy const& copy)
{
    {
        std::lock_guard const lock{mutex_};
        if (ec_.failed()) return ec_;
        waiting_ += bytes;
    }
    try {
        line_->add([self = shared_from_this(), bytes, step = std::function<error_code()>{copy()}] {
            self->take(bytes, step);
        });
        return {};
    } catch (std::exception const&) { // no memory for a copy
        std::lock_guard const lock{mutex_};
        waiting_ -= bytes;
        return client_errc::too_large;
    }
}

/// After the first error the rest is dropped.
inline void disk_sinks::take(std::size_t bytes, std::function<error_code()> const& step) noexcept
{
    std::unique_lock lock{mutex_};
    bool const broken = ec_.failed();
    lock.unlock();
    action_result said;
    if (!broken) (void)done_without_throwing(said, client_errc::transport_threw, [&] { said.error = step(); });
    lock.lock();
    if (!broken) ec_ = said.error;
    waiting_ -= bytes;
    auto const go_on = waiting_ <= most_waiting / 2 ? std::exchange(go_on_, nullptr) : nullptr;
    lock.unlock();
    if (go_on) go_on();
}

inline bool disk_sinks::has_room(std::function<void()> go_on)
{
    std::lock_guard const lock{mutex_};
    if (waiting_ < most_waiting) return true;
    go_on_ = std::move(go_on);
    return false;
}

JIMENG_DECL void tell_error(disk_sinks const& sinks, action_result& result) noexcept
{
    auto const ec = sinks.error();
    if (!ec.failed()) return;
    result.error = ec;
    try {
        if (result.details.client_message.empty())
            result.details.client_message = "the answer was not taken: " + ec.message();
    } catch (std::exception const&) { // the code is worth more than the words
    }
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
