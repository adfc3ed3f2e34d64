#ifndef JIMENG_COMMAND_CLUSTER_WORKER_HPP
#define JIMENG_COMMAND_CLUSTER_WORKER_HPP

#include "cluster.hpp"
#include "shared_job.hpp"
#include "shared_store.hpp"
#include "work_report.hpp"

#include "../batch/tally.hpp"
#include "../connection.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace command::cluster {

/// Runs jobs of a queue, several at once, in one thread; the database and the disk are waited for in others.
class worker {
public:
    /// @par Object lifetimes All must outlive it.
    worker(work_arguments const& wanted, jimeng::model_list models, shared_store& store);

    /// Returns when nothing is at work any more: it was stopped, could not go on, or nothing is left to run and that
    /// was what was wanted.
    void run(std::stop_token stop);

    /// Why it could not go on, and the exit code of that; no words: it could.
    [[nodiscard]] std::string const& trouble() const noexcept { return trouble_; }
    [[nodiscard]] exit_code code_of_trouble() const noexcept { return code_of_trouble_; }
    [[nodiscard]] batch::tally const& counts() const noexcept { return counts_; }
    /// Jobs whose end another worker tells: they were given back, or taken over.
    [[nodiscard]] std::size_t given_back() const noexcept { return given_back_; }
    /// What there was in the queue when nothing was left to run.
    [[nodiscard]] jimeng::queue_state const& last_state() const noexcept { return last_state_; }
    /// Whether standard output took all events.
    [[nodiscard]] bool was_heard() const noexcept { return report_.was_heard(); }

private:
    struct work;
    using mine = std::shared_ptr<work>;
    /// What became of a job.
    struct over {
        mine job;
        batch::outcome made;
        jimeng::queue_outcome outcome; ///< With no status: it is to be tried again.
    };

    void look();
    [[nodiscard]] std::vector<mine> with_history(std::vector<jimeng::leased_job> leased, std::string& trouble);
    void leave_to_others(std::vector<mine> const& jobs);
    void settled(over const& one, bool counts);
    void took(std::vector<mine> jobs);
    void look_later();
    void see(jimeng::queue_state const& now);
    void begin(mine const& one);
    void go_on(mine const& one);
    void submit(mine const& one);
    void wait(mine const& one, jimeng::job_history const& job);
    [[nodiscard]] jimeng::generate_options options(mine const& one);
    void ended(mine const& one, jimeng::error_code ec, jimeng::pictures const& came);
    void judge(batch::outcome const& made, jimeng::error_code const& ec);
    void settle(mine const& one, batch::outcome made, jimeng::queue_outcome outcome);
    void fail(mine const& one, std::string words, jimeng::client_errc why);
    void give_back(mine const& one, std::chrono::seconds pause = {}, std::string words = {});
    void leave_running(mine const& one, batch::outcome const& made, jimeng::error_code const& ec);
    void leave();
    void give_up(std::string words, exit_code code);
    void ask(std::function<std::function<void()>()> question);
    [[nodiscard]] account_client* client_of(std::string_view req_key);

    work_arguments const& wanted_;
    jimeng::model_list models_;
    shared_store& store_;
    boost::asio::io_context io_{1};
    boost::asio::thread_pool database_{2};
    boost::asio::thread_pool waiting_for_disk_{8}; ///< And for the database, which every event goes to.
    boost::asio::steady_timer timer_{io_};
    many_tasks many_;
    std::shared_ptr<settings> known_ = std::make_shared<settings>();
    std::map<std::string, connection, std::less<>> connections_; ///< By model.
    std::stop_token stop_;
    std::chrono::milliseconds pause_;
    std::size_t at_work_ = 0;
    std::vector<over> ended_; ///< And are not settled.
    std::size_t given_back_ = 0;
    std::size_t not_sent_in_a_row_ = 0;
    bool looking_ = false;
    bool halted_ = false; ///< Nothing more is begun.
    batch::tally counts_;
    work_report report_;
    jimeng::queue_state last_state_;
    std::string trouble_;
    exit_code code_of_trouble_ = success;
};

} // namespace command::cluster

#endif
