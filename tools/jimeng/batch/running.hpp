#ifndef JIMENG_COMMAND_BATCH_RUNNING_HPP
#define JIMENG_COMMAND_BATCH_RUNNING_HPP

#include "arguments.hpp"
#include "check.hpp"
#include "earlier.hpp"
#include "progress.hpp"
#include "tally.hpp"

#include "../connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// What a batch runs with.
/// @par Object lifetimes It and all that it refers to must outlive the run.
struct batch_setting {
    arguments const& wanted;
    batch_input const& input;
    check_rules const& rules;
    jimeng::model_list models;
    std::vector<item> const& items; ///< Those that are not done.
    budget& limits;
    earlier& before;
    tally& counts;
};

/// Runs the items of a batch, several tasks at once, in one thread.
class running {
public:
    explicit running(batch_setting setting);

    /// Returns when nothing is at work any more: all items are at an end, or it was stopped.
    void run(std::stop_token stop);

    /// Why it could not go on, and the exit code of that; no words: it could.
    [[nodiscard]] std::string const& trouble() const noexcept { return trouble_; }
    [[nodiscard]] exit_code code_of_trouble() const noexcept { return code_of_trouble_; }
    /// Items that were not begun because the rest of the budget is less than they may cost.
    [[nodiscard]] std::size_t beyond_budget() const noexcept { return beyond_budget_; }
    [[nodiscard]] bool was_heard() const noexcept { return progress_.was_heard(); }

private:
    struct work;

    void start_more();
    [[nodiscard]] bool has_room() const noexcept;
    void follow(work& mine, jimeng::progress const& now);
    bool start(item const& one);
    bool go_on(std::shared_ptr<work> const& mine);
    bool settle_unknown(work& mine);
    bool set_aside(work& mine);
    bool submit(std::shared_ptr<work> const& mine);
    void wait(std::shared_ptr<work> const& mine, bool overwrite);
    [[nodiscard]] jimeng::generate_options options(std::shared_ptr<work> const& mine);
    void ended(work& mine, jimeng::error_code ec, jimeng::pictures const& came);
    void fail(item const& one, std::string words, jimeng::client_errc why);
    void take(outcome const& one);
    void sync_soon();
    void judge(outcome const& one, jimeng::error_code const& ec);
    void give_up(std::string words, exit_code code);
    [[nodiscard]] account_client* client_of(std::string_view req_key);

    batch_setting set_;
    boost::asio::io_context io_{1};
    boost::asio::thread_pool disk_{1};             ///< Waits for the disk that the results are on.
    boost::asio::thread_pool waiting_for_disk_{4}; ///< For journals and pictures; more share no more of a disk's work.
    many_tasks many_;
    progress progress_;
    std::shared_ptr<settings> known_ = std::make_shared<settings>();
    std::map<std::string, connection, std::less<>> connections_; ///< By model: each has limits of its own.
    std::stop_token stop_;
    std::size_t most_at_once_ = 1;
    std::size_t next_ = 0;
    std::size_t fetching_ = 0; ///< Tasks that are done and whose results are on their way.
    std::size_t beyond_budget_ = 0;
    std::size_t not_sent_in_a_row_ = 0;
    bool halted_ = false;  ///< Nothing more is begun.
    bool syncing_ = false; ///< The results are on their way to the disk ...
    bool changed_ = false; ///< ... and more came since.
    std::string trouble_;
    exit_code code_of_trouble_ = success;
};

} // namespace command::batch

#endif
