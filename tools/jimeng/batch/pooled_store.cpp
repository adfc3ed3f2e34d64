#include "pooled_store.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <utility>

namespace command::batch {

namespace {

/// What is thrown in another thread must not end the process: it was not recorded.
jimeng::error_code record_in(jimeng::file_job_store& store, jimeng::job_event const& event) noexcept
try {
    return store.record(event);
} catch (std::exception const&) {
    return jimeng::client_errc::file_io;
}

} // namespace

pooled_store::pooled_store(std::shared_ptr<jimeng::file_job_store> store, boost::asio::any_io_executor executor,
                           std::size_t threads)
    : store_{std::move(store)},
      executor_{std::move(executor)},
      threads_{threads}
{}

pooled_store::~pooled_store()
{
    threads_.join();
}

std::string pooled_store::name_job(std::string_view key, std::chrono::system_clock::time_point now)
{
    return store_->name_job(key, now);
}

jimeng::error_code pooled_store::record(jimeng::job_event const& event)
{
    return store_->record(event);
}

void pooled_store::async_record(jimeng::job_event event, std::function<void(jimeng::error_code)> done)
{
    boost::asio::post(threads_, [store = store_, event = std::move(event), done = std::move(done),
                                 work = boost::asio::make_work_guard(executor_)]() mutable {
        auto const ec = record_in(*store, event);
        boost::asio::post(work.get_executor(), [done = std::move(done), ec] { done(ec); });
    });
}

void pooled_store::release(std::string_view job) noexcept
{
    store_->release(job);
}

} // namespace command::batch
