#ifndef JIMENG_COMMAND_DESK_DESK_HPP
#define JIMENG_COMMAND_DESK_DESK_HPP

#include "order.hpp"

#include "../batch/budget.hpp"
#include "../connection.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace command::desk {

/// What a desk works with. It is copied but for what it points to.
struct setting {
    jimeng::model_list models;
    std::shared_ptr<jimeng::file_job_store>
        store{};                      ///< None: nothing is kept, and keys and tasks hold in this process only.
    result_arguments wanted{};        ///< Of every order: emulator, certificates, how long is waited.
    std::optional<int> concurrency{}; ///< Tasks at once; none: as `JIMENG_CONCURRENCY` says.
    batch::budget* limits = nullptr;  ///< None: no budget. It must outlive the desk.
};

/// How much came to it.
struct counts {
    std::uint64_t ordered = 0;  ///< Orders and fetches that were taken.
    std::uint64_t attached = 0; ///< To a job that was there.
    std::uint64_t accepted = 0; ///< Submits that the service took.
    std::uint64_t done = 0;
    std::uint64_t failed = 0;
    std::uint64_t unknown = 0; ///< Submits of which nobody knows whether they were taken.
    batch::cost paid{};
};

/// Runs the tasks of many callers in one process: with the journal, the limits of the account and one budget, so that no order
/// is paid twice and nothing that was paid is lost, whoever hangs up.
///
/// Who leaves is not told any more; his task is brought home all the same once it was sent.
/// @par Thread safety None: everything is called on the thread of its executor, and calls back there.
/// @par Object lifetimes It must outlive the run of its executor, or be idle when it ends.
class desk {
public:
    /// One who waits for an answer; never 0.
    using visit = std::uint64_t;

    desk(boost::asio::any_io_executor executor, setting with);
    ~desk();
    desk(desk const&) = delete;
    desk& operator=(desk const&) = delete;

    /// Why it can do nothing: keys or settings, in one line; empty where it can. Reads the keys.
    [[nodiscard]] std::string trouble();

    /// Submits an order, or attaches to the job of its key.
    visit take(order wanted, follower heard, receiver told);

    /// Waits for a task that is at work here or in the journal, or fetches it again.
    /// @param which  Name of a job, id of its task, or its key. Where only the service may know it, `model` says whose it is.
    visit fetch(std::string which, jimeng::model_entry const* model, std::string output, follower heard, receiver told);

    /// Whoever asked wants no answer any more. What was not sent is given up where nobody else waits for it.
    void leave(visit who);

    /// Begins nothing more and ends all waits: each is answered, with the way to go on where something is paid.
    void stop();

    /// Tasks at work, those that wait for a place included.
    [[nodiscard]] std::size_t at_work() const noexcept;
    [[nodiscard]] counts const& so_far() const noexcept;

private:
    class impl;
    std::shared_ptr<impl> impl_;
};

} // namespace command::desk

#endif
