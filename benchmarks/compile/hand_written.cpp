// What a program would hold without this library: the same calls (submit, query until done, download) written by hand
// on Beast, TLS, Boost.JSON and OpenSSL, with a time limit on each step. It exists to be compiled, not to be used.
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/json.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/ssl.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using boost::system::error_code;
using boost::system::system_error;
using tcp = asio::ip::tcp;

constexpr auto step_limit = std::chrono::seconds{30};

std::string hex(std::string_view bytes)
{
    constexpr char const* digits = "0123456789abcdef";
    std::string text;
    for (unsigned char const byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

std::string sha256(std::string_view data)
{
    std::array<char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    EVP_Digest(data.data(), data.size(), reinterpret_cast<unsigned char*>(digest.data()), &size, EVP_sha256(), nullptr);
    return {digest.data(), size};
}

std::string hmac(std::string_view key, std::string_view data)
{
    std::array<char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<unsigned char const*>(data.data()),
         data.size(), reinterpret_cast<unsigned char*>(digest.data()), &size);
    return {digest.data(), size};
}

std::string utc_now()
{
    std::time_t const now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &parts);
    return text.data();
}

struct keys {
    std::string id;
    std::string secret;
};

void sign(http::request<http::string_body>& request, std::string const& host, std::string_view query, keys const& with)
{
    auto const date = utc_now();
    auto const day = date.substr(0, 8);
    auto const body_hash = hex(sha256(request.body()));
    auto const names = std::string{"content-type;host;x-content-sha256;x-date"};
    auto const canonical = "POST\n/\n" + std::string{query} + "\ncontent-type:application/json\nhost:" + host +
                           "\nx-content-sha256:" + body_hash + "\nx-date:" + date + "\n\n" + names + "\n" + body_hash;
    auto const scope = day + "/cn-north-1/cv/request";
    auto const to_sign = "HMAC-SHA256\n" + date + "\n" + scope + "\n" + hex(sha256(canonical));
    auto const key = hmac(hmac(hmac(hmac(with.secret, day), "cn-north-1"), "cv"), "request");
    request.set("X-Date", date);
    request.set("X-Content-Sha256", body_hash);
    request.set(http::field::authorization, "HMAC-SHA256 Credential=" + with.id + "/" + scope +
                                                ", SignedHeaders=" + names + ", Signature=" + hex(hmac(key, to_sign)));
}

class connection {
public:
    connection(std::string host, std::string const& port) : host_{std::move(host)}
    {
        tls_.set_default_verify_paths();
        tls_.set_verify_mode(asio::ssl::verify_peer);
        SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_2_VERSION);
        SSL_set_tlsext_host_name(stream_.native_handle(), host_.c_str());
        SSL_set1_host(stream_.native_handle(), host_.c_str());
        tcp::resolver resolver{context_};
        tcp::resolver::results_type endpoints;
        within_limit([&](auto done) {
            resolver.async_resolve(host_, port, [&endpoints, done](error_code ec, tcp::resolver::results_type found) {
                endpoints = std::move(found);
                done(ec);
            });
        });
        within_limit([&](auto done) {
            beast::get_lowest_layer(stream_).async_connect(endpoints,
                                                           [done](error_code ec, tcp::endpoint const&) { done(ec); });
        });
        within_limit([&](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
    }

    http::response<http::string_body> exchange(http::request<http::string_body> const& request)
    {
        within_limit(
            [&](auto done) { http::async_write(stream_, request, [done](error_code ec, std::size_t) { done(ec); }); });
        http::response_parser<http::string_body> parser;
        parser.body_limit(64 << 20);
        within_limit([&](auto done) {
            http::async_read(stream_, buffer_, parser, [done](error_code ec, std::size_t) { done(ec); });
        });
        return parser.release();
    }

private:
    template <class Start>
    void within_limit(Start start)
    {
        error_code result;
        beast::get_lowest_layer(stream_).expires_after(step_limit);
        start([&result](error_code ec) { result = ec; });
        context_.restart();
        context_.run();
        if (result) throw system_error{result};
    }

    std::string host_;
    asio::io_context context_{1};
    asio::ssl::context tls_{asio::ssl::context::tls_client};
    beast::ssl_stream<beast::tcp_stream> stream_{context_, tls_};
    beast::flat_buffer buffer_;
};

class client {
public:
    explicit client(keys with) : keys_{std::move(with)} {}

    std::string submit(std::string_view prompt, int width, int height)
    {
        auto const data =
            call("Action=CVSync2AsyncSubmitTask&Version=2022-08-31",
                 {{"req_key", "jimeng_t2i_v40"}, {"prompt", prompt}, {"width", width}, {"height", height}});
        return json::value_to<std::string>(data.at("task_id"));
    }

    json::object query(std::string const& task)
    {
        return call("Action=CVSync2AsyncGetResult&Version=2022-08-31",
                    {{"req_key", "jimeng_t2i_v40"}, {"task_id", task}, {"req_json", R"({"return_url":true})"}});
    }

    std::vector<std::string> generate(std::string_view prompt, int width, int height)
    {
        auto const task = submit(prompt, width, height);
        for (int attempt = 0; attempt < 60; ++attempt) {
            auto const data = query(task);
            auto const status = json::value_to<std::string>(data.at("status"));
            if (status == "done") return json::value_to<std::vector<std::string>>(data.at("image_urls"));
            if (status != "in_queue" && status != "generating") throw std::runtime_error{"the task ended: " + status};
            std::this_thread::sleep_for(std::chrono::seconds{2});
        }
        throw std::runtime_error{"the task is still running: " + task};
    }

    void download(std::string_view url, std::string const& path)
    {
        auto const rest = url.substr(url.find("//") + 2);
        auto const host = std::string{rest.substr(0, rest.find('/'))};
        http::request<http::string_body> request{http::verb::get, std::string{rest.substr(host.size())}, 11};
        request.set(http::field::host, host);
        auto const response = connection{host, "443"}.exchange(request);
        if (response.result() != http::status::ok) throw std::runtime_error{"the picture cannot be fetched"};
        std::ofstream{path, std::ios::binary} << response.body();
    }

private:
    json::object call(std::string_view query, json::object const& body)
    {
        std::string const host = "visual.volcengineapi.com";
        http::request<http::string_body> request{http::verb::post, "/?" + std::string{query}, 11};
        request.set(http::field::host, host);
        request.set(http::field::content_type, "application/json");
        request.body() = json::serialize(body);
        request.prepare_payload();
        sign(request, host, query, keys_);
        auto const response = connection{host, "443"}.exchange(request);
        auto const answer = json::parse(response.body()).as_object();
        if (answer.at("code").to_number<int>() != 10000)
            throw std::runtime_error{json::value_to<std::string>(answer.at("message"))};
        return answer.at("data").as_object();
    }

    keys keys_;
};

} // namespace

int main()
{
    char const* const id = std::getenv("VOLC_ACCESSKEY");
    char const* const secret = std::getenv("VOLC_SECRETKEY");
    if (id == nullptr || secret == nullptr) return 3;
    try {
        client service{{id, secret}};
        auto const urls = service.generate("A white Siamese cat on a windowsill", 2560, 1440);
        if (!urls.empty()) service.download(urls.front(), "cat.png");
    } catch (std::exception const& problem) {
        std::cerr << problem.what() << '\n';
        return 1;
    }
}
