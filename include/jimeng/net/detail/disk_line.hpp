#ifndef JIMENG_NET_DETAIL_DISK_LINE_HPP
#define JIMENG_NET_DETAIL_DISK_LINE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/disk_executor.hpp>
#include <jimeng/net/operation.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>

namespace jimeng::inline JIMENG_ABI::detail {

class disk_sinks;

/// One step of an operation that is taken at the disk. Whoever waits for it waits with `over`: a stop may be requested from
/// any thread, whatever has become of the waiting one.
struct disk_trip {
    action_result result{};
    std::exception_ptr thrown{};
    std::shared_ptr<disk_sinks> sinks{}; ///< Of an exchange.
    std::stop_source over{};
    std::atomic<int> parts{1}; ///< The line's own, and that of a store which may answer later.

    /// Of a part.
    void end() noexcept
    {
        if (--parts == 0) over.request_stop();
    }
    [[nodiscard]] bool has_ended() const noexcept { return over.stop_requested(); }
    [[nodiscard]] std::chrono::nanoseconds longest_wait() const noexcept
    {
        return has_ended() ? std::chrono::hours{0} : std::chrono::hours{24 * 365};
    }
    /// For want of a better way to wait.
    JIMENG_DECL void wait() const;
};

/// What one operation has to do at the disk: one thing after the other, in the order in which it was added.
/// @par Thread safety Safe.
class disk_line : public std::enable_shared_from_this<disk_line> {
public:
    JIMENG_DECL explicit disk_line(disk_executor where);
    JIMENG_DECL ~disk_line();

    /// @param work  Throws nothing, keeps what it needs, and is done in any case; none: there is nothing to do.
    /// @param trip  Gets its part ended when the work is done and gone with all that it kept: nothing of the operation is
    /// left at the disk then.
    /// @par Exception safety Where it throws, nothing was added.
    JIMENG_DECL void add(std::function<void()> work, std::shared_ptr<disk_trip> trip = nullptr);
    [[nodiscard]] JIMENG_DECL bool is_idle() const;
    /// For want of memory for a better way to wait.
    JIMENG_DECL void wait() const;

private:
    struct visit;
    struct queue;
    void do_all() noexcept;

    std::unique_ptr<queue> queue_;
};

using disk_work = std::function<void(std::shared_ptr<disk_trip> const&)>;

/// What a store is asked, as work.
[[nodiscard]] JIMENG_DECL disk_work recording(next_action action);
/// What an operation asked for itself.
[[nodiscard]] JIMENG_DECL disk_work working(next_action action);

/// Takes to the line what the exchange calls on its way. @returns None where there is nothing to take.
[[nodiscard]] JIMENG_DECL std::shared_ptr<disk_sinks> sinks_at_disk(exchange_options& options,
                                                                    std::shared_ptr<disk_line> const& line,
                                                                    std::shared_ptr<operation> const& kept);

/// An error of a sink that the transport did not hear of.
JIMENG_DECL void tell_error(disk_sinks const& sinks, action_result& result) noexcept;

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
