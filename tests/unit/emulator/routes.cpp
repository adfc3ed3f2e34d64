// The same service by another way: actions that bear a model's name, and a relay in front of it.
#include <jimeng/emulator/service.hpp>

#include "calls.hpp"

#include <jimeng/sign/bearer_token.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_routes)

using namespace calls;

namespace {

constexpr std::string_view own_submit = "/?Action=JimengT2IV40SubmitTask&Version=2024-06-06";
constexpr std::string_view own_query = "/?Action=JimengT2IV40GetResult&Version=2024-06-06";

reply call(emulator::service& service, std::string_view target, json::object const& body,
           std::string const& region = "cn-beijing")
{
    return answer_to(service, signed_call(target, json::serialize(body), noon, keys(), {region, "cv"}));
}

std::string keys_of(json::value const& object)
{
    std::string names;
    for (auto const& member : object.as_object())
        names += std::string{member.key()} + ' ';
    return names;
}

emulator::received_request with_token(std::string_view target, std::string_view token)
{
    jimeng::http_request request;
    request.target = target;
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json::serialize(small("a cat"));
    jimeng::bearer_token{jimeng::secret{token}}.sign(request, {});
    return {request.method, request.target, request.headers, request.body};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_models_own_action_answers_inside_result_with_the_recorded_keys)
{
    emulator::service service;
    for (std::string const region : {"cn-beijing", "cn-north-1"}) {
        auto const made = call(service, own_submit, small("a cat"), region);
        BOOST_TEST(made.status == 200);
        BOOST_TEST(keys_of(made.body) == "ResponseMetadata Result ");
        auto const& metadata = made.body.at("ResponseMetadata");
        BOOST_TEST(keys_of(metadata) == "Action Region RequestId Service Version ");
        BOOST_TEST(metadata.at("Action").as_string() == "JimengT2IV40SubmitTask");
        BOOST_TEST(metadata.at("Version").as_string() == "2024-06-06");
        auto const& result = made.body.at("Result");
        BOOST_TEST(result.at("code").as_int64() == 10000);
        BOOST_TEST((result.at("request_id") == metadata.at("RequestId")));
        auto const id = json::value_to<std::string>(result.at("data").at("task_id"));
        for (std::string const options : {R"({"return_url":true})", ""}) {
            auto const done = call(service, own_query,
                                   {{"req_key", "jimeng_t2i_v40"}, {"task_id", id}, {"req_json", options}}, region);
            auto const& data = done.body.at("Result").at("data");
            BOOST_TEST(data.at("status").as_string() == "done");
            BOOST_TEST(data.at(options.empty() ? "binary_data_base64" : "image_urls").as_array().size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_models_own_action_is_an_error_of_the_metadata)
{
    emulator::service service;
    auto const refused = call(service, own_submit, small("emulate:50411"));
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(keys_of(refused.body) == "ResponseMetadata ");
    BOOST_TEST(refused.gateway_code() == "50411");
    BOOST_TEST(!refused.gateway_message().empty());
    BOOST_TEST(call(service, own_submit, small("emulate:50430")).status == 429);
    // What comes next by the other way is not wrapped.
    BOOST_TEST(submit(service, "a cat").code() == 10000);
    BOOST_TEST(submit(service, "emulate:50411").code() == 50411);
}

BOOST_AUTO_TEST_CASE(names_versions_and_regions_do_not_mix)
{
    emulator::service service;
    for (std::string_view const target :
         {"/?Action=JimengT2IV40SubmitTask&Version=2022-08-31", "/?Action=CVSync2AsyncSubmitTask&Version=2024-06-06",
          "/?Action=JimengT2IV99SubmitTask&Version=2024-06-06", "/?Action=SubmitTask&Version=2024-06-06",
          "/?Action=JimengT2IV40&Version=2024-06-06"}) {
        auto const refused = call(service, target, small("a cat"));
        BOOST_TEST(refused.gateway_code() == "InvalidActionOrVersion", target);
        BOOST_TEST(refused.status == 404);
    }
    BOOST_TEST(call(service, submit_target, small("a cat")).gateway_code() == "InvalidCredential");
    BOOST_TEST(call(service, own_submit, small("a cat"), "us-east-1").gateway_code() == "InvalidCredential");
}

BOOST_AUTO_TEST_CASE(a_relay_serves_below_its_path_to_its_token)
{
    emulator::service_options options;
    options.path = "/jimeng";
    options.bearer_token = jimeng::secret{"sk-relay"};
    emulator::service service{options};
    auto const below = "/jimeng" + std::string{submit_target};
    BOOST_TEST(answer_to(service, with_token(below, "sk-relay")).code() == 10000);
    BOOST_TEST(answer_to(service, with_token(submit_target, "sk-relay")).gateway_code() == "InvalidActionOrVersion");
    auto const wrong = answer_to(service, with_token(below, "sk-other"));
    BOOST_TEST(wrong.gateway_code() == "InvalidAuthorization");
    BOOST_TEST(wrong.gateway_message().find("sk-") == std::string::npos);
    BOOST_TEST(answer_to(service, signed_call(below, "{}")).gateway_code() == "InvalidAuthorization");
    auto none = with_token(below, "sk-relay");
    none.headers.pop_back();
    BOOST_TEST(answer_to(service, none).gateway_code() == "MissingAuthenticationToken");
    auto fetched = with_token(below, "sk-relay");
    fetched.method = "GET";
    BOOST_TEST(answer_to(service, fetched).gateway_code() == "MethodNotAllowed");
}

BOOST_AUTO_TEST_CASE(a_path_without_a_token_wants_the_path_signed)
{
    emulator::service_options options;
    options.path = "/v/1";
    emulator::service service{options};
    auto const below = "/v/1" + std::string{submit_target};
    BOOST_TEST(answer_to(service, signed_call(below, json::serialize(small("a cat")))).code() == 10000);
    auto moved = signed_call(submit_target, json::serialize(small("a cat")));
    moved.target = below;
    BOOST_TEST(answer_to(service, moved).gateway_code() == "SignatureDoesNotMatch");
}

BOOST_AUTO_TEST_SUITE_END()
