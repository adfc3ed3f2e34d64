#include <jimeng/wire/result_reader.hpp>

#include <jimeng/wire/base64.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_result_reader)

namespace {

using jimeng::client_errc;
using jimeng::error_code;

/// Keeps everything, and can refuse.
struct kept final : jimeng::picture_sink {
    struct picture {
        std::string bytes;
        error_code ec;
        bool ended = false;
    };
    std::vector<picture> pictures;
    std::size_t largest_piece = 0;
    std::size_t restarts = 0;
    error_code refuse_bytes;

    void restart() override
    {
        ++restarts;
        pictures.clear();
    }
    error_code begin(std::size_t index) override
    {
        BOOST_TEST(index == pictures.size());
        pictures.emplace_back();
        return {};
    }
    error_code write(std::string_view bytes) override
    {
        largest_piece = std::max(largest_piece, bytes.size());
        pictures.back().bytes += bytes;
        return refuse_bytes;
    }
    error_code end(error_code const& ec) override
    {
        pictures.back().ec = ec;
        pictures.back().ended = true;
        return {};
    }
};

struct outcome {
    jimeng::task_state state;
    error_code ec;
    jimeng::diagnostics details;
    std::vector<kept::picture> pictures;
};

outcome read(std::string_view body, std::size_t piece, int status = 200)
{
    kept sink;
    outcome result;
    jimeng::result_reader reader{sink};
    for (; !body.empty() && !result.ec.failed(); body.remove_prefix(std::min(piece, body.size())))
        result.ec = reader.write(body.substr(0, piece));
    error_code of_end;
    result.state = reader.finish(status, of_end, result.details);
    if (result.ec.failed() && status / 100 != 3) BOOST_TEST(of_end == result.ec);
    result.ec = of_end;
    result.pictures = sink.pictures;
    return result;
}

bool same(outcome const& a, outcome const& b)
{
    auto const alike = [](kept::picture const& one, kept::picture const& other) {
        return one.bytes == other.bytes && one.ec == other.ec && one.ended == other.ended;
    };
    return a.ec == b.ec && a.details == b.details && a.state.status == b.state.status &&
           a.state.status_word == b.state.status_word && a.state.image_urls == b.state.image_urls &&
           a.pictures.size() == b.pictures.size() &&
           std::equal(a.pictures.begin(), a.pictures.end(), b.pictures.begin(), alike);
}

/// The members stand in the order in which an answer could come too.
std::string with(std::string const& pictures)
{
    return R"({"data":{"image_urls":null,"binary_data_base64":)" + pictures +
           R"(,"status":"done"},"message":"Success","request_id":"r1","code":10000})";
}

std::string const two_pictures = with(R"(["Zm9vYmFy","+\/8=",""])");

} // namespace

BOOST_AUTO_TEST_CASE(pictures_come_decoded_and_everything_else_as_decode_result_has_it)
{
    auto const result = read(two_pictures, two_pictures.size());
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.state.status == jimeng::task_status::done);
    BOOST_TEST(result.state.binary_data_base64.empty());
    BOOST_TEST(result.details.request_id == "r1");
    BOOST_TEST(result.details.service_code == 10000);
    BOOST_TEST(result.details.http_status == 200);
    BOOST_REQUIRE(result.pictures.size() == 3U);
    BOOST_TEST(result.pictures[0].bytes == "foobar");
    BOOST_TEST(result.pictures[1].bytes == "\xfb\xff");
    BOOST_TEST(result.pictures[2].bytes == "");
    for (auto const& one : result.pictures)
        BOOST_TEST((one.ended && !one.ec.failed()));
}

BOOST_AUTO_TEST_CASE(a_body_cut_anywhere_gives_the_same)
{
    std::string const documents[] = {
        two_pictures,
        with("null"),
        with(R"(["Zm 9v","Zm9v","Z"])"),
        with(R"(["Zm9v",1])"),
        R"({"code":10000,"data":{"status":"done","image_urls":["https:\/\/example.com\/1.png?a=1\u0026b=2"]}})",
        R"({"code":50511,"data":{"task_id":7392616336519610409,"status":"done"},"message":"\u732b\ud83d\ude00"})",
        R"({"ResponseMetadata":{"RequestId":"g1","Error":{"CodeN":100010,"Code":"SignatureDoesNotMatch","Message":"m"}}})",
        R"({"data":{"binary_data_base64":["Zm9v"]},"code":10000,"data":{"status":"in_queue"}})",
        R"({"code":10000,"data":{"status":"done","image_urls":[null,"https:\/\/a.example\/1",[["x"]],""]}})",
        R"({"ResponseMetadata":{"Error":{"Code":"50430","Message":"\ud800"}},"Result":{"data":{"task_id":"7"}}})",
        R"({"code":10000,"data":{"a long name that nobody asks for":[{"code":1}],"status":"in_queue"}} x)",
        "<html>",
    };
    for (auto const& body : documents) {
        auto const whole = read(body, body.size());
        for (std::size_t piece = 1; piece <= body.size(); ++piece)
            if (!same(read(body, piece), whole)) BOOST_TEST(false, body << " in pieces of " << piece);
    }
}

BOOST_AUTO_TEST_CASE(it_says_what_decode_result_says)
{
    std::mt19937_64 random{3};
    for (int i = 0; i != 20000; ++i) {
        auto body = two_pictures;
        for (auto changes = random() % 4; changes != 0; --changes)
            body[random() % body.size()] = R"({}[]",:10e.ndZ=\)"[random() % 16];
        auto const streamed = read(body, 1 + random() % body.size());
        error_code ec;
        jimeng::diagnostics details;
        auto const state = jimeng::decode_result({200, {}, body}, ec, details);
        bool const alike = ec == streamed.ec && details == streamed.details && state.status == streamed.state.status &&
                           state.image_urls == streamed.state.image_urls;
        BOOST_TEST(alike, body);
        if (ec.failed()) continue;
        BOOST_TEST(state.binary_data_base64.size() == streamed.pictures.size(), body);
        for (std::size_t p = 0; p != std::min(streamed.pictures.size(), state.binary_data_base64.size()); ++p) {
            auto const bytes = jimeng::base64_decode(state.binary_data_base64[p]);
            BOOST_TEST(bytes.has_value() == !streamed.pictures[p].ec.failed());
            if (bytes) BOOST_TEST((*bytes == streamed.pictures[p].bytes));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_body_that_ends_early_is_never_success)
{
    for (std::size_t length = 0; length != two_pictures.size(); ++length)
        for (std::size_t const piece : {std::size_t{1}, std::size_t{7}, two_pictures.size()})
            BOOST_TEST(read(std::string_view{two_pictures}.substr(0, length), piece).ec == client_errc::bad_json);
}

BOOST_AUTO_TEST_CASE(a_broken_picture_does_not_break_the_next)
{
    auto const result = read(with(R"(["Zm9v!","Zm9v","Zm9vY","Zg=="])"), 3);
    BOOST_TEST(!result.ec.failed());
    BOOST_REQUIRE(result.pictures.size() == 4U);
    BOOST_TEST(result.pictures[0].ec == client_errc::bad_base64);
    BOOST_TEST(result.pictures[1].bytes == "foo");
    BOOST_TEST(result.pictures[2].ec == client_errc::bad_base64);
    BOOST_TEST(result.pictures[3].bytes == "f");
    BOOST_TEST((!result.pictures[1].ec.failed() && !result.pictures[3].ec.failed()));
}

BOOST_AUTO_TEST_CASE(more_pictures_than_are_documented_are_taken_up_to_a_hundred)
{
    auto const list = [](std::size_t count) {
        std::string all = "[\"Zm9v\"";
        while (--count != 0)
            all += ",\"Zm9v\"";
        return with(all + "]");
    };
    BOOST_TEST(read(list(21), 11).pictures.size() == 21U);
    auto const result = read(list(120), 11);
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.pictures.size() == jimeng::most_results);
}

BOOST_AUTO_TEST_CASE(an_entry_that_is_no_text_keeps_its_place)
{
    for (auto const* const entry : {"null", "1", "true", "{}", R"({"b":["Zm9v"]})", R"(["Zm9v"])", "-1.5e300"}) {
        auto const result = read(with(R"(["Zm9v",)" + std::string{entry} + R"(,"Zm9v"])"), 7);
        BOOST_TEST_CONTEXT(entry)
        {
            BOOST_TEST(!result.ec.failed());
            BOOST_REQUIRE(result.pictures.size() == 3U);
            BOOST_TEST((result.pictures[0].bytes == "foo" && result.pictures[2].bytes == "foo"));
            BOOST_TEST(result.pictures[1].ec == client_errc::wrong_type);
            BOOST_TEST(result.pictures[1].bytes.empty());
        }
    }
}

BOOST_AUTO_TEST_CASE(base64_as_people_and_programs_write_it_is_read)
{
    auto const one = [](std::string const& text) {
        auto const body = with("[\"" + text + "\"]");
        auto const whole = read(body, body.size());
        for (std::size_t piece = 1; piece != 40; ++piece)
            BOOST_TEST(same(read(body, piece), whole), text);
        return whole.pictures.at(0);
    };
    for (auto const* const text :
         {R"(+\/79+\/79)", R"(-_79-_79)", R"(-\/79+_79)", R"(+\/7\n9+\/\r\n79)", R"( +\/79\t+\/79 )",
          R"(data:image\/png;base64,+\/79+\/79)", R"(DATA:image\/webp;charset=x;base64, +\/79\n+\/79\n)"}) {
        auto const got = one(text);
        BOOST_TEST((!got.ec.failed() && got.bytes == "\xfb\xfe\xfd\xfb\xfe\xfd"), text);
    }
    for (auto const* const text : {"Zm9vYg", "Zm9vYg==", R"(Zm9vYg=\n=\n)", R"(Zm9v\nYg)"}) {
        auto const got = one(text);
        BOOST_TEST((!got.ec.failed() && got.bytes == "foob"), text);
    }
    BOOST_TEST(one("data").bytes == jimeng::base64_decode("data").value());
    BOOST_TEST(one("dataZm9v").bytes == jimeng::base64_decode("dataZm9v").value());
    for (auto const* const text : {"data:image", "Zm9vY", "Zm9vYg=", "Zg==Zg==", "Zg=a", "Z===", "Zm9v!"})
        BOOST_TEST(one(text).ec == client_errc::bad_base64, text);
}

BOOST_AUTO_TEST_CASE(a_wrong_letter_leaves_the_rest_in_its_place)
{
    auto const result = read(with(R"(["Zm9vZm*vZm9v","Zm9v"])"), 5);
    BOOST_REQUIRE(result.pictures.size() == 2U);
    BOOST_TEST(result.pictures[0].ec == client_errc::bad_base64);
    BOOST_TEST(result.pictures[0].bytes.size() == 9U);
    BOOST_TEST(result.pictures[0].bytes.substr(0, 4) == "foof");
    BOOST_TEST(result.pictures[0].bytes.substr(6) == "foo");
    BOOST_TEST(result.pictures[1].bytes == "foo");
}

BOOST_AUTO_TEST_CASE(text_that_is_no_unicode_hides_no_picture)
{
    for (std::string const message :
         {R"(\ud800)", R"(\udc00)", R"(x\uD83Dy)", R"(\ud83d\ud83d\ude00)", R"(\udc00\ud800)", R"(\ud83d\n)",
          R"(\ud83d\\u)", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf0\x9f"}) {
        auto const body =
            R"({"message":")" + message + R"(","code":10000,"data":{"status":"done","binary_data_base64":["Zm9v"]}})";
        auto const whole = read(body, body.size());
        BOOST_TEST_CONTEXT(message)
        {
            BOOST_TEST(!whole.ec.failed());
            BOOST_REQUIRE(whole.pictures.size() == 1U);
            BOOST_TEST(whole.pictures[0].bytes == "foo");
            for (std::size_t piece = 1; piece != body.size(); ++piece)
                BOOST_TEST(same(read(body, piece), whole));
        }
    }
    auto const words = [](std::string const& message) {
        return read(R"({"message":")" + message + R"(","code":50511})", 3).details.server_message;
    };
    BOOST_TEST(words(R"(a\ud83db\ud83d\ude00\ude00c)") == "a\uFFFDb\U0001F600\uFFFDc");
    BOOST_TEST(words(R"(\\ud83d)") == R"(\ud83d)");
}

BOOST_AUTO_TEST_CASE(pictures_are_found_in_what_the_gateway_wraps)
{
    auto const inner = R"({"data":{"status":"done","binary_data_base64":["Zm9v"]},"code":10000,"request_id":"r1"})";
    for (std::string const& body :
         {std::string{R"({"ResponseMetadata":{"RequestId":"g1"},"Result":)"} + inner + "}",
          std::string{R"({"Result":"{\"data\":{\"status\":\"done\",\"binary_data_base64\":[\"Zm9v\"]},)"
                      R"(\"code\":10000,\"request_id\":\"r1\"}","ResponseMetadata":{"RequestId":"g1"}})"}})
        for (std::size_t piece = 1; piece <= body.size(); ++piece) {
            auto const result = read(body, piece);
            BOOST_TEST(!result.ec.failed());
            BOOST_TEST(result.details.request_id == "r1");
            BOOST_REQUIRE(result.pictures.size() == 1U);
            BOOST_TEST(result.pictures[0].bytes == "foo");
        }
}

BOOST_AUTO_TEST_CASE(a_list_that_occurs_twice_counts_as_it_was_last)
{
    auto const twice = read(
        R"({"code":10000,"data":{"status":"done","binary_data_base64":["Zm9v","Zm9v"],"binary_data_base64":["Zg=="]}})",
        5);
    BOOST_REQUIRE(twice.pictures.size() == 1U);
    BOOST_TEST(twice.pictures[0].bytes == "f");
    auto const gone = read(
        R"({"code":10000,"data":{"status":"done","binary_data_base64":["Zm9v"]},"data":{"status":"in_queue"}})", 5);
    BOOST_TEST(gone.pictures.empty());
    BOOST_TEST(gone.state.status == jimeng::task_status::in_queue);
}

BOOST_AUTO_TEST_CASE(what_makes_an_answer_a_failure_may_stand_behind_its_pictures)
{
    auto const refused = read(R"({"data":{"binary_data_base64":["Zm9v"],"status":"done"},"code":50511})", 9);
    BOOST_TEST(refused.ec == jimeng::service_errc::output_image_refused);
    BOOST_TEST(refused.state.status == jimeng::task_status::unknown);
    auto const pending = read(R"({"data":{"binary_data_base64":["Zm9v"],"status":"generating"},"code":10000})", 9);
    BOOST_TEST(pending.state.status == jimeng::task_status::generating);
    // Services of the same host that answer at once tell no status.
    BOOST_TEST(read(R"({"data":{"binary_data_base64":["Zm9v"]},"code":10000})", 9).state.status ==
               jimeng::task_status::done);
    BOOST_TEST(read(R"({"data":{"binary_data_base64":[]},"code":10000})", 9).ec == client_errc::missing_field);
    BOOST_TEST(read(two_pictures, 9, 302).ec == client_errc::unexpected_redirect);
}

BOOST_AUTO_TEST_CASE(pictures_elsewhere_are_no_pictures)
{
    auto const result = read(
        R"({"binary_data_base64":["Zm9v"],"code":10000,"data":{"status":"done","x":{"binary_data_base64":["Zm9v"]}}})",
        9);
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.pictures.empty());
}

BOOST_AUTO_TEST_CASE(an_error_of_the_sink_ends_the_reading)
{
    kept sink;
    sink.refuse_bytes = client_errc::disk_full;
    jimeng::result_reader reader{sink};
    BOOST_TEST(reader.write(two_pictures) == client_errc::disk_full);
    BOOST_TEST(reader.write("x") == client_errc::disk_full);
    error_code ec;
    jimeng::diagnostics details;
    (void)reader.finish(200, ec, details);
    BOOST_TEST(ec == client_errc::disk_full);
}

BOOST_AUTO_TEST_CASE(large_pictures_come_whole_and_in_bounded_pieces)
{
    std::string bytes(5'000'000, '\0');
    std::mt19937_64 random{8};
    for (char& byte : bytes)
        byte = static_cast<char>(random());
    auto const text = jimeng::base64_encode(bytes);
    std::string escaped;
    for (char const c : text)
        (escaped += c == '/' ? "\\" : "") += c;
    for (auto const& one : {text, escaped})
        for (std::size_t const piece : {std::size_t{16'384}, std::size_t{50'001}, one.size() + 1000}) {
            kept sink;
            jimeng::result_reader reader{sink};
            auto const body = with("[\"" + one + "\"]");
            for (std::string_view left = body; !left.empty(); left.remove_prefix(std::min(piece, left.size())))
                BOOST_TEST(!reader.write(left.substr(0, piece)).failed());
            BOOST_REQUIRE(sink.pictures.size() == 1U);
            BOOST_TEST((sink.pictures[0].bytes == bytes));
            BOOST_TEST(sink.largest_piece <= 32'768U);
        }
}

BOOST_AUTO_TEST_CASE(depth_and_size_are_bounded)
{
    auto const list = [](std::string_view one, int times) {
        std::string all = "[";
        for (int i = 0; i != times; ++i)
            all += one;
        return all + "0]";
    };
    BOOST_TEST(read(R"({"data":)" + std::string(100, '['), 7).ec == client_errc::too_deep);
    BOOST_TEST(read(R"({"data":{"x":)" + list("[],", 200'000), 4096).ec == client_errc::too_large);
    auto const link = "\"https://example.com/" + std::string(10'000, 'x') + "\",";
    auto const many = read(R"({"code":10000,"data":{"status":"done","image_urls":)" + list(link, 200) + "}}", 4096);
    BOOST_TEST(!many.ec.failed());
    BOOST_TEST(many.state.listed_urls == 201U);
    BOOST_TEST(many.state.image_urls.size() == jimeng::most_results);
    std::size_t kept = 0;
    for (auto const& url : many.state.image_urls)
        kept += url.size();
    BOOST_TEST(kept <= std::size_t{1} << 20);
}

BOOST_AUTO_TEST_SUITE_END()
