#ifndef JIMENG_TESTS_UNIT_EMULATOR_CALLS_HPP
#define JIMENG_TESTS_UNIT_EMULATOR_CALLS_HPP

#include <jimeng/core/image_size.hpp>
#include <jimeng/emulator/service.hpp>
#include <jimeng/sign/hmac_sha256_signer.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace calls {

namespace emulator = jimeng::emulator;
namespace json = boost::json;
using namespace std::chrono_literals;
using time_point = std::chrono::system_clock::time_point;

inline constexpr std::string_view submit_target = "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31";
inline constexpr std::string_view query_target = "/?Action=CVSync2AsyncGetResult&Version=2022-08-31";
inline constexpr time_point noon = std::chrono::sys_days{std::chrono::year{2026} / 3 / 4} + 12h;

inline jimeng::credentials keys()
{
    return emulator::service_options{}.keys;
}

/// Signed with the library's signer, received as a server reads it.
inline emulator::received_request signed_call(std::string_view target, std::string_view body, time_point at = noon,
                                              jimeng::credentials const& with = keys(),
                                              jimeng::signing_scope scope = {}, std::string_view method = "POST")
{
    jimeng::http_request request;
    request.method = method;
    request.origin = {"http", "127.0.0.1", 8080};
    request.target = target;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = body;
    jimeng::hmac_sha256_signer{with, std::move(scope)}.sign(request, std::chrono::floor<std::chrono::seconds>(at));
    emulator::received_request received{request.method, request.target, request.headers, request.body};
    received.headers.push_back({"Host", "127.0.0.1:8080"});
    return received;
}

struct reply {
    int status = 0;
    json::value body;
    jimeng::http_headers headers;

    [[nodiscard]] std::int64_t code() const { return body.at("code").as_int64(); }
    [[nodiscard]] json::value const& data() const { return body.at("data"); }
    [[nodiscard]] std::string text(std::string_view key) const
    {
        return json::value_to<std::string>(body.at(json::string_view{key.data(), key.size()}));
    }
    [[nodiscard]] std::string task_id() const { return json::value_to<std::string>(data().at("task_id")); }
    [[nodiscard]] std::string task_status() const { return json::value_to<std::string>(data().at("status")); }
    [[nodiscard]] std::string gateway_code() const
    {
        return json::value_to<std::string>(body.at("ResponseMetadata").at("Error").at("Code"));
    }
    [[nodiscard]] std::string gateway_message() const
    {
        return json::value_to<std::string>(body.at("ResponseMetadata").at("Error").at("Message"));
    }
    [[nodiscard]] std::string url(std::size_t index = 0) const
    {
        return json::value_to<std::string>(data().at("image_urls").at(index));
    }
};

inline reply answer_to(emulator::service& service, emulator::received_request const& request, time_point at = noon)
{
    auto response = service.handle(request, at);
    reply result{response.status, nullptr, response.headers};
    boost::system::error_code ec;
    result.body = json::parse(response.body, ec);
    return result;
}

inline reply submit_text(emulator::service& service, std::string_view body, time_point at = noon)
{
    return answer_to(service, signed_call(submit_target, body, at), at);
}

inline json::object small(std::string_view prompt)
{
    return {{"req_key", "jimeng_t2i_v40"},
            {"prompt", json::string_view{prompt.data(), prompt.size()}},
            {"width", 1024},
            {"height", 1024}};
}

inline reply submit(emulator::service& service, json::object const& body, time_point at = noon)
{
    return submit_text(service, json::serialize(body), at);
}

inline reply submit(emulator::service& service, std::string_view prompt, time_point at = noon)
{
    return submit(service, small(prompt), at);
}

inline reply query_with(emulator::service& service, json::object const& body, time_point at = noon)
{
    return answer_to(service, signed_call(query_target, json::serialize(body), at), at);
}

inline reply query(emulator::service& service, std::string const& task_id, time_point at = noon,
                   std::string const& options = R"({"return_url":true})")
{
    return query_with(service, {{"req_key", "jimeng_t2i_v40"}, {"task_id", task_id}, {"req_json", options}}, at);
}

/// GETs a link.
inline jimeng::http_response fetch(emulator::service& service, std::string_view url, time_point at = noon)
{
    auto const target = url.substr(url.find('/', url.find("//") + 2));
    return service.handle({"GET", std::string{target}, {{"Host", "127.0.0.1"}}, {}}, at);
}

/// The size that a PNG's header names.
inline jimeng::image_size png_size(std::string_view png)
{
    auto const number = [&](std::size_t at) {
        std::int64_t value = 0;
        for (std::size_t i = at; i != at + 4; ++i)
            value = value << 8 | static_cast<unsigned char>(png.at(i));
        return value;
    };
    return {number(16), number(20)};
}

inline bool is_png(std::string_view bytes)
{
    return bytes.starts_with("\x89PNG\r\n\x1a\n") && bytes.size() > 100;
}

} // namespace calls

#endif
