#ifndef JIMENG_COMMAND_DESK_FLOOR_HPP
#define JIMENG_COMMAND_DESK_FLOOR_HPP

#include "work.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace command::desk {

/// All that is at work behind a desk. It lives until the last operation has ended.
class desk::impl : public std::enable_shared_from_this<impl> {
public:
    impl(boost::asio::any_io_executor executor, setting with);

    [[nodiscard]] std::string trouble();
    visit take(order wanted, visitor who);
    visit fetch(std::string const& which, jimeng::model_entry const* model, std::string output, visitor who);
    void leave(visit who);
    void stop();
    /// Returns when no thread of the disk works on: what these hold refers to the executor, which may go next.
    void wait_for_disk() { disk_.join(); }

    [[nodiscard]] std::size_t at_work() const noexcept { return at_work_.size(); }
    [[nodiscard]] counts const& so_far() const noexcept { return so_far_; }

private:
    using shared_work = std::shared_ptr<work>;

    visit begin(shared_work const& mine, visitor who);
    visit attach(shared_work const& there, visitor who);
    visit say(visitor who, answer made);
    void start(shared_work const& mine);
    void hold(shared_work const& mine);
    void held(shared_work const& mine, jimeng::error_code ec);
    void try_later(shared_work const& mine);
    void go_on(shared_work const& mine);
    void go_on_after_end(shared_work const& mine);
    void submit(shared_work const& mine);
    void wait(shared_work const& mine);
    [[nodiscard]] jimeng::generate_options options(shared_work const& mine);
    void follow(work& mine, jimeng::progress const& now);
    void ended(shared_work const& mine, jimeng::error_code ec, jimeng::pictures const& came);
    void end(shared_work const& mine, answer made);
    void begin_again(shared_work const& mine);
    void count(answer const& made);
    [[nodiscard]] std::string reserve(work& mine);
    [[nodiscard]] shared_work find(std::string_view which) const;
    [[nodiscard]] past_work const* find_past(std::string_view which) const;
    visit go_on_with(past_work const& past, shared_work const& mine, visitor who);
    void remember(work const& mine, answer const& made);
    void forget_unknown_task(work const& mine, answer const& made);
    [[nodiscard]] account_client* client_of(std::string_view req_key, std::string& trouble, jimeng::client_errc& why);

    boost::asio::any_io_executor executor_;
    setting with_;
    boost::asio::thread_pool disk_{2};
    many_tasks many_;
    std::shared_ptr<settings> known_ = std::make_shared<settings>();
    std::map<std::string, connection, std::less<>> connections_; ///< By model: each has limits of its own.
    std::map<std::string, shared_work, std::less<>> at_work_;    ///< By the name of the job.
    std::map<visit, shared_work> visits_;
    std::map<std::string, past_work, std::less<>> past_; ///< By the name of the job, where there is no journal ...
    std::deque<std::string> whole_; ///< ... and those of which the answer is known, the oldest first.
    counts so_far_;
    visit last_visit_ = 0;
    std::uint64_t last_name_ = 0;
    bool stopped_ = false;
};

} // namespace command::desk

#endif
