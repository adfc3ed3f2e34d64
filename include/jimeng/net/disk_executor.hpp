#ifndef JIMENG_NET_DISK_EXECUTOR_HPP
#define JIMENG_NET_DISK_EXECUTOR_HPP

#include <jimeng/core/config.hpp>

#include <functional>

namespace jimeng::inline JIMENG_ABI {

/// Where asynchronous operations wait for the disk: a function that calls what it is given once, on another thread, so that
/// the one that carries the network goes on meanwhile.
///
///     boost::asio::thread_pool disk{2};
///     options.disk = [&disk](auto work) { boost::asio::post(disk, std::move(work)); };
///
/// Several threads serve several operations; the steps of one stay in their order. What it gets throws nothing, and is done
/// in any case: what is refused by an exception, or destroyed without being called, is done there and then.
///
/// In virtual time (`testing::virtual_runtime`, `testing::scripted_transport`) it calls at once, as `[](auto work) { work(); }`
/// does: that time knows nothing of other threads, and passes by years while one of them works.
/// @par Thread safety It is called on any thread.
/// @par Object lifetimes What it refers to, such as a pool, must live until every operation has called back.
using disk_executor = std::function<void(std::function<void()> work)>;

} // namespace jimeng::inline JIMENG_ABI

#endif
