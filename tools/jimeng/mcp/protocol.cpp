#include "protocol.hpp"

#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace command::mcp {

namespace {

/// The newest first. Which of them a client speaks changes little: only one of them has batches.
constexpr std::array<std::string_view, 5> revisions{"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05",
                                                    "2024-10-07"};
constexpr std::string_view with_batches = "2025-03-26";
constexpr std::size_t most_open_calls = 256;
constexpr std::size_t most_in_batch = 100;

/// The answers of a batch, which go together.
struct batch_answers {
    json::array all;
    std::size_t awaited = 0;
};

bool wants_answer(message const& one)
{
    return one.what == message::kind::request || one.what == message::kind::invalid;
}

} // namespace

void protocol::say(json::value const& what)
{
    say_(json::serialize(what));
}

void protocol::refuse_too_long()
{
    say(error_of(nullptr, rpc_error::parse_error, "the line is longer than 64 MiB; it was passed over"));
}

void protocol::hear(std::string_view line)
{
    if (line.find_first_not_of(" \t") == std::string_view::npos) return;
    boost::system::error_code ec;
    auto const text = json::parse(line, ec);
    if (ec.failed()) return say(error_of(nullptr, rpc_error::parse_error, "the line is no JSON: " + ec.message()));
    if (text.is_array()) return hear_batch(text.get_array());
    hear_message(text, [this](json::object const& answer) {
        if (!answer.empty()) say(answer);
    });
}

/// Revisions before and after have none.
void protocol::hear_batch(json::array const& all)
{
    if (revision_ != with_batches)
        return say(error_of(nullptr, rpc_error::invalid_request,
                            "a list of messages is for revision 2025-03-26 alone; send one message a line"));
    if (all.empty() || all.size() > most_in_batch)
        return say(error_of(nullptr, rpc_error::invalid_request, "a list has 1 to 100 messages"));
    auto const answers = std::make_shared<batch_answers>();
    for (auto const& one : all)
        answers->awaited += wants_answer(read_message(one)) ? 1 : 0;
    for (auto const& one : all)
        hear_message(one, [this, answers](json::object answer) {
            if (!answer.empty()) answers->all.push_back(std::move(answer));
            if (--answers->awaited == 0 && !answers->all.empty()) say(answers->all);
        });
}

void protocol::hear_message(json::value const& text, reply const& answer)
{
    auto one = read_message(text);
    switch (one.what) {
    case message::kind::invalid: return answer(error_of(one.id, one.why, one.trouble));
    case message::kind::request: return begin(std::move(one), answer);
    case message::kind::notification:
        if (one.method == "notifications/cancelled") cancel(one.params);
        return;
    case message::kind::response: return;
    }
}

void protocol::begin(message one, reply const& answer)
{
    if (one.method == "ping") return answer(result_of(one.id, {}));
    if (one.method == "initialize") return initialize(one, answer);
    auto const found = methods_.find(one.method);
    if (found == methods_.end())
        return answer(error_of(one.id, rpc_error::method_not_found,
                               "there is no method " + jimeng::for_terminal(one.method, 60)));
    auto const key = json::serialize(one.id);
    if (calls_.contains(key))
        return answer(error_of(one.id, rpc_error::invalid_request, "another request of this id is not answered yet"));
    if (calls_.size() == most_open_calls)
        return answer(error_of(one.id, rpc_error::internal_error,
                               "256 requests are not answered yet; wait for one of them, nothing was begun"));
    auto const mine = std::make_shared<call>();
    auto const end = [this, key, answer, mine = std::weak_ptr{mine}](json::object said) {
        auto const open = calls_.find(key);
        if (open == calls_.end() || open->second != mine.lock()) return;
        auto const kept = std::move(open->second);
        calls_.erase(open);
        answer(std::move(said));
    };
    mine->answer = [end, id = one.id](json::object result) { end(result_of(id, std::move(result))); };
    mine->refuse = [end, id = one.id](rpc_error code, std::string const& words) { end(error_of(id, code, words)); };
    mine->unanswered = [answer] { answer({}); };
    mine->tell = teller(one, key);
    mine->params = std::move(one.params);
    calls_[key] = mine;
    try {
        found->second(mine);
    } catch (std::exception const& error) {
        mine->refuse(rpc_error::internal_error, known_secrets().hidden_in(jimeng::for_terminal(error.what())));
    }
}

void protocol::initialize(message const& one, reply const& answer)
{
    auto const asked = text_of(one.params, "protocolVersion");
    bool const known = std::find(revisions.begin(), revisions.end(), asked) != revisions.end();
    revision_ = known ? asked : std::string{revisions.front()};
    auto result = introduction_;
    result["protocolVersion"] = revision_;
    answer(result_of(one.id, std::move(result)));
}

/// Nobody waits for the answer any more, so none is given; what a list of messages lacks then is not waited for either.
void protocol::cancel(json::object const& params)
{
    auto const* const id = params.if_contains("requestId");
    auto const open = id == nullptr ? calls_.end() : calls_.find(json::serialize(*id));
    if (open == calls_.end()) return;
    auto const mine = open->second;
    calls_.erase(open);
    if (mine->leave) mine->leave();
    mine->unanswered();
}

std::function<void(std::string_view)> protocol::teller(message const& one, std::string const& key)
{
    auto const* const meta = object_of(one.params, "_meta");
    auto const* const token = meta == nullptr ? nullptr : meta->if_contains("progressToken");
    if (token == nullptr || !(token->is_string() || token->is_int64() || token->is_uint64()))
        return [](std::string_view) {};
    return [this, key, token = *token, count = 0](std::string_view words) mutable {
        if (!calls_.contains(key)) return;
        say(notification_of("notifications/progress",
                            {{"progressToken", token}, {"progress", ++count}, {"message", words}}));
    };
}

} // namespace command::mcp
