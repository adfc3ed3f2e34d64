#include <jimeng/client/visual_backend.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>
#include <jimeng/sign/bearer_token.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_visual_backend)

using namespace script;
using jimeng::client_errc;
using jimeng::verdict;

namespace {

jimeng::task const drawn{"jimeng_t2i_v40", *jimeng::task_id::parse("77")};
jimeng::text_to_image_v40 const a_cat{.prompt = "a cat", .size = jimeng::size<1024, 1024>};
jimeng::seedream_v46 const another_cat{.prompt = "a cat"};

jimeng::visual_backend of(std::string_view url, jimeng::visual_route route)
{
    jimeng::error_code ec;
    auto where = jimeng::parse_address(url, ec);
    BOOST_TEST(!ec.failed());
    return {std::move(where), route};
}

/// A user's own model that films.
struct film {
    static constexpr std::string_view req_key = "own_film";
    static constexpr std::string_view action_stem = "OwnFilm";
    using result = jimeng::one_video;
};

jimeng::client_options by_model()
{
    auto how = options();
    how.route = jimeng::model_route;
    return how;
}

} // namespace

BOOST_AUTO_TEST_CASE(the_generic_route_is_that_of_the_pages)
{
    auto const backend = of("https://visual.volcengineapi.com", jimeng::generic_route);
    auto const first = backend.first_call(drawn, "{}");
    BOOST_TEST(first.target == "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31");
    BOOST_TEST(first.body == "{}");
    BOOST_TEST(first.method == "POST");
    auto const next = backend.next_call(drawn, {});
    BOOST_TEST(next.target == "/?Action=CVSync2AsyncGetResult&Version=2022-08-31");
    BOOST_TEST(next.body == R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":"77"})");
    BOOST_TEST(backend.serves({"never_heard_of", drawn.id}));
}

BOOST_AUTO_TEST_CASE(the_models_own_actions_keep_key_and_options_in_the_body)
{
    auto const backend = of("https://open.volcengineapi.com", jimeng::model_route);
    BOOST_TEST(backend.serves(drawn)); // the registry knows
    BOOST_TEST(backend.first_call(drawn, "{}").target == "/?Action=JimengT2IV40SubmitTask&Version=2024-06-06");
    auto const next = backend.next_call(drawn, {});
    BOOST_TEST(next.target == "/?Action=JimengT2IV40GetResult&Version=2024-06-06");
    BOOST_TEST(next.body == R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":"77"})");
    BOOST_TEST(!backend.serves({"jimeng_seedream46_cvtob", drawn.id}));
    BOOST_TEST(!backend.serves({"never_heard_of", drawn.id}));
}

BOOST_AUTO_TEST_CASE(a_film_is_asked_for_without_options_on_its_own_actions_only)
{
    jimeng::task filmed{"own_film", drawn.id};
    BOOST_TEST(!of("https://a.example", jimeng::model_route).serves(filmed));
    filmed.action_stem = jimeng::action_stem_of<film>();
    filmed.result = jimeng::result_kind_of<film>;
    auto const own = of("https://a.example", jimeng::model_route).next_call(filmed, {});
    BOOST_TEST(own.target == "/?Action=OwnFilmGetResult&Version=2024-06-06");
    BOOST_TEST(own.body == R"({"req_key":"own_film","task_id":"77"})");
    auto const generic = of("https://a.example", jimeng::generic_route).next_call(filmed, {});
    BOOST_TEST(generic.body == R"({"req_key":"own_film","task_id":"77"})"); // the link of a video always comes
    jimeng::result_options labelled;
    labelled.aigc_meta = jimeng::aigc_meta{.producer_id = "p", .content_propagator = "c"};
    BOOST_TEST(
        of("https://a.example", jimeng::generic_route).next_call(filmed, labelled).body ==
        R"({"req_key":"own_film","req_json":"{\"aigc_meta\":{\"producer_id\":\"p\",\"content_propagator\":\"c\"}}",)"
        R"("task_id":"77"})");
}

BOOST_AUTO_TEST_CASE(a_path_stands_before_the_query)
{
    for (auto const* url : {"https://relay.example/jimeng", "https://relay.example/jimeng/"}) {
        auto const call = of(url, jimeng::generic_route).first_call(drawn, "{}");
        BOOST_TEST(call.target == "/jimeng/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31");
        BOOST_TEST(call.origin.host == "relay.example");
    }
}

BOOST_AUTO_TEST_CASE(a_client_takes_host_region_and_actions_from_its_route)
{
    scripted_client client{jimeng::hmac_sha256_signer{keys(), {"cn-beijing", "cv"}},
                           jimeng::testing::scripted_transport{}, by_model()};
    auto& script = client.transport();
    script.answer(200, accepted()).answer(200, links(R"("https://a.example/1.png")"));
    client.generate(a_cat, {.download = false});
    BOOST_TEST(script.calls().at(0).request.origin.host == "open.volcengineapi.com");
    BOOST_TEST(script.calls().at(0).request.target == "/?Action=JimengT2IV40SubmitTask&Version=2024-06-06");
    BOOST_TEST(script.calls().at(1).request.target == "/?Action=JimengT2IV40GetResult&Version=2024-06-06");
    for (auto const& call : script.calls())
        BOOST_TEST(jimeng::find_header(call.request.headers, "Authorization")->find("/cn-beijing/cv/request") !=
                   std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_endpoint_of_the_callers_own_goes_before_that_of_the_route)
{
    auto how = by_model();
    how.endpoint = "https://relay.example/jimeng";
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, how};
    client.transport().answer(200, accepted());
    client.submit(a_cat);
    auto const& call = client.transport().calls().at(0).request;
    BOOST_TEST(call.origin.host == "relay.example");
    BOOST_TEST(call.target == "/jimeng/?Action=JimengT2IV40SubmitTask&Version=2024-06-06");
}

BOOST_AUTO_TEST_CASE(a_model_without_actions_of_its_own_is_refused_before_anything_is_sent)
{
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, by_model()};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(another_cat, {}, ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    BOOST_TEST((details.submitted == verdict::not_sent));
    BOOST_TEST(details.client_message.find("jimeng_seedream46_cvtob") != std::string::npos);
    BOOST_TEST(details.client_message.find("generic") != std::string::npos);
    client.wait({"jimeng_seedream46_cvtob", drawn.id}, {}, ec, details);
    BOOST_TEST((ec == client_errc::waiting_failed)); // the task is there and paid
    BOOST_TEST((details.cause == client_errc::rule_broken));
    BOOST_TEST(client.transport().calls().empty());
}

BOOST_AUTO_TEST_CASE(both_routes_lead_to_pictures_with_and_without_sockets)
{
    jimeng::emulator::service_options const service{.queries_until_done = 1};
    jimeng::emulator::background_server server{service};
    for (auto const& route : {jimeng::generic_route, jimeng::model_route}) {
        auto how = options();
        how.route = route;
        how.poll.interval = 1ms;
        for (bool const links : {true, false}) {
            auto over_sockets = how;
            over_sockets.endpoint = server.url();
            jimeng::client client{service.keys, over_sockets};
            auto const pictures = client.generate(a_cat, {.results = {.return_url = links}});
            BOOST_TEST(pictures.size() == 1U);
            BOOST_TEST(pictures.at(0).width == 1024U);
        }
        jimeng::basic_client client{
            jimeng::hmac_sha256_signer{service.keys, {std::string{route.region}, "cv"}},
            jimeng::emulator::loopback_transport{std::make_shared<jimeng::emulator::service>(service)}, how};
        BOOST_TEST(client.generate(a_cat).at(0).height == 1024U);
    }
}

BOOST_AUTO_TEST_CASE(refusals_keep_their_codes_on_the_models_own_actions)
{
    jimeng::emulator::service_options const service{};
    jimeng::emulator::loopback_transport const transport{std::make_shared<jimeng::emulator::service>(service)};
    jimeng::basic_client client{jimeng::hmac_sha256_signer{service.keys, {"cn-beijing", "cv"}}, transport, by_model()};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(jimeng::text_to_image_v40{.prompt = "emulate:50411"}, {}, ec, details);
    BOOST_TEST((ec == jimeng::service_errc::input_image_refused));
    BOOST_TEST((details.submitted == verdict::rejected));
    client.generate(jimeng::text_to_image_v40{.prompt = "emulate:50430"}, {}, ec, details);
    BOOST_TEST((ec == jimeng::condition::throttled));
    jimeng::basic_client elsewhere{jimeng::hmac_sha256_signer{service.keys, {"cn-atlantis", "cv"}}, transport,
                                   by_model()};
    elsewhere.generate(a_cat, {}, ec, details);
    BOOST_TEST((ec == jimeng::condition::authentication_refused));
}

BOOST_AUTO_TEST_CASE(a_relay_takes_path_and_token_in_place_of_the_signature)
{
    jimeng::emulator::service_options service{.queries_until_done = 1};
    service.path = "/jimeng";
    service.bearer_token = jimeng::secret{"sk-relay"};
    jimeng::emulator::background_server server{service};
    auto how = options();
    how.endpoint = server.url() + "/jimeng";
    how.poll.interval = 1ms;
    boost::asio::io_context io;
    jimeng::basic_client client{jimeng::bearer_token{jimeng::secret{"sk-relay"}},
                                jimeng::beast_transport{io.get_executor()}, how};
    auto const pictures = client.generate(a_cat);
    BOOST_TEST(pictures.at(0).width == 1024U);
    int made = 0;
    client.async_generate(a_cat, [&](jimeng::error_code ec, jimeng::pictures all) {
        BOOST_TEST(!ec.failed());
        made += static_cast<int>(all.size());
    });
    io.run();
    BOOST_TEST(made == 1);

    jimeng::error_code ec;
    jimeng::diagnostics details;
    jimeng::basic_client stranger{jimeng::bearer_token{jimeng::secret{"sk-wrong"}}, jimeng::beast_transport{}, how};
    stranger.generate(a_cat, {}, ec, details);
    BOOST_TEST((ec == jimeng::condition::authentication_refused));
    BOOST_TEST(details.answer.find("sk-") == std::string::npos);
    jimeng::client with_keys{service.keys, how};
    with_keys.generate(a_cat, {}, ec, details);
    BOOST_TEST((ec == jimeng::condition::authentication_refused));
    how.endpoint = server.url();
    jimeng::basic_client lost{jimeng::bearer_token{jimeng::secret{"sk-relay"}}, jimeng::beast_transport{}, how};
    lost.generate(a_cat, {}, ec, details);
    BOOST_TEST((ec == jimeng::gateway_errc::invalid_action_or_version));
}

BOOST_AUTO_TEST_CASE(the_path_of_a_relay_is_signed)
{
    jimeng::emulator::service_options service{};
    service.path = "/a/b%20c";
    auto how = options();
    how.endpoint = "https://relay.example/a/b%20c";
    jimeng::basic_client client{
        jimeng::hmac_sha256_signer{service.keys},
        jimeng::emulator::loopback_transport{std::make_shared<jimeng::emulator::service>(service)}, how};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.submit(a_cat, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
}

BOOST_AUTO_TEST_SUITE_END()
