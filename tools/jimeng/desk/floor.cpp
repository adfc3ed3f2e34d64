#include "floor.hpp"

#include "../counted.hpp"
#include "../job_facts.hpp"
#include "../journal.hpp"

#include <jimeng/async.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace command::desk {

desk::impl::impl(boost::asio::any_io_executor executor, setting with)
    : executor_{std::move(executor)},
      with_{std::move(with)},
      many_{executor_, with_.concurrency, std::nullopt,
            [this](std::function<void()> visit) { boost::asio::post(disk_, std::move(visit)); }}
{}

std::string desk::impl::trouble()
{
    std::string trouble;
    auto why = jimeng::client_errc::bad_setting;
    static_cast<void>(client_of(jimeng::find_model(with_.models, {})->req_key, trouble, why));
    return trouble;
}

/// Null where there is no connection.
account_client* desk::impl::client_of(std::string_view req_key, std::string& trouble, jimeng::client_errc& why)
{
    auto const found = connections_.find(req_key);
    if (found != connections_.end()) return &*found->second.client;
    auto& made = connections_[std::string{req_key}];
    session of{.store = with_.store, .req_key = std::string{req_key}, .known = known_, .many = &many_};
    trouble = connect(with_.wanted, of, with_.models, made, why);
    if (trouble.empty()) return &*made.client;
    connections_.erase(std::string{req_key});
    return nullptr;
}

void desk::impl::start(shared_work const& mine)
{
    if (mine->stop.stop_requested()) {
        auto made = refusal(*mine, "nobody waits for it any more", jimeng::client_errc::cancelled_before_send);
        made.stopped_unsent = mine->task_id.empty();
        return end(mine, std::move(made));
    }
    bool const kept = with_.store && mine->job != mine->task_id;
    if (!kept) return mine->task_id.empty() ? submit(mine) : wait(mine);
    hold(mine);
}

/// Not on this thread: whoever looks at a job holds it for a moment, which is waited for.
void desk::impl::hold(shared_work const& mine)
{
    boost::asio::post(disk_, [self = shared_from_this(), mine, work = boost::asio::make_work_guard(executor_)] {
        auto const ec = self->with_.store->hold(mine->job);
        if (!ec.failed()) mine->history = self->with_.store->folder().read(mine->job);
        boost::asio::post(self->executor_, [self, mine, ec] { self->held(mine, ec); });
    });
}

void desk::impl::held(shared_work const& mine, jimeng::error_code ec)
{
    if (ec == jimeng::client_errc::job_locked) return try_later(mine);
    if (ec.failed())
        return end(mine, refusal(*mine, "job " + mine->job + ": " + ec.message(), jimeng::client_errc::file_io));
    go_on(mine);
}

/// Another process goes on with the job, and will end.
void desk::impl::try_later(shared_work const& mine)
{
    auto const pause = std::min(std::chrono::milliseconds{200 * (1 + mine->tries++)}, std::chrono::milliseconds{2000});
    auto const timer = std::make_shared<boost::asio::steady_timer>(executor_, pause);
    timer->async_wait([self = shared_from_this(), mine, timer](boost::system::error_code) { self->start(mine); });
}

void desk::impl::go_on(shared_work const& mine)
{
    using jimeng::job_standing;
    auto const& job = mine->history;
    auto const standing = job.standing();
    if (standing == job_standing::not_sent && mine->request) return submit(mine);
    if (standing == job_standing::not_sent)
        return end(mine, refusal(*mine, "job " + mine->job + ": was not sent; order it again",
                                 jimeng::client_errc::cancelled_before_send));
    if (!std::exchange(mine->was_there, true)) ++so_far_.attached;
    if (standing == job_standing::unknown) return end(mine, held_as_unknown(*mine));
    auto const& known = job.last();
    mine->task_id = known.task_id;
    bool const same = mine->body_sha256.empty() || known.body_sha256.empty() || known.body_sha256 == mine->body_sha256;
    if (!same || (mine->request && known.req_key != mine->model->req_key))
        return end(mine, another_request(*mine, time_words(job.first().at)));
    standing == job_standing::accepted ? wait(mine) : go_on_after_end(mine);
}

/// Where its results lie there they are shown, else they are fetched again while the service has them.
void desk::impl::go_on_after_end(shared_work const& mine)
{
    auto const& job = mine->history;
    bool const facts = job.last().result == jimeng::result_kind::data;
    bool const here = job.last().error.failed() || (!facts && all_lie_there(job));
    here ? end(mine, answer_of_journal(*mine, with_)) : wait(mine);
}

/// Empty where the budget has room for it.
std::string desk::impl::reserve(work& mine)
{
    auto const most = batch::most_of(*mine.model, mine.request->outline());
    if (with_.limits == nullptr || !with_.limits->is_set()) return mine.reserved = most.value_or(batch::cost{}), "";
    if (auto trouble = with_.limits->trouble_with(most); !trouble.empty()) return trouble;
    if (!with_.limits->reserve(*most))
        return "budget: " + with_.limits->words() + " are spent or set aside, and this may cost " +
               (most->pictures != 0 ? counted(static_cast<std::size_t>(most->pictures), "picture") +
                                          "; ask for exactly one picture, where the model can, or"
                                    : std::to_string(most->seconds) + " s of video;") +
               " begin again with a larger --budget";
    mine.counts = true;
    mine.reserved = *most;
    return {};
}

void desk::impl::submit(shared_work const& mine)
{
    std::string trouble;
    auto why = jimeng::client_errc::bad_setting;
    auto* const client = client_of(mine->model->req_key, trouble, why);
    if (client == nullptr) return end(mine, refusal(*mine, std::move(trouble), why));
    if (trouble = reserve(*mine); !trouble.empty())
        return end(mine, refusal(*mine, std::move(trouble), jimeng::client_errc::limit_reached));
    client->async_generate(*mine->request, options(mine), mine->details,
                           [self = shared_from_this(), mine](jimeng::error_code ec, jimeng::pictures const& came) {
                               self->ended(mine, ec, came);
                           });
}

namespace {

/// Another place does not know the task, and its word would end the job for good.
std::string elsewhere(work const& of, account_client const& client)
{
    auto const address = jimeng::without_user(client.options().address());
    auto const known = of.history.events.empty() ? std::string{} : of.history.last().endpoint;
    if (known.empty() || known == address) return {};
    return "JIMENG_API_URL leads to " + jimeng::for_terminal(address) + ", which does not know the task: set it to " +
           jimeng::for_terminal(known) + ", where it was submitted";
}

} // namespace

void desk::impl::wait(shared_work const& mine)
{
    std::string trouble;
    auto why = jimeng::client_errc::bad_setting;
    auto* const client = client_of(mine->model->req_key, trouble, why);
    if (client == nullptr) return end(mine, refusal(*mine, std::move(trouble), why));
    if (trouble = elsewhere(*mine, *client); !trouble.empty())
        return end(mine, refusal(*mine, std::move(trouble), jimeng::client_errc::bad_setting));
    auto how = options(mine);
    how.overwrite = mine->output.ends_with('/'); // the names in a folder are the task's own
    jimeng::task which{
        std::string{mine->model->req_key}, {}, std::string{mine->model->action_stem}, mine->model->result, {}};
    if (!mine->history.events.empty()) {
        if (auto const known = jimeng::task::of(mine->history.last())) which = *known;
        how.already_saved = saved_still(mine->history);
        how.accepted_at = accepted_at(mine->history);
    } else if (auto const id = jimeng::task_id::parse(std::string_view{mine->task_id})) {
        which.id = *id;
    }
    client->async_wait(which, how, mine->details,
                       [self = shared_from_this(), mine](jimeng::error_code ec, jimeng::pictures const& came) {
                           self->ended(mine, ec, came);
                       });
}

jimeng::generate_options desk::impl::options(shared_work const& mine)
{
    jimeng::generate_options how;
    auto wanted = with_.wanted;
    if (!mine->output.empty()) wanted.output = mine->output;
    how.job = with_.store && mine->job != mine->task_id ? mine->job : std::string{};
    how.job_key = mine->key;
    how.job_note =
        to_text(note_of(mine->request ? std::string{mine->request->outline().text.view()} : std::string{}, wanted));
    if (mine->model->result != jimeng::result_kind::data) how.output = mine->output;
    how.download = !mine->links_only;
    how.keep_bytes = false;
    how.stop = mine->stop.get_token();
    how.on_progress = [self = shared_from_this(), mine](jimeng::progress const& now) { self->follow(*mine, now); };
    return how;
}

void desk::impl::follow(work& mine, jimeng::progress const& now)
{
    using stage = jimeng::progress::stage;
    if (now.at == stage::submitting) mine.sent = true;
    if (now.at == stage::held) mine.sent = false;
    if (now.at == stage::accepted) mine.task_id = now.task_id;
    if (now.at == stage::accepted) ++so_far_.accepted;
    bool const for_nobody = mine.visitors.empty() && mine.request && !mine.was_there;
    if (now.at == stage::held && for_nobody) mine.stop.request_stop();
    auto const all = mine.visitors; // one may leave while it is told
    for (auto const& [number, who] : all)
        if (who.heard && mine.visitors.contains(number)) who.heard(now);
}

void desk::impl::ended(shared_work const& mine, jimeng::error_code ec, jimeng::pictures const& came)
{
    auto made = answer_to(*mine, ec, came, with_);
    if (mine->counts) with_.limits->settle(mine->reserved, made.paid);
    if (mine->was_there) made.paid = {};
    end(mine, std::move(made));
}

void desk::impl::count(answer const& made)
{
    auto const submitted = made.found.details.submitted;
    bool const held = made.found.error == jimeng::client_errc::submit_unknown;
    ++(!made.found.error.failed()                      ? so_far_.done
       : held || submitted == jimeng::verdict::unknown ? so_far_.unknown
                                                       : so_far_.failed);
    so_far_.paid += made.paid;
}

/// Somebody came when all others had left, and it was being given up.
void desk::impl::begin_again(shared_work const& mine)
{
    mine->stop = std::stop_source{};
    mine->details = {};
    mine->reserved = {};
    mine->counts = mine->sent = false;
    mine->orderer = mine->visitors.begin()->first;
    boost::asio::post(executor_, [self = shared_from_this(), mine] { self->start(mine); });
}

void desk::impl::end(shared_work const& mine, answer made)
{
    if (with_.store && !mine->job.empty()) with_.store->release(mine->job);
    if (made.stopped_unsent && !stopped_ && !mine->visitors.empty()) return begin_again(mine);
    at_work_.erase(mine->job);
    count(made);
    with_.store ? forget_unknown_task(*mine, made) : remember(*mine, made);
    if (with_.store) forget_refused(*with_.store, mine->job, made.found.error);
    auto for_nothing = repeated(made);
    auto const all = std::exchange(mine->visitors, {});
    for (auto const& [number, who] : all)
        if (visits_.erase(number) != 0) who.told(number == mine->orderer ? made : for_nothing);
}

} // namespace command::desk
