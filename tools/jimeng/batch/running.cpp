#include "running.hpp"

#include "ended.hpp"

#include "../job_facts.hpp"
#include "../journal.hpp"

#include <jimeng/async.hpp>
#include <jimeng/core/escape.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <system_error>
#include <utility>

namespace command::batch {

/// One item at work.
struct running::work {
    item const& one;
    jimeng::any_request request;
    jimeng::job_history job{};
    jimeng::diagnostics details{};
    cost reserved{};
    bool counts = false;   ///< Whether the budget knows of it.
    bool fetching = false; ///< The account has done its part.

    [[nodiscard]] std::string subject() const { return std::string{request.outline().text.view()}; }
};

namespace {

/// No more than may run: who has to ask the limiter again and again sees a free place late.
std::size_t at_once(arguments const& wanted)
{
    auto tasks = wanted.concurrency.value_or(0);
    if (char const* const set = std::getenv("JIMENG_CONCURRENCY"); tasks == 0 && set != nullptr) tasks = std::atoi(set);
    tasks = std::clamp(tasks, 1, 256);
    return static_cast<std::size_t>(tasks);
}

} // namespace

running::running(batch_setting setting)
    : set_{setting},
      many_{io_.get_executor(), set_.wanted.concurrency, set_.wanted.rate,
            [this](std::function<void()> visit) { boost::asio::post(waiting_for_disk_, std::move(visit)); }},
      progress_{io_.get_executor(), set_.counts, set_.wanted.results.json},
      most_at_once_{at_once(set_.wanted)}
{}

void running::run(std::stop_token stop)
{
    stop_ = stop;
    std::stop_callback const halt{stop, [this] { boost::asio::post(io_, [this] { halted_ = true; }); }};
    progress_.begin();
    start_more();
    io_.run();
    if (auto trouble = set_.before.results.sync(); !trouble.empty()) give_up(std::move(trouble), local_io);
}

void running::start_more()
{
    while (!halted_ && next_ != set_.items.size() && has_room()) {
        if (stop_.stop_requested() || !start(set_.items[next_])) break;
        ++next_;
    }
    bool const over = halted_ || stop_.stop_requested() || next_ == set_.items.size();
    if (over && set_.counts.begun == 0) progress_.end();
}

/// What is fetched takes no place of the account's, and some of the machine's.
bool running::has_room() const noexcept
{
    constexpr std::size_t most_fetching = 8;
    auto const begun = set_.counts.begun;
    return begun < most_at_once_ + most_fetching && begun - fetching_ < most_at_once_;
}

void running::follow(work& mine, jimeng::progress const& now)
{
    using stage = jimeng::progress::stage;
    if (now.at == stage::accepted) progress_.accepted(mine.one.id, mine.one.from.line, now.task_id);
    if (now.at != stage::downloading || std::exchange(mine.fetching, true)) return;
    ++fetching_;
    boost::asio::post(io_, [this] { start_more(); });
}

/// False where it has to wait until another one has ended.
bool running::start(item const& one)
{
    auto request = read_request(set_.input, set_.rules, one);
    std::string const own_key = one.own_key ? one.key : "";
    if (!request || hash_of(set_.rules, request->prepared(), own_key) != one.request)
        return fail(one, "its files have changed since it was checked; run the batch again",
                    jimeng::client_errc::rule_broken),
               true;
    auto const mine = std::make_shared<work>(work{one, *request});
    auto const& store = set_.before.store;
    if (!store) return submit(mine);
    if (auto const ec = store->hold(one.job); ec.failed())
        return fail(one, "job " + one.job + ": " + ec.message(), jimeng::client_errc::job_locked), true;
    mine->job = store->folder().read(one.job);
    follow_moved_files(mine->job, one);
    bool const begun = go_on(mine);
    if (!begun) store->release(one.job);
    return begun;
}

/// With what is there of its job.
bool running::go_on(std::shared_ptr<work> const& mine)
{
    auto const& job = mine->job;
    auto const& store = set_.before.store;
    bool const failed = !job.events.empty() && job.last().error.failed();
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: return submit(mine);
    case jimeng::job_standing::unknown: return settle_unknown(*mine) ? submit(mine) : true;
    case jimeng::job_standing::accepted: return wait(mine, true), true;
    case jimeng::job_standing::over: break;
    }
    if (failed && set_.wanted.retry_failed) return set_aside(*mine) ? submit(mine) : true;
    bool const facts = mine->one.model->result == jimeng::result_kind::data;
    if (!failed && (facts || !all_lie_there(job))) return wait(mine, false), true;
    store->release(mine->one.job);
    auto known = outcome_of(mine->one, job);
    known.subject = mine->subject();
    return take(known), true;
}

/// Whether it may be submitted again now.
bool running::settle_unknown(work& mine)
{
    auto const& wanted = set_.wanted.on_unknown;
    auto const& store = set_.before.store;
    if (wanted == "resubmit") return set_aside(mine);
    store->release(mine.one.job);
    if (wanted == "forget") {
        if (auto const ec = store->folder().forget(mine.one.job); ec.failed())
            fail(mine.one, "job " + mine.one.job + ": " + ec.message(), jimeng::client_errc::file_io);
        return false;
    }
    auto held = outcome_of(mine.one, mine.job);
    held.subject = mine.subject();
    held.what = status::unknown;
    held.code = submit_unknown;
    held.cause = "its submit may have been accepted and billed, and no id came back; look into the console, then add "
                 "--on-unknown resubmit (may be billed twice) or --on-unknown forget";
    held.error = held.cause;
    take(held);
    return false;
}

/// What the old job cost stays paid.
bool running::set_aside(work& mine)
{
    auto const& store = set_.before.store;
    auto const paid = set_.before.counted(mine.job);
    store->release(mine.one.job);
    jimeng::error_code ec;
    if (paid != cost{} && set_.before.begun.add({{}, paid, std::string{mine.one.model->req_key}}) != 0)
        ec = jimeng::client_errc::file_io;
    if (!ec.failed()) ec = store->folder().set_aside(mine.one.job);
    if (!ec.failed()) ec = store->hold(mine.one.job);
    mine.job = {};
    if (ec.failed()) fail(mine.one, "job " + mine.one.job + ": " + ec.message(), jimeng::client_errc::file_io);
    return !ec.failed();
}

bool running::submit(std::shared_ptr<work> const& mine)
{
    auto const& one = mine->one;
    if (!set_.limits.reserve(one.most)) {
        if (set_.counts.begun != 0) return false;
        ++beyond_budget_;
        if (set_.before.store) set_.before.store->release(one.job);
        return true;
    }
    mine->reserved = one.most;
    mine->counts = true;
    auto* const client = client_of(one.model->req_key);
    if (client == nullptr) return set_.limits.settle(one.most, {}), false;
    bool const known = set_.before.begun.find(one.job) != nullptr;
    if (int const error = known ? 0 : set_.before.begun.add({one.job, one.most, std::string{one.model->req_key}});
        error != 0) {
        set_.limits.settle(one.most, {});
        give_up("output: cannot be written: " + std::generic_category().message(error), local_io);
        return true;
    }
    ++set_.counts.begun;
    client->async_generate(
        mine->request, options(mine), mine->details,
        [this, mine](jimeng::error_code ec, jimeng::pictures const& came) { ended(*mine, ec, came); });
    return true;
}

void running::wait(std::shared_ptr<work> const& mine, bool overwrite)
{
    auto const& one = mine->one;
    auto* const client = client_of(one.model->req_key);
    auto const task = jimeng::task::of(mine->job.last());
    if (client == nullptr) return;
    if (!task) return fail(one, "job " + one.job + ": has no task's id", jimeng::client_errc::bad_path);
    mine->reserved = set_.before.counted(mine->job);
    mine->counts = set_.before.begun.find(one.job) != nullptr;
    if (mine->counts) set_.limits.take_up(mine->reserved);
    auto how = options(mine);
    how.overwrite = overwrite; // nobody else has a file of this name: it was free when the task was submitted
    how.already_saved = saved_still(mine->job);
    ++set_.counts.begun;
    client->async_wait(*task, how, mine->details,
                       [this, mine](jimeng::error_code ec, jimeng::pictures const& came) { ended(*mine, ec, came); });
}

jimeng::generate_options running::options(std::shared_ptr<work> const& mine)
{
    auto const& one = mine->one;
    auto wanted = set_.wanted.results;
    wanted.output = one.output;
    jimeng::generate_options how;
    how.job = one.job;
    how.job_key = one.key;
    how.job_note = to_text(note_of(mine->subject(), wanted));
    if (one.model->result != jimeng::result_kind::data) how.output = one.output;
    how.stop = stop_;
    how.on_progress = [this, mine](jimeng::progress const& now) { follow(*mine, now); };
    return how;
}

void running::ended(work& mine, jimeng::error_code ec, jimeng::pictures const& came)
{
    auto& details = mine.details;
    --set_.counts.begun;
    if (mine.fetching) --fetching_;
    if (ec.failed() && details.task_id.empty() && !mine.job.events.empty()) details.task_id = mine.job.last().task_id;
    auto one = outcome_of_end(mine.one, ec, details, came);
    one.subject = mine.subject();
    if (mine.counts) set_.limits.settle(mine.reserved, one.paid);
    bool const untouched = stop_.stop_requested() && details.submitted == jimeng::verdict::not_sent;
    if (!untouched) take(one);
    if (!untouched) judge(one, ec);
    if (details.cause == jimeng::client_errc::not_recorded)
        give_up("journal: " + jimeng::for_terminal(details.client_message, 1000), local_io);
    start_more();
}

/// What would befall all others too ends the batch early.
void running::judge(outcome const& one, jimeng::error_code const& ec)
{
    not_sent_in_a_row_ = one.code == exit_code::not_sent ? not_sent_in_a_row_ + 1 : 0;
    bool const failed = one.what == status::failed || one.what == status::unknown;
    bool const for_all = ec == jimeng::condition::authentication_refused || one.code == configuration ||
                         one.code == local_io || not_sent_in_a_row_ == 3;
    if (failed && (for_all || set_.wanted.fail_fast)) halted_ = true;
    if (ec == jimeng::client_errc::partly_saved && one.error.find("o space left") != std::string::npos) halted_ = true;
}

void running::fail(item const& one, std::string words, jimeng::client_errc why)
{
    if (set_.before.store) set_.before.store->release(one.job);
    auto failed = outcome_of(one, jimeng::job_history{});
    if (auto const request = read_request(set_.input, set_.rules, one))
        failed.subject = std::string{request->outline().text.view()};
    failed.error = failed.cause = std::move(words);
    failed.code = exit_code_of(why, {});
    take(failed);
    if (set_.wanted.fail_fast) halted_ = true;
}

void running::take(outcome const& one)
{
    set_.counts.add(one, true);
    progress_.ended(one);
    if (auto trouble = set_.before.results.add(one); !trouble.empty()) give_up(std::move(trouble), local_io);
    sync_soon();
}

/// Once for all that end together: what a crash of the machine takes away of it, the journal still has.
void running::sync_soon()
{
    changed_ = true;
    if (std::exchange(syncing_, true)) return;
    changed_ = false;
    boost::asio::post(disk_, [this, work = boost::asio::make_work_guard(io_)] {
        auto trouble = set_.before.results.sync();
        boost::asio::post(io_, [this, trouble = std::move(trouble)]() mutable {
            syncing_ = false;
            if (!trouble.empty()) return give_up(std::move(trouble), local_io);
            if (changed_) sync_soon();
        });
    });
}

void running::give_up(std::string words, exit_code code)
{
    halted_ = true;
    if (!trouble_.empty()) return;
    trouble_ = std::move(words);
    code_of_trouble_ = code;
}

/// Null where there is no connection, and then there is none for the others either.
account_client* running::client_of(std::string_view req_key)
{
    auto const found = connections_.find(req_key);
    if (found != connections_.end()) return &*found->second.client;
    auto& made = connections_[std::string{req_key}];
    session of{.store = set_.before.store, .req_key = std::string{req_key}, .known = known_, .many = &many_};
    auto why = jimeng::client_errc::bad_setting;
    auto trouble = connect(set_.wanted.results, of, set_.models, made, why);
    if (trouble.empty()) return &*made.client;
    connections_.erase(std::string{req_key});
    give_up(std::move(trouble), exit_code_of(why, {}));
    return nullptr;
}

} // namespace command::batch
