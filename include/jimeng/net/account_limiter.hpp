#ifndef JIMENG_NET_ACCOUNT_LIMITER_HPP
#define JIMENG_NET_ACCOUNT_LIMITER_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/net/account_limits.hpp>
#include <jimeng/net/file_slots.hpp>
#include <jimeng/net/limiter.hpp>

#include <cstdint>
#include <memory>

namespace jimeng::inline JIMENG_ABI {

/// Keeps to an account's limits, and learns them where it was told too much.
///
/// Each use has a line, and who asked first goes first. After "too many tasks" (50430) one task of three less runs at
/// once, at least one does, and the next submit waits for the end of a task of ours; with none running, for 2 s at most,
/// then 4 s, up to 60 s, at least a quarter of it. Twice as many tasks as may run that end well make it one more. After
/// "too many requests" (50429 and the gateway's) the rate halves, and comes back within a minute or two. Nothing ever
/// grows above what was given.
///
///     options.admission = std::make_shared<jimeng::account_limiter>(jimeng::account_limits{.tasks = 2});
///
/// With `file_slots` the processes that use the same folder share all of this: tasks, rates and what was learned. Give
/// all of them the same limits. Who asked first is then known within each process only.
/// @par Thread safety Any number of threads may use one object, the clients of a process for instance.
/// @par Errors Without files none. With files it refuses with `file_io` where they cannot be read or written.
class account_limiter final : public limiter {
public:
    JIMENG_DECL explicit account_limiter(account_limits limits = {}, std::unique_ptr<file_slots> shared = {});
    JIMENG_DECL ~account_limiter() override;

    JIMENG_DECL admission ask(use what, std::uint64_t ticket, time_point now, double random) override;
    JIMENG_DECL void leave(use what, std::uint64_t ticket) noexcept override;
    JIMENG_DECL void release(use what, error_code const& outcome, time_point now) noexcept override;

    /// The limits that it keeps to now; with files, as it last read them.
    [[nodiscard]] JIMENG_DECL account_limits learned(time_point now) const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/account_limiter.ipp>
#endif

#endif
