#include "outcome.hpp"

#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/utf8.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <system_error>

namespace command::serve {

namespace {

namespace json = boost::json;

/// How an error is told whose exit code of the command is known.
struct told_as {
    exit_code code;
    int status;
    std::string_view word;
};

constexpr told_as told[]{
    {usage, 400, "invalid_value"},
    {configuration, 500, "server_settings"},
    {authentication, 502, "upstream_authentication"},
    {content_refused, 400, "content_policy_violation"},
    {throttled, 429, "rate_limit_exceeded"},
    {service_failed, 502, "upstream_failed"},
    {not_sent, 502, "upstream_unreachable"},
    {still_running, 504, "still_running"},
    {submit_unknown, 502, "submit_unknown"},
    {task_lost, 502, "task_lost"},
    {not_all_saved, 502, "not_all_saved"},
    {local_io, 500, "local_file"},
    {interrupted, 503, "shutting_down"},
};

told_as telling_of(desk::answer const& one)
{
    if (one.found.error == jimeng::client_errc::limit_reached) return {throttled, 429, "insufficient_quota"};
    for (auto const& known : told)
        if (known.code == one.code) return known;
    return {protocol, 502, "upstream_failed"};
}

/// Whether the server ends and forgets what is paid, so that asking again pays again.
bool is_lost(desk::answer const& one, telling const& how) noexcept
{
    return !how.is_kept && one.code == interrupted && !costs_nothing(one);
}

reply error_of(desk::answer const& one, telling const& how)
{
    auto const as = telling_of(one);
    if (one.another_request && !how.key.empty()) return key_is_taken(how.key);
    complaint_words words{.status = as.status, .message = one.error, .code = as.word};
    if (words.message.empty()) words.message = "no picture came";
    bool const over = as.word == "insufficient_quota" || as.status == 400 || as.code == authentication;
    bool const lost = is_lost(one, how);
    words.may_try_again = !over && !lost && (costs_nothing(one) || goes_on(one));
    if (lost) words.message += "; no journal is kept (--no-journal), so asking again is billed again";
    if (goes_on(one) && !lost && !how.key.empty()) words.message += "; or ask again with the same Idempotency-Key";
    auto made = error_reply(words);
    if (as.status == 429 || as.status == 503) made.headers.push_back({"Retry-After", "5"});
    return made;
}

std::string as_json(std::string_view text)
{
    return json::serialize(json::value(json::string_view{text.data(), text.size()}));
}

std::string_view type_of(jimeng::picture_format format) noexcept
{
    return format == jimeng::picture_format::jpeg ? "image/jpeg" : "image/png";
}

/// Adds one picture to the answer; false where nothing is left of it.
bool add_picture(shown_picture const& one, bool as_base64, std::string& text, std::vector<piece>& body)
{
    bool const has_link = !one.url.empty() && jimeng::is_utf8(one.url);
    if (!as_base64 && has_link) return text += "{\"url\":" + as_json(one.url) + '}', true;
    std::error_code ec;
    auto const size = one.path.empty() ? 0 : std::filesystem::file_size(one.path, ec);
    if (ec || size == 0) return false;
    text += as_base64 ? "{\"b64_json\":\"" : "{\"url\":\"data:" + std::string{type_of(one.format)} + ";base64,";
    body.push_back({std::exchange(text, {})});
    body.push_back({{}, one.path, size});
    text = "\"}";
    return true;
}

/// What OpenAI's answer has no place for: each task, what was paid for it, and what went wrong.
json::object facts_of(desk::answer const& one)
{
    auto const shown = [](std::string const& text) {
        return jimeng::for_terminal(known_secrets().hidden_in(text), 4000);
    };
    json::object facts{{"task_id", shown(one.found.details.task_id)},
                       {"job", one.job},
                       {"billed_pictures", one.paid.pictures},
                       {"was_there", one.was_there}};
    if (!one.error.empty()) facts["error"] = shown(one.error);
    return facts;
}

} // namespace

bool goes_on(desk::answer const& one) noexcept
{
    return one.code == still_running || one.code == not_all_saved || one.code == interrupted;
}

bool costs_nothing(desk::answer const& one) noexcept
{
    auto const submitted = one.found.details.submitted;
    return submitted == jimeng::verdict::not_sent || submitted == jimeng::verdict::rejected;
}

reply reply_to(std::vector<desk::answer> const& all, telling const& how)
{
    auto const now =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
    auto made = json_reply(200, {});
    made.body.clear();
    auto text = "{\"created\":" + std::to_string(now.count()) + ",\"data\":[";
    json::array tasks;
    bool any = false;
    for (auto const& one : all) {
        for (auto const& picture : one.found.pictures) {
            auto const before = std::exchange(text, text + (any ? "," : ""));
            bool const added = add_picture(picture, how.as_base64, text, made.body);
            if (!added) text = before;
            any = any || added;
        }
        tasks.push_back(facts_of(one));
    }
    auto failed = std::find_if(all.begin(), all.end(), [&](auto const& one) { return is_lost(one, how); });
    if (failed == all.end())
        failed = std::find_if(all.begin(), all.end(), [](auto const& one) { return !one.error.empty(); });
    if (!any && failed != all.end()) return error_of(*failed, how);
    if (!any)
        return error_reply({.status = 502,
                            .message = "the pictures were paid and are not there any more; run: jimeng download " +
                                       (all.empty() ? std::string{} : all.front().found.details.task_id),
                            .code = "not_all_saved"});
    text += "],\"jimeng\":" + json::serialize(json::object{{"tasks", std::move(tasks)}}) + '}';
    made.body.push_back({std::move(text)});
    return made;
}

reply key_is_taken(std::string const& key)
{
    return error_reply(
        {.status = 422,
         .message = "Idempotency-Key " + key.substr(0, 60) +
                    ": stands for another request; choose another key. Nothing was sent, nothing is billed",
         .code = "idempotency_key_reused",
         .param = "Idempotency-Key"});
}

} // namespace command::serve
