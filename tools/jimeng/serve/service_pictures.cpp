#include "service.hpp"

#include <jimeng/net/detail/http_head.hpp>

#include <algorithm>
#include <utility>

namespace command::serve {

/// A client that waits for pictures.
struct service::waiting {
    picture_request asked;
    std::string_view path;
    telling how;
    std::string key; ///< Of its tasks.
    bool is_keyless = false;
    session_host::receiver done;
    std::weak_ptr<void const> read_by{}; ///< Lives as long as a task may read its files.
    std::vector<desk::answer> answers{};
    std::vector<desk::desk::visit> visits{};
    std::size_t missing = 0;
};

namespace {

/// What is wrong with a client's key; empty where nothing is.
std::string trouble_with_key(jimeng::http_headers const& headers, std::string const& key)
{
    if (jimeng::detail::count_of(headers, "Idempotency-Key") != 1) return "Idempotency-Key: comes twice; send one";
    bool const visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (visible && !key.empty() && key.size() <= 255) return {};
    return "Idempotency-Key: is not of 1 to 255 visible ASCII characters; choose another, or leave it out";
}

/// OpenAI's clients count how often they sent the same.
bool is_sent_again(jimeng::http_headers const& headers)
{
    auto const* const times = jimeng::find_header(headers, "X-Stainless-Retry-Count");
    return times != nullptr && !times->empty() && *times != "0";
}

reply too_many_tasks(std::size_t most)
{
    auto made = error_reply({.status = 429,
                             .message = "too many tasks are under way (limit: " + std::to_string(most) +
                                        ", as many open files as the system allows); nothing was sent, nothing is "
                                        "billed: ask again later, or for fewer pictures",
                             .code = "too_many_tasks",
                             .may_try_again = true});
    made.headers.push_back({"Retry-After", "5"});
    return made;
}

} // namespace

session_host::leaver service::draw(purpose what, std::string_view path, request asked, session_host::receiver done)
{
    drop_unused_files();
    auto const mine = std::make_shared<waiting>();
    mine->path = path;
    auto const refuse = [&](reply made) { done(counted(path, std::move(made))); };
    auto const* const chosen = jimeng::find_header(asked.head.headers, "Idempotency-Key");
    if (chosen != nullptr)
        if (auto trouble = trouble_with_key(asked.head.headers, *chosen); !trouble.empty())
            return refuse(bad_request(std::move(trouble), "Idempotency-Key")), nullptr;
    given from;
    if (auto made = read_given(asked, with_.files, from)) return refuse(*std::move(made)), nullptr;
    if (auto made = read_picture_request(what, std::move(from), with_.models, with_.files, mine->asked))
        return refuse(*std::move(made)), nullptr;
    if (with_.tasks.at_work() + static_cast<std::size_t>(mine->asked.count) > with_.most_tasks)
        return refuse(too_many_tasks(with_.most_tasks)), nullptr;
    mine->how = {mine->asked.as_base64, chosen != nullptr ? *chosen : std::string{}, with_.store != nullptr};
    if (chosen != nullptr) {
        mine->key = "serve:" + *chosen;
        if (!keys_.claim(mine->key, mine->asked.count)) return refuse(key_is_taken(*chosen)), nullptr;
    } else {
        mine->is_keyless = true;
        mine->key = keyless_.key_for(name_of_request(mine->asked), is_sent_again(asked.head.headers));
    }
    mine->done = std::move(done);
    order(mine);
    return [this, mine] { leave(mine); };
}

void service::order(std::shared_ptr<waiting> const& mine)
{
    auto const& asked = mine->asked;
    mine->read_by = asked.request->prepared().files;
    mine->missing = static_cast<std::size_t>(asked.count);
    mine->answers.resize(mine->missing);
    ++waiting_;
    for (std::size_t i = 0; i != mine->answers.size(); ++i)
        mine->visits.push_back(
            with_.tasks.take({.model = asked.model,
                              .request = *asked.request,
                              .key = keys::of_task(mine->key, static_cast<std::int64_t>(i) + 1, asked.count),
                              .output = with_.output},
                             {}, [this, mine, i](desk::answer const& one) { told(mine, i, one); }));
    mine->asked.request.reset(); // the tasks have their own
}

void service::told(std::shared_ptr<waiting> const& mine, std::size_t number, desk::answer const& one)
{
    mine->answers[number] = one;
    mine->answers[number].found.details.answer.clear();
    if (--mine->missing != 0) return;
    --waiting_;
    if (mine->is_keyless) keep_key(*mine);
    auto const done = std::exchange(mine->done, nullptr);
    done(counted(mine->path, reply_to(mine->answers, mine->how)));
}

/// For a client that sends its request again, because it goes on or because the answer does not come whole.
void service::keep_key(waiting const& mine)
{
    auto const& all = mine.answers;
    if (std::any_of(all.begin(), all.end(), goes_on)) return keyless_.leave(mine.key);
    std::all_of(all.begin(), all.end(), costs_nothing) ? keyless_.forget(mine.key) : keyless_.answer(mine.key);
}

void service::leave(std::shared_ptr<waiting> const& mine)
{
    if (!mine->done) return;
    mine->done = nullptr;
    --waiting_;
    ++left_;
    if (mine->is_keyless) keyless_.leave(mine->key);
    for (auto const visit : std::exchange(mine->visits, {}))
        with_.tasks.leave(visit);
    if (!mine->asked.files.empty()) left_files_.emplace_back(mine->read_by, std::move(mine->asked.files));
    drop_unused_files();
}

void service::drop_unused_files()
{
    left_files_.remove_if([](auto const& one) { return one.first.expired(); });
}

} // namespace command::serve
