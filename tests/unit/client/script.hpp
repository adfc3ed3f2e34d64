#ifndef JIMENG_TESTS_UNIT_CLIENT_SCRIPT_HPP
#define JIMENG_TESTS_UNIT_CLIENT_SCRIPT_HPP

#include <jimeng/jimeng.hpp>
#include <jimeng/testing.hpp>

#include <chrono>
#include <string>

/// Answers as the vendor's pages show them, and a client that gets them.
namespace script {

using namespace std::chrono_literals;

inline std::string accepted(std::string const& id = "7392616336519610409")
{
    return R"({"code":10000,"data":{"task_id":")" + id +
           R"("},"message":"Success","request_id":"r1","time_elapsed":"1ms"})";
}
inline std::string state(std::string const& word)
{
    return R"({"code":10000,"data":{"status":")" + word +
           R"(","image_urls":null,"binary_data_base64":null},"message":"Success"})";
}
inline std::string links(std::string const& urls)
{
    return R"({"code":10000,"data":{"status":"done","image_urls":[)" + urls +
           R"(],"binary_data_base64":null},"message":"Success"})";
}
inline std::string refusal(int code, std::string const& message = "no")
{
    return R"({"code":)" + std::to_string(code) + R"(,"data":null,"message":")" + message +
           R"(","request_id":"r2","status":)" + std::to_string(code) + "}";
}
inline std::string gateway(std::string const& code)
{
    return R"({"ResponseMetadata":{"RequestId":"g1","Error":{"CodeN":0,"Code":")" + code + R"(","Message":"words"}}})";
}

inline jimeng::credentials keys()
{
    return {"AKTESTTESTTEST", jimeng::secret{"c2VjcmV0"}, {}};
}

using scripted_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::testing::scripted_transport>;

inline jimeng::client_options options()
{
    jimeng::client_options result;
    result.poll.deadline = 1h;
    return result;
}

/// A scripted client and what its last operation said.
struct fixture {
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, options()};
    jimeng::error_code ec;
    jimeng::diagnostics details;

    jimeng::testing::scripted_transport& script() { return client.transport(); }
    jimeng::pictures generate(jimeng::generate_options const& how = {.download = false})
    {
        return client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, how, ec, details);
    }
    /// From the first query to the last.
    std::chrono::nanoseconds since_first_query()
    {
        auto const& calls = script().calls();
        std::size_t const first = calls.front().request.target.find("SubmitTask") == std::string::npos ? 0 : 1;
        return calls.back().at - calls.at(first).at;
    }
    /// How many submits left: money is spent by each.
    std::size_t submits()
    {
        std::size_t count = 0;
        for (auto const& call : script().calls())
            count += call.request.target.find("SubmitTask") != std::string::npos ? 1 : 0;
        return count;
    }
};

} // namespace script

#endif
