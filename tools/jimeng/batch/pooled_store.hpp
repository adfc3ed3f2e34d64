#ifndef JIMENG_COMMAND_BATCH_POOLED_STORE_HPP
#define JIMENG_COMMAND_BATCH_POOLED_STORE_HPP

#include <jimeng/store/file_job_store.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace command::batch {

/// The journal of many tasks at once: it waits for the disk on threads of its own, so that one job's disk holds up no other
/// job, and the disk has several writes to make durable together.
/// @par Object lifetimes The executor's context must outlive it.
class pooled_store final : public jimeng::job_store {
public:
    /// @param executor  Where the answers are given.
    pooled_store(std::shared_ptr<jimeng::file_job_store> store, boost::asio::any_io_executor executor,
                 std::size_t threads);
    ~pooled_store() override;

    [[nodiscard]] std::string name_job(std::string_view key, std::chrono::system_clock::time_point now) override;
    jimeng::error_code record(jimeng::job_event const& event) override;
    void async_record(jimeng::job_event event, std::function<void(jimeng::error_code)> done) override;
    void release(std::string_view job) noexcept override;

private:
    std::shared_ptr<jimeng::file_job_store> store_;
    boost::asio::any_io_executor executor_;
    boost::asio::thread_pool threads_;
};

} // namespace command::batch

#endif
