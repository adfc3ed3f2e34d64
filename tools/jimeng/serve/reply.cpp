#include "reply.hpp"

#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>

#include <boost/beast/http/status.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <utility>

namespace command::serve {

namespace {

namespace json = boost::json;

/// The type that OpenAI's own answers of this status have.
std::string_view type_of(int status, std::string_view code) noexcept
{
    if (status >= 500) return "server_error";
    if (status != 429) return "invalid_request_error";
    return code == "insufficient_quota" ? code : "rate_limit_error";
}

json::value word_or_null(std::string_view word)
{
    return word.empty() ? json::value(nullptr) : json::value(json::string_view{word.data(), word.size()});
}

} // namespace

reply json_reply(int status, std::string text)
{
    reply made{status, {{"Content-Type", "application/json"}}};
    made.body.push_back({std::move(text)});
    return made;
}

reply error_reply(complaint_words const& what)
{
    auto const words = jimeng::for_terminal(known_secrets().hidden_in(what.message), 4000);
    auto const param = jimeng::for_terminal(known_secrets().hidden_in(what.param), 100);
    json::object error{{"message", word_or_null(words)},
                       {"type", word_or_null(type_of(what.status, what.code))},
                       {"param", word_or_null(param)},
                       {"code", word_or_null(what.code)}};
    auto made = json_reply(what.status, json::serialize(json::object{{"error", std::move(error)}}));
    // OpenAI's clients send again by themselves what ended with 408, 409, 429 or 5xx, unless they are told.
    made.headers.push_back({"X-Should-Retry", what.may_try_again ? "true" : "false"});
    return made;
}

reply shutting_down()
{
    auto made =
        error_reply({.status = 503,
                     .message = "the server is shutting down; nothing was sent, nothing is billed: ask again later",
                     .code = "shutting_down",
                     .may_try_again = true});
    made.headers.push_back({"Retry-After", "5"});
    made.is_last = true;
    return made;
}

std::string head_of(reply const& answer, bool keep_alive)
{
    namespace http = boost::beast::http;
    auto const reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(answer.status)));
    auto head = "HTTP/1.1 " + std::to_string(answer.status) + ' ' + std::string{reason} + "\r\n";
    for (auto const& header : answer.headers)
        (((head += header.name) += ": ") += header.value) += "\r\n";
    // Pictures and prompts are nobody's but the client's, and no page may take an answer for a script.
    head += "Content-Length: " + std::to_string(answer.length()) +
            "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    return head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
}

} // namespace command::serve
