#include "worker.hpp"

#include "../batch/earlier.hpp"
#include "../batch/ended.hpp"
#include "../complaint.hpp"
#include "../free_name.hpp"
#include "../job_facts.hpp"
#include "../journal.hpp"
#include "../printing.hpp"

#include <jimeng/async.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/wire/service_codes.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace command::cluster {

namespace {

using std::chrono::milliseconds;
constexpr milliseconds first_pause{20}, longest_pause{1000};

/// Where a failure is the account's or the network's and not the job's, it is tried again.
milliseconds until_again(jimeng::error_code const& ec)
{
    return ec == jimeng::condition::throttled ? milliseconds{1000} : milliseconds{5000};
}

jimeng::queue_outcome::lesson lesson_of(jimeng::error_code const& ec)
{
    using enum jimeng::queue_outcome::lesson;
    if (!ec.failed()) return well;
    if (ec != jimeng::condition::throttled) return none;
    return ec == jimeng::service_errc::concurrency_limited ? tasks : submits;
}

/// What the database said.
std::string words_of(std::exception const& error)
{
    return "--store: " + jimeng::for_terminal(error.what(), 600);
}

/// A job as its user knows it.
std::string named(batch::outcome const& made)
{
    return "line " + jimeng::for_terminal(made.id, 100) + " (job " + made.job + ')';
}

/// A job that began anew has the events of its earlier attempts still; only the last one is told of.
jimeng::job_history last_attempt(jimeng::job_history job)
{
    auto const begins = [](jimeng::job_event const& one) {
        return one.what == jimeng::job_event::kind::intent && one.attempt == 0;
    };
    auto const last = std::find_if(job.events.rbegin(), job.events.rend(), begins);
    if (last != job.events.rend()) job.events.erase(job.events.begin(), last.base() - 1);
    return job;
}

} // namespace

/// One job at work.
struct worker::work {
    jimeng::leased_job lease;
    jimeng::job_history job{}; ///< As it was when it was leased.
    std::optional<shared_job> what{};
    std::optional<jimeng::any_request> request{};
    jimeng::diagnostics details{};
};

worker::worker(work_arguments const& wanted, jimeng::model_list models, shared_store& store)
    : wanted_{wanted},
      models_{models},
      store_{store},
      many_{io_.get_executor(), std::nullopt, std::nullopt,
            [this](std::function<void()> visit) { boost::asio::post(waiting_for_disk_, std::move(visit)); }},
      pause_{first_pause},
      report_{counts_, wanted.results.json}
{}

void worker::run(std::stop_token stop)
{
    stop_ = stop;
    std::stop_callback const halt{stop, [this] {
                                      boost::asio::post(io_, [this] {
                                          halted_ = true;
                                          timer_.cancel();
                                      });
                                  }};
    report_.begin(wanted_.store.account, wanted_.concurrency);
    look();
    io_.run();
    database_.join();
    waiting_for_disk_.join();
}

/// Asks the database elsewhere, and does here what comes of it.
void worker::ask(std::function<std::function<void()>()> question)
{
    boost::asio::post(database_, [this, question = std::move(question), work = boost::asio::make_work_guard(io_)] {
        std::function<void()> then;
        try {
            then = question();
        } catch (std::exception const& error) {
            then = [this, words = words_of(error)] {
                give_up(words, local_io);
                look(); // what ended meanwhile
            };
        }
        boost::asio::post(io_, std::move(then));
    });
}

/// Tells what has ended and asks for more jobs, as many as there is room for then; one question at a time.
void worker::look()
{
    auto const room = halted_ ? 0 : wanted_.concurrency - static_cast<int>(at_work_ - ended_.size());
    if (looking_ || (ended_.empty() && room <= 0)) return;
    looking_ = true;
    timer_.cancel();
    ask([this, room, all = std::exchange(ended_, {})] {
        std::vector<jimeng::settled_job> told;
        for (auto const& one : all)
            told.push_back({one.job->lease, one.outcome});
        auto turn = store_.queue->turn(told, room);
        std::string trouble;
        auto jobs = with_history(std::move(turn.jobs), trouble);
        return [this, all, counts = std::move(turn.counts), jobs = std::move(jobs), trouble] {
            for (std::size_t i = 0; i != all.size(); ++i)
                settled(all[i], counts[i]);
            if (!trouble.empty()) give_up(trouble, local_io);
            took(jobs);
        };
    });
}

/// With what others recorded of them; none where that cannot be read.
std::vector<worker::mine> worker::with_history(std::vector<jimeng::leased_job> leased, std::string& trouble)
{
    std::vector<mine> jobs;
    for (auto& one : leased)
        jobs.push_back(std::make_shared<work>(work{std::move(one)}));
    try {
        for (auto const& one : jobs)
            if (!one->lease.is_new) one->job = last_attempt(store_.jobs->read(one->lease.job.name));
    } catch (std::exception const& error) {
        trouble = words_of(error);
        leave_to_others(jobs);
        jobs.clear();
    }
    return jobs;
}

void worker::leave_to_others(std::vector<mine> const& jobs)
try {
    for (auto const& one : jobs)
        static_cast<void>(store_.queue->give_back(one->lease));
} catch (std::exception const&) { // they are theirs when the lease has ended
}

void worker::settled(over const& one, bool counts)
{
    --at_work_;
    pause_ = first_pause;
    if (!counts) ++given_back_;
    if (!counts || one.outcome.status.empty()) return;
    counts_.add(one.made, true);
    report_.ended(one.made);
}

void worker::took(std::vector<mine> jobs)
{
    looking_ = false;
    at_work_ += jobs.size();
    report_.pass(at_work_);
    for (auto const& one : jobs)
        begin(one);
    if (!ended_.empty()) return look();
    if (halted_) return;
    pause_ = jobs.empty() ? std::min(pause_ * 2, longest_pause) : first_pause;
    bool const nothing = jobs.empty() && at_work_ == 0 && pause_ == longest_pause;
    if (nothing && wanted_.until_done)
        ask([this] {
            auto const now = store_.queue->state();
            return [this, now] { see(now); };
        });
    else
        look_later();
}

void worker::look_later()
{
    if (halted_) return;
    timer_.expires_after(pause_);
    timer_.async_wait([this](boost::system::error_code const& ec) {
        if (!ec.failed()) look();
    });
}

/// Whether that was all: what others run may come back from them.
void worker::see(jimeng::queue_state const& now)
{
    last_state_ = now;
    if (now.running != 0 || now.ready > now.beyond_budget) return look_later();
    halted_ = true;
}

void worker::begin(mine const& one)
{
    if (halted_) return give_back(one);
    std::string trouble;
    one->what = from_queued(one->lease.job, models_, trouble);
    if (!one->what) {
        complain("job " + one->lease.job.name + ": " + trouble + "; it is left to workers of another version");
        if (wanted_.until_done) give_up("a job cannot be read by this version; see above", usage);
        return give_back(one, std::chrono::minutes{1});
    }
    auto const& what = *one->what;
    auto request = read_request(what.input, what.rules, what.one);
    if (!request && one->lease.may_send) {
        auto const words = "its line can no longer be read here: " + line_about(request.why());
        return fail(one, words, jimeng::client_errc::rule_broken);
    }
    if (request) one->request = *std::move(request);
    one->lease.may_send ? submit(one) : go_on(one);
}

/// With what another worker left.
void worker::go_on(mine const& one)
{
    auto const& job = one->job;
    if (job.standing() == jimeng::job_standing::accepted) return wait(one, job);
    auto made = outcome_of(one->what->one, job);
    if (made.what == batch::status::failed && made.error.empty()) made.error = made.cause = "it failed elsewhere";
    settle(one, made, {});
}

void worker::submit(mine const& one)
{
    one->job = {}; // of an attempt before
    auto const& item = one->what->one;
    std::string const own_key = item.own_key ? item.key : "";
    if (hash_of(one->what->rules, one->request->prepared(), own_key) != item.request)
        return fail(one, "its files have changed since it was enqueued; enqueue it again",
                    jimeng::client_errc::rule_broken);
    auto* const client = client_of(item.model->req_key);
    if (client == nullptr) return give_back(one);
    client->async_generate(*one->request, options(one), one->details,
                           [this, one](jimeng::error_code ec, jimeng::pictures const& came) { ended(one, ec, came); });
}

void worker::wait(mine const& one, jimeng::job_history const& job)
{
    auto* const client = client_of(one->what->one.model->req_key);
    auto const task = jimeng::task::of(job.last());
    if (client == nullptr) return give_back(one);
    if (!task) return fail(one, "its events have no task's id", jimeng::client_errc::bad_path);
    auto how = options(one);
    how.already_saved = saved_still(job);
    // What lies there may be anybody's: the folder need not be that of the machine where the task was submitted.
    if (!how.output.empty())
        how.output = free_output(one->what->one.output, task->id.text(),
                                 how.already_saved ? *how.already_saved : jimeng::saved_results{});
    client->async_wait(*task, how, one->details,
                       [this, one](jimeng::error_code ec, jimeng::pictures const& came) { ended(one, ec, came); });
}

jimeng::generate_options worker::options(mine const& one)
{
    auto const& item = one->what->one;
    auto wanted = wanted_.results;
    wanted.output = item.output;
    jimeng::generate_options how;
    how.job = item.job;
    how.job_key = item.key;
    if (one->request) how.job_note = to_text(note_of(std::string{one->request->outline().text.view()}, wanted));
    if (item.model->result != jimeng::result_kind::data) how.output = item.output;
    how.stop = stop_;
    return how;
}

void worker::ended(mine const& one, jimeng::error_code ec, jimeng::pictures const& came)
{
    auto& details = one->details;
    if (ec.failed() && details.task_id.empty() && !one->job.events.empty()) details.task_id = one->job.last().task_id;
    auto const made = outcome_of_end(one->what->one, ec, details, came);
    if (ec == jimeng::client_errc::not_recorded) { // the database, or another worker that took the job over
        if (details.cause != jimeng::client_errc::job_locked && details.cause != jimeng::client_errc::job_exists)
            complain(named(made) + ": " + made.error);
        return give_back(one);
    }
    bool const cut_off = stop_.stop_requested() && details.submitted == jimeng::verdict::not_sent;
    if (cut_off) return give_back(one);
    if (made.what == batch::status::running) return leave_running(one, made, ec);
    judge(made, ec);
    bool const again = ec == jimeng::condition::throttled || ec == jimeng::condition::authentication_refused ||
                       made.code == exit_code::not_sent || made.code == configuration;
    bool const unpaid =
        details.submitted == jimeng::verdict::not_sent || details.submitted == jimeng::verdict::rejected;
    jimeng::queue_outcome outcome;
    outcome.learned = lesson_of(ec);
    if (again && unpaid) outcome.again_after = until_again(ec);
    settle(one, made, outcome);
}

/// Its task is paid and goes on, or has ended and cannot be brought home from here, for now.
void worker::leave_running(mine const& one, batch::outcome const& made, jimeng::error_code const& ec)
{
    auto const& cause = one->details.cause;
    bool const planned = stop_.stop_requested() || ec == jimeng::client_errc::still_running;
    bool const unrecorded = cause == jimeng::client_errc::not_recorded;
    auto words = planned && !unrecorded ? std::string{} : named(made) + ": task " + made.task_id + ": " + made.error;
    if (planned) return give_back(one, {}, std::move(words));
    bool const full = ec == jimeng::client_errc::partly_saved && made.error.find("o space left") != std::string::npos;
    if (full || cause == jimeng::condition::authentication_refused)
        give_up("stopped after " + named(made) + ": " + made.error, made.code);
    give_back(one, std::chrono::seconds{10}, std::move(words));
}

/// What would befall all others too ends the work.
void worker::judge(batch::outcome const& made, jimeng::error_code const& ec)
{
    not_sent_in_a_row_ = made.code == exit_code::not_sent ? not_sent_in_a_row_ + 1 : 0;
    bool const for_all = ec == jimeng::condition::authentication_refused || made.code == configuration ||
                         made.code == local_io || not_sent_in_a_row_ == 3;
    if (for_all) give_up("stopped after " + named(made) + ": " + made.error, made.code);
}

/// @param outcome  With a time where it is to be tried again; else it ends as `made` says.
void worker::settle(mine const& one, batch::outcome made, jimeng::queue_outcome outcome)
{
    if (one->request) made.subject = std::string{one->request->outline().text.view()};
    bool const again = outcome.again_after.count() != 0;
    if (!again) {
        outcome.status = to_string(made.what);
        outcome.told = to_json(made);
        outcome.paid_pictures = made.paid.pictures;
        outcome.paid_seconds = made.paid.seconds;
    }
    ended_.push_back({one, std::move(made), std::move(outcome)});
    look();
}

void worker::fail(mine const& one, std::string words, jimeng::client_errc why)
{
    auto failed = outcome_of(one->what->one, jimeng::job_history{});
    failed.error = failed.cause = std::move(words);
    failed.code = exit_code_of(why, {});
    settle(one, failed, {});
}

/// @param words  Of interest where the job was still this worker's.
void worker::give_back(mine const& one, std::chrono::seconds pause, std::string words)
{
    ++given_back_;
    ask([this, one, pause, words = std::move(words)] {
        bool const counts = store_.queue->give_back(one->lease, pause);
        return [this, words, counts] {
            if (counts && !words.empty()) complain(words);
            leave();
        };
    });
}

/// A place is free.
void worker::leave()
{
    --at_work_;
    pause_ = first_pause;
    look();
}

void worker::give_up(std::string words, exit_code code)
{
    halted_ = true;
    looking_ = false;
    timer_.cancel();
    if (!trouble_.empty()) return;
    trouble_ = std::move(words);
    code_of_trouble_ = code;
}

/// Null where there is no connection, and then there is none for the others either.
account_client* worker::client_of(std::string_view req_key)
{
    auto const found = connections_.find(req_key);
    if (found != connections_.end()) return &*found->second.client;
    auto& made = connections_[std::string{req_key}];
    session of{.shared = store_.jobs, .req_key = std::string{req_key}, .known = known_, .many = &many_};
    auto why = jimeng::client_errc::bad_setting;
    auto trouble = connect(wanted_.results, of, models_, made, why);
    if (trouble.empty()) return &*made.client;
    connections_.erase(std::string{req_key});
    give_up(std::move(trouble), exit_code_of(why, {}));
    return nullptr;
}

} // namespace command::cluster
