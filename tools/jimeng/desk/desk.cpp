#include "floor.hpp"

#include "../find_job.hpp"
#include "../job_facts.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/sign/body_sha256.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace command::desk {

namespace {

/// @throws std::runtime_error Where an input file is not as it was looked at.
std::string hash_of(jimeng::any_request const& request)
{
    auto const& prepared = request.prepared();
    return jimeng::body_sha256({.body = prepared.body, .files = prepared.files});
}

std::shared_ptr<work> work_for(order wanted)
{
    auto mine = std::make_shared<work>();
    mine->model = wanted.model;
    mine->request = std::move(wanted.request);
    mine->key = std::move(wanted.key);
    mine->output = std::move(wanted.output);
    mine->links_only = wanted.links_only;
    return mine;
}

} // namespace

desk::visit desk::impl::take(order wanted, visitor who)
{
    using jimeng::client_errc;
    ++so_far_.ordered;
    auto const mine = work_for(std::move(wanted));
    if (stopped_)
        return say(std::move(who), refusal(*mine, "the program is stopping", client_errc::cancelled_before_send));
    try {
        mine->body_sha256 = hash_of(*mine->request);
    } catch (std::exception const& error) {
        return say(std::move(who), refusal(*mine, error.what(), client_errc::rule_broken));
    }
    mine->job = with_.store         ? with_.store->name_job(mine->key, std::chrono::system_clock::now())
                : mine->key.empty() ? "job-" + std::to_string(++last_name_)
                                    : "key-" + mine->key;
    if (auto const there = at_work_.find(mine->job); there != at_work_.end()) {
        auto const& other = *there->second;
        bool const same =
            other.model == mine->model && (other.body_sha256.empty() || other.body_sha256 == mine->body_sha256);
        return same ? attach(there->second, std::move(who)) : say(std::move(who), another_request(*mine));
    }
    auto const past = past_.find(mine->job);
    if (past == past_.end()) return begin(mine, std::move(who));
    bool const same = past->second.model == mine->model && past->second.body_sha256 == mine->body_sha256;
    return same ? go_on_with(past->second, mine, std::move(who)) : say(std::move(who), another_request(*mine));
}

/// Shows what it brought, or waits for it again.
desk::visit desk::impl::go_on_with(past_work const& past, shared_work const& mine, visitor who)
{
    if (past.said) return say(std::move(who), repeated(*past.said));
    mine->job = past.job;
    mine->key = past.key;
    mine->body_sha256 = past.body_sha256;
    mine->model = past.model;
    mine->task_id = past.task_id;
    if (mine->output.empty()) mine->output = past.output;
    mine->was_there = true;
    ++so_far_.attached;
    return past.task_id.empty() ? say(std::move(who), held_as_unknown(*mine)) : begin(mine, std::move(who));
}

desk::visit desk::impl::fetch(std::string const& which, jimeng::model_entry const* model, std::string output,
                              visitor who)
{
    using jimeng::client_errc;
    ++so_far_.ordered;
    if (auto const there = find(which)) return attach(there, std::move(who));
    auto const mine = std::make_shared<work>();
    mine->output = std::move(output);
    mine->was_there = true;
    if (stopped_)
        return say(std::move(who), refusal(*mine, "the program is stopping", client_errc::cancelled_before_send));
    if (auto const* const past = find_past(which)) return go_on_with(*past, mine, std::move(who));
    std::string trouble = "no task " + jimeng::for_terminal(which, 60) + " is known here; name its model too";
    if (auto job = with_.store ? find_job(with_.store->folder(), which, trouble) : std::nullopt) {
        mine->job = job->name;
        if (auto const there = find(mine->job)) return attach(there, std::move(who));
        mine->history = *std::move(job);
        if (!mine->history.events.empty()) {
            mine->key = mine->history.first().key;
            mine->task_id = mine->history.last().task_id;
            mine->body_sha256 = mine->history.last().body_sha256;
            model = jimeng::find_model(with_.models, mine->history.last().req_key);
        }
    } else if (model != nullptr) {
        auto const id = jimeng::task_id::parse(std::string_view{which});
        if (!id) return say(std::move(who), refusal(*mine, describe(id.why()), client_errc::rule_broken));
        mine->job = mine->task_id = which;
    }
    if (model == nullptr || mine->job.empty())
        return say(std::move(who), refusal(*mine, std::move(trouble), client_errc::rule_broken));
    mine->model = model;
    ++so_far_.attached;
    return begin(mine, std::move(who));
}

desk::visit desk::impl::begin(shared_work const& mine, visitor who)
{
    at_work_[mine->job] = mine;
    auto const number = ++last_visit_;
    mine->visitors.emplace(number, std::move(who));
    mine->orderer = number;
    visits_[number] = mine;
    boost::asio::post(executor_, [self = shared_from_this(), mine] { self->start(mine); });
    return number;
}

desk::visit desk::impl::attach(shared_work const& there, visitor who)
{
    ++so_far_.attached;
    auto const number = ++last_visit_;
    there->visitors.emplace(number, std::move(who));
    visits_[number] = there;
    return number;
}

/// To somebody who never had to wait.
desk::visit desk::impl::say(visitor who, answer made)
{
    auto const number = ++last_visit_;
    visits_[number] = nullptr;
    boost::asio::post(executor_, [self = shared_from_this(), number, who = std::move(who), made = std::move(made)] {
        if (self->visits_.erase(number) != 0) who.told(made);
    });
    return number;
}

void desk::impl::leave(visit who)
{
    auto const found = visits_.find(who);
    if (found == visits_.end()) return;
    auto const from = found->second;
    visits_.erase(found);
    if (!from) return;
    from->visitors.erase(who);
    if (from->visitors.empty() && !from->sent && from->task_id.empty()) from->stop.request_stop();
}

void desk::impl::stop()
{
    stopped_ = true;
    auto const all = at_work_;
    for (auto const& [name, mine] : all)
        mine->stop.request_stop();
}

desk::impl::shared_work desk::impl::find(std::string_view which) const
{
    if (auto const by_name = at_work_.find(which); by_name != at_work_.end()) return by_name->second;
    for (auto const& [name, mine] : at_work_)
        if (!which.empty() && (mine->task_id == which || mine->key == which)) return mine;
    return nullptr;
}

past_work const* desk::impl::find_past(std::string_view which) const
{
    if (auto const by_name = past_.find(which); by_name != past_.end()) return &by_name->second;
    for (auto const& [name, one] : past_)
        if (!which.empty() && (one.task_id == which || one.key == which)) return &one;
    return nullptr;
}

/// Of a paid task the key, the id and the place outlive the answer, which may be large: asked again it is waited for again, and not
/// paid again.
void desk::impl::remember(work const& mine, answer const& made)
{
    auto const& details = made.found.details;
    jimeng::job_event last{
        .what = jimeng::job_event::kind::final, .submitted = details.submitted, .error = made.found.error};
    bool const goes_on = made.found.error == jimeng::condition::resumable && !details.task_id.empty();
    auto const standing = jimeng::standing_after(last);
    if (made.stopped_unsent || (!goes_on && standing == jimeng::job_standing::not_sent)) return;
    bool const known = !goes_on && standing == jimeng::job_standing::over;
    past_[mine.job] = {mine.job,
                       mine.key,
                       mine.body_sha256,
                       mine.model,
                       details.task_id,
                       mine.output,
                       known ? std::make_shared<answer const>(made) : nullptr};
    if (known) whole_.push_back(mine.job);
    constexpr std::size_t most_whole = 1000;
    if (whole_.size() <= most_whole) return;
    auto const oldest = past_.find(whole_.front());
    whole_.pop_front();
    if (oldest == past_.end()) return;
    if (oldest->second.key.empty() || oldest->second.task_id.empty())
        past_.erase(oldest);
    else
        oldest->second.said.reset();
}

/// A task that the service has never heard of was no job.
void desk::impl::forget_unknown_task(work const& mine, answer const& made)
{
    auto const& found = made.found;
    bool const never =
        found.error == jimeng::service_errc::input_invalid || found.error == jimeng::client_errc::task_lost;
    if (!with_.store || mine.job != mine.task_id || !never) return;
    auto const job = with_.store->folder().find_task(mine.task_id);
    if (!job) return;
    with_.store->release(job->name);
    static_cast<void>(with_.store->folder().forget_over(job->name)); // else it stays as a failed one
}

/// What is at work calls back until it has ended, and is told to end soon.
desk::desk(boost::asio::any_io_executor executor, setting with)
    : impl_{std::make_shared<impl>(std::move(executor), std::move(with))}
{}

desk::~desk()
{
    impl_->stop();
    impl_->wait_for_disk();
}

std::string desk::trouble()
{
    return impl_->trouble();
}

desk::visit desk::take(order wanted, follower heard, receiver told)
{
    return impl_->take(std::move(wanted), {std::move(heard), std::move(told)});
}

desk::visit desk::fetch(std::string which, jimeng::model_entry const* model, std::string output, follower heard,
                        receiver told)
{
    return impl_->fetch(which, model, std::move(output), {std::move(heard), std::move(told)});
}

void desk::leave(visit who)
{
    impl_->leave(who);
}

void desk::stop()
{
    impl_->stop();
}

std::size_t desk::at_work() const noexcept
{
    return impl_->at_work();
}

counts const& desk::so_far() const noexcept
{
    return impl_->so_far();
}

} // namespace command::desk
