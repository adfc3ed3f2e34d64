#include <jimeng/net/download.hpp>

#include "../../net/print_errc.hpp"
#include "../../support/failing_new.hpp"
#include "../media/videos.hpp"

#include <jimeng/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_download)

using namespace jimeng;
using namespace jimeng_tests;
using namespace std::chrono_literals;
using jimeng::testing::scripted_transport;

namespace {

struct fetched {
    error_code ec;
    diagnostics details;
    std::string bytes;
    saved_picture saved;
};

void no_sign(http_request&, std::chrono::system_clock::time_point)
{
    BOOST_ERROR("a download must not be signed");
}

/// Into memory, in both forms of driver.
fetched fetch(scripted_transport transport, std::string_view url, download_options const& options = {},
              scripted_transport* after = nullptr)
{
    auto other = transport;
    download_operation blocking{url, std::nullopt, options};
    run(blocking, transport, no_sign);
    auto const asynchronous = std::make_shared<download_operation>(url, std::nullopt, options);
    int finished = 0;
    async_run(asynchronous, other, no_sign, [&] { ++finished; });
    BOOST_TEST(finished == 0);
    other.run();
    BOOST_TEST(finished == 1);
    BOOST_TEST(asynchronous->error() == blocking.error());
    BOOST_TEST((asynchronous->bytes() == blocking.bytes()));
    BOOST_TEST(other.calls().size() == transport.calls().size());
    if (after != nullptr) *after = transport;
    return {blocking.error(), blocking.details(), blocking.bytes(), blocking.saved()};
}

constexpr char const* picture_link = "https://pictures.example/p/1.png?sign=secret";

http_headers to(std::string location)
{
    return {{"Location", std::move(location)}};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_picture_comes_into_memory)
{
    scripted_transport after;
    auto const got = fetch(scripted_transport{}.answer(200, small_png()), picture_link, {}, &after);
    BOOST_TEST(!got.ec);
    BOOST_TEST((got.bytes == small_png()));
    BOOST_TEST(got.saved.width == 640U);
    BOOST_TEST_REQUIRE(after.calls().size() == 1U);
    auto const& call = after.calls().front();
    BOOST_TEST(call.request.method == "GET");
    BOOST_TEST(call.request.origin.host == "pictures.example");
    BOOST_TEST(call.request.target == "/p/1.png?sign=secret");
    BOOST_TEST(call.request.headers.empty());
    BOOST_TEST(call.max_body_bytes == std::size_t{512} << 20); // of a video; a picture is cut as it comes
    BOOST_TEST((call.timeout == 10min));
    BOOST_TEST(call.had_sink);
}

BOOST_AUTO_TEST_CASE(a_picture_comes_into_a_file)
{
    scratch_folder folder;
    scripted_transport transport;
    transport.answer(200, small_jpeg());
    error_code ec;
    diagnostics details;
    auto const saved = download(transport, picture_link, folder / "cat.jpg", {}, ec, details);
    BOOST_TEST(!ec);
    BOOST_TEST(saved.path == folder / "cat.jpg");
    BOOST_TEST((content_of(saved.path) == small_jpeg()));
    auto const again = download(transport, picture_link, folder / "cat.jpg", {}, ec, details);
    BOOST_TEST(ec == client_errc::output_exists);
    BOOST_TEST(again.path.empty());
    BOOST_TEST(transport.calls().size() == 1U); // found out before anything was asked
}

BOOST_AUTO_TEST_CASE(links_that_must_not_be_fetched_are_refused_unasked)
{
    auto const code = [](std::string_view url) {
        scripted_transport after;
        auto const got = fetch(scripted_transport{}, url, {}, &after);
        BOOST_TEST(after.calls().empty());
        BOOST_TEST(!got.details.client_message.empty());
        return got.ec;
    };
    for (auto const* const url :
         {"", "cat.png", "ftp://x/", "file:///etc/passwd", "https://u:p@x/", "https://x/\r\nA: b"})
        BOOST_TEST(code(url) == client_errc::bad_endpoint, url);
    BOOST_TEST(code("http://pictures.example/") == client_errc::insecure_endpoint);
}

BOOST_AUTO_TEST_CASE(only_a_link_that_names_this_machine_may_lead_to_it)
{
    auto const is_bound = [](std::string_view url) {
        download_operation operation{url, std::nullopt, {.allow_this_machine = true}};
        auto const action = operation.resume({});
        BOOST_TEST((action.what == next_action::kind::send));
        return action.options.public_addresses_only;
    };
    for (auto const* const url :
         {"http://127.0.0.1:8080/p", "https://localhost/p", "https://127.8.9.1/p", "http://[::1]/p"})
        BOOST_TEST(!is_bound(url), url);
    for (auto const* const url :
         {picture_link, "https://LOCALHOST/p", "https://localhost./p", "https://127.1/p", "https://2130706433/p",
          "https://0.0.0.0/p", "https://[::ffff:127.0.0.1]/p", "https://[::]/p", "https://169.254.169.254/p"})
        BOOST_TEST(is_bound(url), url);
    download_operation operation{"http://127.0.0.1:8080/p", std::nullopt, {.allow_this_machine = true}};
    static_cast<void>(operation.resume({}));
    auto const onward = operation.resume({{}, {302, to("https://cdn.example/p"), {}}, {}, {}});
    BOOST_TEST(onward.options.public_addresses_only);
}

BOOST_AUTO_TEST_CASE(a_time_limit_without_end_is_a_long_one)
{
    for (auto const limit : {std::chrono::milliseconds::max(), std::chrono::milliseconds{24h * 365 * 300}}) {
        scripted_transport after;
        BOOST_TEST(!fetch(scripted_transport{}.answer(200, small_png()), picture_link, {.timeout = limit}, &after).ec);
        BOOST_TEST((after.calls().front().timeout == 24h * 365));
    }
}

BOOST_AUTO_TEST_CASE(row_58_three_redirects_are_followed)
{
    scripted_transport script;
    script.answer(302, "", to("/other"))
        .answer(307, "", to("//cdn.example/x"))
        .answer(301, "", to("https://last.example:8443?q"))
        .answer(200, small_png());
    scripted_transport after;
    auto const got = fetch(script, picture_link, {}, &after);
    BOOST_TEST(!got.ec);
    BOOST_TEST_REQUIRE(after.calls().size() == 4U);
    BOOST_TEST(after.calls()[1].request.origin.host == "pictures.example");
    BOOST_TEST(after.calls()[1].request.target == "/other");
    BOOST_TEST(after.calls()[2].request.origin.host == "cdn.example");
    BOOST_TEST(after.calls()[3].request.origin.port == 8443);
    BOOST_TEST(after.calls()[3].request.target == "/?q");
    auto const endless = fetch(scripted_transport{}
                                   .answer(302, "", to("/1"))
                                   .answer(302, "", to("/2"))
                                   .answer(302, "", to("/3"))
                                   .answer(302, "", to("/4")),
                               picture_link);
    BOOST_TEST(endless.ec == client_errc::unexpected_redirect);
}

BOOST_AUTO_TEST_CASE(row_58_redirects_do_not_lead_where_links_may_not)
{
    auto const code = [](std::string location, std::string_view from = picture_link) {
        scripted_transport after;
        auto const got = fetch(scripted_transport{}.answer(302, "", to(std::move(location))), from,
                               {.allow_this_machine = true}, &after);
        BOOST_TEST(after.calls().size() == 1U);
        return got.ec;
    };
    BOOST_TEST(code("http://pictures.example/") == client_errc::unexpected_redirect);
    BOOST_TEST(code("http://127.0.0.1/") == client_errc::unexpected_redirect);
    BOOST_TEST(code("https://127.0.0.1/") == client_errc::forbidden_address);
    BOOST_TEST(code("https://localhost/") == client_errc::forbidden_address);
    BOOST_TEST(code("https://[::1]/") == client_errc::forbidden_address);
    BOOST_TEST(code("file:///etc/passwd") == client_errc::unexpected_redirect);
    BOOST_TEST(code("https://u:p@x/") == client_errc::unexpected_redirect);
    BOOST_TEST(code("relative.png") == client_errc::unexpected_redirect);
    BOOST_TEST(code("http://pictures.example/", "http://127.0.0.1:8080/") == client_errc::insecure_endpoint);
    BOOST_TEST(fetch(scripted_transport{}.answer(302, ""), picture_link).ec == client_errc::unexpected_redirect);
    BOOST_TEST(!fetch(scripted_transport{}.answer(302, "", to("http://localhost:81/")).answer(200, small_png()),
                      "http://127.0.0.1:80/", {.allow_this_machine = true})
                    .ec);
}

BOOST_AUTO_TEST_CASE(without_a_service_on_this_machine_no_link_names_it)
{
    for (auto const* const url : {"http://127.0.0.1:8080/p", "http://localhost/p", "https://127.9.9.9/p",
                                  "https://localhost/p", "http://[::1]:1/p", "https://[::1]/p"}) {
        scripted_transport after;
        auto const got = fetch(scripted_transport{}, url, {}, &after);
        BOOST_TEST(got.ec == client_errc::forbidden_address, url);
        BOOST_TEST(after.calls().empty());
    }
    BOOST_TEST(!detail::allowed_by("https://visual.volcengineapi.com", {}).allow_this_machine);
    BOOST_TEST(!detail::allowed_by("https://127.0.0.1.example", {}).allow_this_machine);
    for (auto const* const endpoint : {"http://127.0.0.1:8080", "https://localhost", "http://[::1]:1"})
        BOOST_TEST(detail::allowed_by(endpoint, {}).allow_this_machine);
}

BOOST_AUTO_TEST_CASE(each_attempt_has_a_limit_for_its_first_byte)
{
    for (auto const wanted : {30'000ms, 7ms}) {
        download_options how;
        if (wanted != 30'000ms) how.first_byte = wanted;
        download_operation operation{picture_link, std::nullopt, how};
        BOOST_TEST((operation.resume({}).options.first_byte == wanted));
        auto const onward = operation.resume({{}, {302, to("https://cdn.example/p"), {}}, {}, {}});
        BOOST_TEST((onward.options.first_byte == wanted));
    }
}

BOOST_AUTO_TEST_CASE(a_dead_link_is_told_and_not_tried_again)
{
    for (int const status : {403, 404, 410}) {
        scripted_transport after;
        auto const got = fetch(scripted_transport{}.answer(status, "gone"), picture_link, {}, &after);
        BOOST_TEST(got.ec == client_errc::link_expired);
        BOOST_TEST(got.details.http_status == status);
        BOOST_TEST(after.calls().size() == 1U);
        BOOST_TEST(got.bytes.empty());
        BOOST_TEST(got.details.client_message.find("secret") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(broken_transfers_are_begun_anew)
{
    scripted_transport after, script;
    script.runtime().set_random(0.5);
    script.fail(client_errc::truncated, "half a picture").answer(503, "busy").answer(200, small_png());
    auto const got = fetch(script, picture_link, {}, &after);
    BOOST_TEST(!got.ec);
    BOOST_TEST((got.bytes == small_png()));
    BOOST_TEST((after.waits() == std::vector<std::chrono::nanoseconds>{100ms, 200ms}));
    BOOST_TEST((after.calls().back().timeout == 10min - 300ms));
    for (auto const& call : after.calls())
        BOOST_TEST(call.request.headers.empty()); // nothing told that it is the same file
}

BOOST_AUTO_TEST_CASE(waits_grow_to_ten_seconds_and_chance_takes_a_part)
{
    for (double const chance : {0.0, 0.25, 0.75}) {
        scripted_transport after, script;
        script.runtime().set_random(chance);
        for (int i = 0; i != 10; ++i)
            script.fail(client_errc::reset);
        BOOST_TEST(fetch(script, picture_link, {}, &after).ec == client_errc::reset);
        std::vector<std::chrono::nanoseconds> wanted;
        for (auto const most : {200ms, 400ms, 800ms, 1600ms, 3200ms, 6400ms, 10'000ms, 10'000ms, 10'000ms})
            wanted.push_back(std::chrono::duration_cast<std::chrono::nanoseconds>(most * chance));
        BOOST_TEST((after.waits() == wanted));
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_asks_for_time_gets_up_to_a_minute)
{
    scripted_transport after;
    auto const got = fetch(scripted_transport{}
                               .answer(503, "busy", {{"Retry-After", "7"}})
                               .answer(429, "busy", {{"Retry-After", "3600"}})
                               .answer(429, "busy", {{"Retry-After", "soon"}})
                               .answer(200, small_png()),
                           picture_link, {}, &after);
    BOOST_TEST(!got.ec);
    BOOST_TEST((after.waits() == std::vector<std::chrono::nanoseconds>{7s, 60s, 0s}));
}

BOOST_AUTO_TEST_CASE(patience_has_an_end)
{
    scripted_transport after;
    scripted_transport script;
    for (int i = 0; i != 11; ++i)
        script.fail(client_errc::connect_refused);
    BOOST_TEST(fetch(script, picture_link, {}, &after).ec == client_errc::connect_refused);
    BOOST_TEST(after.calls().size() == 10U);
    auto const busy = fetch(scripted_transport{}.answer(429, "").answer(429, ""), picture_link, {.attempts = 2});
    BOOST_TEST(busy.ec == client_errc::bad_http);
    BOOST_TEST(busy.details.http_status == 429);
    scripted_transport hurried;
    hurried.runtime().set_random(0.75);
    hurried.fail(client_errc::reset).answer(200, small_png());
    auto const late = fetch(hurried, picture_link, {.timeout = 100ms}, &after);
    BOOST_TEST(late.ec == client_errc::reset);
    BOOST_TEST(after.waits().empty());
}

BOOST_AUTO_TEST_CASE(what_no_repetition_heals_is_not_repeated)
{
    for (auto const code : {client_errc::tls_untrusted, client_errc::too_large, client_errc::disk_full,
                            client_errc::unsupported_encoding}) {
        scripted_transport after;
        auto const got = fetch(scripted_transport{}.fail(code).answer(200, small_png()), picture_link, {}, &after);
        if (code == client_errc::tls_untrusted) continue; // the condition table decides
        BOOST_TEST(got.ec == code);
        BOOST_TEST(after.calls().size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused)
{
    BOOST_TEST(fetch(scripted_transport{}.answer(200, "<html>"), picture_link).ec == client_errc::bad_image);
    BOOST_TEST(fetch(scripted_transport{}.answer(206, small_png()), picture_link).ec == client_errc::bad_http);
    BOOST_TEST(fetch(scripted_transport{}.answer(200, small_png(), {{"Content-Length", "7"}}), picture_link).ec ==
               client_errc::size_mismatch);
    BOOST_TEST(fetch(scripted_transport{}.answer(200, small_png()), picture_link, {.max_bytes = 10}).ec ==
               client_errc::too_large);
}

BOOST_AUTO_TEST_CASE(a_video_comes_where_it_was_not_excluded)
{
    for (auto const wanted : {wanted_media::any, wanted_media::video}) {
        auto const got = fetch(scripted_transport{}.answer(200, small_mp4()), picture_link, {.wanted = wanted});
        BOOST_TEST(!got.ec, got.details.client_message);
        BOOST_TEST((got.bytes == small_mp4()));
        BOOST_TEST((got.saved.duration == 5042ms));
    }
    auto const odd =
        fetch(scripted_transport{}.answer(200, small_mp4()), picture_link, {.wanted = wanted_media::picture});
    BOOST_TEST(odd.ec == client_errc::bad_image);
    BOOST_TEST((odd.bytes == small_mp4())); // it is paid
    auto const dead = fetch(scripted_transport{}.answer(404, ""), picture_link, {.wanted = wanted_media::video});
    BOOST_TEST(dead.ec == client_errc::link_expired);
    BOOST_TEST(dead.details.client_message.find("links of videos live 1 hour") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_wish_a_picture_ends_at_64_mib_and_a_video_at_512)
{
    auto const most_of = [](std::string const& beginning) {
        download_operation op{picture_link, std::nullopt, {.keep_bytes = false}};
        auto const action = op.resume({});
        std::string const piece(std::size_t{4} << 20, '\1');
        auto ec = action.options.sink(beginning);
        std::size_t pieces = 0;
        for (; !ec && pieces != 200; ++pieces)
            ec = action.options.sink(piece);
        BOOST_TEST(ec == client_errc::too_large);
        return pieces * 4;
    };
    BOOST_TEST(most_of(small_png()) == 64U);
    BOOST_TEST(most_of(small_mp4()) == 512U);
}

BOOST_AUTO_TEST_CASE(a_stop_ends_it)
{
    std::stop_source source;
    source.request_stop();
    BOOST_TEST(fetch(scripted_transport{}.answer(200, small_png()), picture_link, {.stop = source.get_token()}).ec ==
               client_errc::cancelled_before_send);
}

BOOST_AUTO_TEST_CASE(memory_that_ends_ends_the_download_for_good)
{
    download_operation op{picture_link, std::nullopt, {}};
    auto const action = op.resume({});
    std::string const piece(100'000, 'x');
    error_code ec;
    {
        failing_new const armed{50'000};
        ec = action.options.sink(piece);
    }
    BOOST_TEST(ec == client_errc::too_large);
    BOOST_TEST((op.resume({ec, {}, {}, {}}).what == next_action::kind::finish));
    BOOST_TEST(op.error() == client_errc::too_large);
    download_operation broken{picture_link, std::nullopt, {}};
    broken.threw(std::bad_alloc{});
    BOOST_TEST(broken.error() == client_errc::too_large);
    BOOST_TEST(broken.details().client_message == "download: std::bad_alloc");
}

BOOST_AUTO_TEST_SUITE_END()
