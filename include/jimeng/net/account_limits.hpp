#ifndef JIMENG_NET_ACCOUNT_LIMITS_HPP
#define JIMENG_NET_ACCOUNT_LIMITS_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI {

/// What an account may do. The console shows the numbers of yours; no page has them.
///
/// Users report one task at once for each model, for some models two. A limiter counts the tasks of all who share it, so
/// models that may run beside each other need a limiter, and so a client, each.
struct account_limits {
    int tasks = 1;                   ///< Running at once: at least 1.
    double submits_per_second = 1.0; ///< From 0.001 to 1000000. Assumed.
    double queries_per_second = 5.0; ///< Likewise. Assumed.

    friend bool operator==(account_limits const&, account_limits const&) = default;
};

} // namespace jimeng::inline JIMENG_ABI

#endif
