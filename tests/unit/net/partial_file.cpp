// Downloads that go on where they broke off.
#include <jimeng/net/detail/partial_file.hpp>

#include "../../net/print_errc.hpp"
#include "../media/pictures.hpp"

#include <jimeng/net/download.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/testing/scripted_transport.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_partial_file)

using namespace jimeng;
using namespace jimeng_tests;
using namespace std::chrono_literals;
using jimeng::testing::scripted_transport;

namespace {

constexpr char const* picture_link = "https://pictures.example/1.png";
std::string const whole = small_png();
std::string const tag = "\"v1\"";

http_headers head(std::string const& etag = tag, std::size_t size = whole.size())
{
    return {{"ETag", etag}, {"Content-Length", std::to_string(size)}};
}

http_headers part(std::size_t first, std::optional<std::size_t> total = whole.size(), std::string const& etag = tag,
                  std::size_t last = whole.size() - 1)
{
    auto const of = total ? std::to_string(*total) : std::string{"*"};
    return {{"ETag", etag},
            {"Content-Range", "bytes " + std::to_string(first) + '-' + std::to_string(last) + '/' + of}};
}

http_response begun(std::size_t size, http_headers headers = head())
{
    return {200, std::move(headers), whole.substr(0, size)};
}

std::string asked(jimeng::testing::recorded_call const& call, std::string_view name)
{
    auto const* const value = find_header(call.request.headers, name);
    return value == nullptr ? std::string{} : *value;
}

struct fetched {
    error_code ec;
    diagnostics details;
    std::string bytes;
    saved_picture saved;

    [[nodiscard]] bool is_whole() const
    {
        return !ec.failed() && bytes == whole && saved.sha256 == to_hex(sha256(whole)) && saved.width == 640;
    }
};

/// Into memory and into a file, which must come to the same.
fetched fetch(scripted_transport& transport, download_options const& options = {})
{
    scratch_folder folder;
    auto other = transport;
    auto const no_sign = [](http_request&, std::chrono::system_clock::time_point) {};
    download_operation into_memory{picture_link, std::nullopt, options};
    run(into_memory, transport, no_sign);
    error_code ec;
    diagnostics details;
    auto const saved = download(other, picture_link, folder / "cat.png", options, ec, details);
    BOOST_TEST(ec == into_memory.error());
    BOOST_TEST(saved.sha256 == into_memory.saved().sha256);
    BOOST_TEST(other.calls().size() == transport.calls().size());
    if (!ec.failed()) BOOST_TEST((content_of(folder / "cat.png") == into_memory.bytes()));
    BOOST_TEST((ec.failed() || transport.steps_left() == 0U));
    return {into_memory.error(), into_memory.details(), into_memory.bytes(), into_memory.saved()};
}

} // namespace

BOOST_AUTO_TEST_CASE(a_transfer_goes_on_wherever_it_broke_off)
{
    for (std::size_t cut = 0; cut != whole.size(); ++cut) {
        auto const how = cut % 2 == 0 ? client_errc::truncated : client_errc::read_stalled;
        scripted_transport script;
        script.break_off(how, begun(cut)).answer(503, "busy");
        if (cut == 0) script.answer(200, whole, head());
        if (cut != 0) script.answer(206, whole.substr(cut), part(cut));
        BOOST_TEST_REQUIRE(fetch(script).is_whole(), cut);
        auto const& last = script.calls().at(2);
        BOOST_TEST(asked(last, "Range") == (cut == 0 ? "" : "bytes=" + std::to_string(cut) + '-'));
        BOOST_TEST(asked(last, "If-Range") == (cut == 0 ? "" : tag));
        BOOST_TEST(asked(script.calls().at(0), "Range").empty());
    }
}

BOOST_AUTO_TEST_CASE(an_attempt_that_brought_something_does_not_count)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(1));
    std::size_t const pieces = 40;
    for (std::size_t i = 1; i != pieces; ++i)
        script.break_off(client_errc::reset, {206, part(i), whole.substr(i, 1)});
    script.answer(206, whole.substr(pieces), part(pieces));
    BOOST_TEST(fetch(script).is_whole());
    BOOST_TEST(script.calls().size() == pieces + 1);
}

BOOST_AUTO_TEST_CASE(one_that_brought_nothing_does_and_so_does_one_whose_bytes_are_lost)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(9));
    for (int i = 0; i != 20; ++i)
        script.break_off(client_errc::reset, {206, part(9), {}});
    BOOST_TEST(fetch(script).ec == client_errc::reset);
    BOOST_TEST(script.calls().size() == 11U);
    scripted_transport untagged;
    for (std::size_t i = 0; i != 20; ++i)
        untagged.break_off(client_errc::reset, begun(i + 1, {}));
    BOOST_TEST(fetch(untagged).ec == client_errc::reset);
    BOOST_TEST(untagged.calls().size() == 10U);
    scripted_transport without_ranges; // a whole file each time, and never more of it
    for (std::size_t i = 0; i != 20; ++i)
        without_ranges.break_off(client_errc::reset, begun(9));
    BOOST_TEST(fetch(without_ranges).ec == client_errc::reset);
    BOOST_TEST(without_ranges.calls().size() == 11U);
}

BOOST_AUTO_TEST_CASE(a_whole_file_in_the_place_of_the_rest_begins_anew)
{
    auto const old = small_png("another one, which is longer");
    scripted_transport script;
    script.break_off(client_errc::reset, {200, head("\"v0\"", old.size()), old.substr(0, old.size() - 1)});
    script.break_off(client_errc::reset, begun(20)).answer(206, whole.substr(20), part(20));
    BOOST_TEST(fetch(script).is_whole());
    BOOST_TEST(asked(script.calls().at(1), "If-Range") == "\"v0\"");
    BOOST_TEST(asked(script.calls().at(2), "If-Range") == tag);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_not_taken_and_begun_anew_once_without_ranges)
{
    auto const size = whole.size();
    std::pair<int, http_headers> const answers[] = {{206, part(11)},                          // another place
                                                    {206, part(9)},                           // likewise
                                                    {206, part(0)},                           // likewise
                                                    {206, part(10, size + 1)},                // another length
                                                    {206, part(10, std::nullopt, tag, size)}, // behind the end
                                                    {206, part(10, size, "\"v2\"")},          // another file
                                                    {206, part(10, size, "W/\"v1\"")},
                                                    {206, {{"Content-Range", "bytes 10-/" + std::to_string(size)}}},
                                                    {206, {{"Content-Type", "multipart/byteranges; boundary=x"}}},
                                                    {206, {}},
                                                    {416, {{"Content-Range", "bytes */" + std::to_string(size)}}}};
    for (auto const& [status, headers] : answers) {
        scripted_transport script;
        script.break_off(client_errc::reset, begun(10)).answer(status, whole.substr(10), headers);
        script.break_off(client_errc::reset, begun(20)).answer(200, whole, head());
        BOOST_TEST_CONTEXT(status << ' ' << (headers.empty() ? "" : headers.back().value))
        {
            BOOST_TEST(fetch(script).is_whole());
            BOOST_TEST_REQUIRE(script.calls().size() == 4U);
            BOOST_TEST(asked(script.calls()[1], "Range") == "bytes=10-");
            for (std::size_t const i : {2U, 3U})
                BOOST_TEST(asked(script.calls()[i], "Range").empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(nothing_is_asked_for_that_could_be_of_another_file)
{
    std::string const changed = "Thu, 26 Nov 2026 10:00:00 GMT";
    http_headers const tellings[] = {{},
                                     {{"ETag", "W/\"v1\""}},
                                     {{"ETag", "v1"}},
                                     {{"Last-Modified", changed}},
                                     {{"Last-Modified", changed}, {"Date", "Thu, 26 Nov 2026 10:00:01 GMT"}}};
    for (auto const& headers : tellings) {
        scripted_transport script;
        script.break_off(client_errc::reset, begun(10, headers)).answer(200, whole);
        BOOST_TEST(fetch(script).is_whole());
        BOOST_TEST(script.calls().at(1).request.headers.empty());
    }
    scripted_transport dated;
    dated.break_off(client_errc::reset,
                    begun(10, {{"Last-Modified", changed}, {"Date", "Thu, 26 Nov 2026 11:00:00 GMT"}}));
    dated.answer(206, whole.substr(10), {{"Content-Range", part(10).back().value}});
    BOOST_TEST(fetch(dated).is_whole());
    BOOST_TEST(asked(dated.calls().at(1), "If-Range") == changed);
}

BOOST_AUTO_TEST_CASE(a_length_that_only_the_rest_tells_is_believed)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(10, {{"ETag", tag}})).answer(206, whole.substr(10), part(10));
    BOOST_TEST(fetch(script).is_whole());
    scripted_transport never_told;
    never_told.break_off(client_errc::reset, begun(10, {{"ETag", tag}}));
    never_told.answer(206, whole.substr(10), part(10, std::nullopt));
    BOOST_TEST(fetch(never_told).is_whole());
}

BOOST_AUTO_TEST_CASE(a_part_of_the_rest_is_a_step_on_the_way)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(10)).answer(206, whole.substr(10, 5), part(10, whole.size(), tag, 14));
    script.answer(206, whole.substr(15), part(15));
    BOOST_TEST(fetch(script).is_whole());
    BOOST_TEST(asked(script.calls().at(2), "Range") == "bytes=15-");
}

BOOST_AUTO_TEST_CASE(at_another_address_it_begins_anew)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(10)).answer(302, "", {{"Location", "https://cdn.example/1.png"}});
    script.answer(200, whole, head());
    BOOST_TEST(fetch(script).is_whole());
    BOOST_TEST(asked(script.calls().at(1), "Range") == "bytes=10-");
    BOOST_TEST(script.calls().at(2).request.headers.empty());
}

BOOST_AUTO_TEST_CASE(a_part_that_was_not_asked_for_is_no_result)
{
    scripted_transport script;
    script.answer(206, whole, part(0));
    BOOST_TEST(fetch(script).ec == client_errc::bad_http);
}

BOOST_AUTO_TEST_CASE(a_link_that_dies_in_the_middle_is_dead)
{
    scripted_transport script;
    script.break_off(client_errc::reset, begun(10)).answer(403, "");
    auto const got = fetch(script);
    BOOST_TEST(got.ec == client_errc::link_expired);
    BOOST_TEST(got.bytes.empty());
}

namespace {

/// Of those that were written before there was a head to tell.
struct headless_transport {
    scripted_transport script;

    auto now() const { return script.now(); }
    void wait(std::chrono::nanoseconds duration, std::stop_token stop) { script.wait(duration, std::move(stop)); }
    http_response exchange(http_request const& request, exchange_options options, error_code& ec, diagnostics& details)
    {
        options.on_head = {};
        return script.exchange(request, options, ec, details);
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_transport_that_tells_no_head_is_asked_for_no_rest)
{
    headless_transport transport;
    transport.script.break_off(client_errc::reset, begun(10)).answer(200, whole, head());
    download_operation operation{picture_link, std::nullopt, {}};
    run(operation, transport, [](http_request&, std::chrono::system_clock::time_point) {});
    BOOST_TEST(!operation.error());
    BOOST_TEST((operation.bytes() == whole));
    BOOST_TEST(transport.script.calls().at(1).request.headers.empty());
}

BOOST_AUTO_TEST_SUITE_END()
