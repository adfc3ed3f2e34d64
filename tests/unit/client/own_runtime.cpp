// A client whose time and chance are given to it, with the emulator behind it.
#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(test_own_runtime)

using namespace script;
namespace asio = boost::asio;
using jimeng::testing::virtual_runtime;

namespace {

jimeng::text_to_image_v40 const a_cat{.prompt = "a cat", .size = jimeng::size<1024, 1024>};

/// Carries calls to the emulator and tells no time.
class timeless {
public:
    explicit timeless(jimeng::emulator::loopback_transport to) : to_{std::move(to)} {}
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& options,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        return to_.exchange(request, options, ec, details);
    }

private:
    jimeng::emulator::loopback_transport to_;
};

/// The wrong clock of this machine, and how far it is off.
struct skewed_runtime {
    virtual_runtime machine;
    std::chrono::minutes ahead;

    auto now() { return machine.now() + ahead; }
    auto steady() { return machine.steady(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { machine.wait(duration, stop); }
    double random() { return machine.random(); }
};

struct emulated {
    jimeng::emulator::service_options service{.queries_until_done = 3};
    jimeng::emulator::loopback_transport transport{std::make_shared<jimeng::emulator::service>(service)};
    jimeng::hmac_sha256_signer<> signer{service.keys};
    jimeng::error_code ec;
    jimeng::diagnostics details;
};

} // namespace

BOOST_FIXTURE_TEST_CASE(requests_are_signed_with_its_time_and_waits_pass_through_it, emulated)
{
    auto time = transport.runtime();
    jimeng::basic_client client{signer, timeless{transport}, options(), time};
    BOOST_TEST(client.generate(a_cat, {.download = false}, ec, details).size() == 1U);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(time.waits().size() == 4U);
    BOOST_TEST((time.waits().front() == 1s));
}

BOOST_FIXTURE_TEST_CASE(a_clock_that_is_wrong_is_corrected_by_the_service_or_mended_in_one_place, emulated)
{
    jimeng::basic_client wrong{signer, timeless{transport}, options(), skewed_runtime{transport.runtime(), 20min}};
    wrong.generate(a_cat, {.download = false}, ec, details);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(details.client_message.find("clock is 1200 s ahead") != std::string::npos, details.client_message);
    jimeng::basic_client mended{signer, timeless{transport}, options(), skewed_runtime{transport.runtime(), 0min}};
    mended.generate(a_cat, {.download = false}, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
}

BOOST_FIXTURE_TEST_CASE(its_chance_makes_waits_longer, emulated)
{
    auto time = transport.runtime();
    time.set_random(0.5);
    jimeng::basic_client client{signer, timeless{transport}, options(), time};
    client.generate(a_cat, {.download = false}, ec, details);
    BOOST_TEST((time.waits().front() == 1100ms));
}

BOOST_FIXTURE_TEST_CASE(a_download_waits_with_it_too, fixture)
{
    virtual_runtime time;
    auto const script_of = [](jimeng::testing::scripted_transport to) {
        return to.answer(503, "busy").answer(404, "gone");
    };
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::testing::scripted_transport, virtual_runtime> own{
        jimeng::hmac_sha256_signer{keys()}, script_of(jimeng::testing::scripted_transport{}), options(), time};
    own.download("https://pictures.example/1.png", "never-made.png", {}, ec, details);
    BOOST_TEST((ec == jimeng::client_errc::link_expired));
    BOOST_TEST(time.waits().size() == 1U);
    BOOST_TEST(own.transport().waits().empty());
}

BOOST_AUTO_TEST_CASE(over_sockets_both_forms_wait_in_virtual_time)
{
    jimeng::emulator::service_options const service{.queries_until_done = 3};
    jimeng::emulator::background_server server{service};
    auto settings = options();
    settings.endpoint = server.url();
    asio::io_context io;
    jimeng::testing::manual_clock const clock{std::chrono::system_clock::now()};
    virtual_runtime time{clock, [&io](std::function<void()> work) { asio::post(io, std::move(work)); }};
    jimeng::basic_client client{jimeng::hmac_sha256_signer{service.keys}, jimeng::beast_transport{io.get_executor()},
                                settings, time};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    BOOST_TEST(client.generate(a_cat, {.download = false}, ec, details).size() == 1U);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(time.waits().size() == 4U);

    int calls = 0;
    client.async_generate(a_cat, {.download = false}, [&](jimeng::error_code failed, jimeng::pictures made) {
        ++calls;
        BOOST_TEST(!failed.failed());
        BOOST_TEST(made.size() == 1U);
    });
    io.run();
    BOOST_TEST(calls == 1);
    BOOST_TEST(time.waits().size() == 8U);
}

BOOST_AUTO_TEST_SUITE_END()
