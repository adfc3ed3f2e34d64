#include <jimeng/wire/file_body.hpp>

#include "../media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models/image2image_dream_inpaint.hpp>
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/prepared_request.hpp>

#include <boost/json/parse.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_file_body)

namespace {

using jimeng::body_reader;
using jimeng_tests::put;
using jimeng_tests::scratch_folder;

std::string bytes(std::size_t size)
{
    std::string text;
    for (std::size_t i = 0; i != size; ++i)
        text += static_cast<char>(i * 31 + i / 256);
    return text;
}

jimeng::http_request request_of(std::string before, std::vector<jimeng::file_body::part> parts)
{
    jimeng::http_request request{.body = std::move(before)};
    request.files = std::make_shared<jimeng::file_body>();
    request.files->parts = std::move(parts);
    return request;
}

/// Every piece, one after the other, after looking at the promises about a single one.
std::string read_in_pieces(body_reader& reader)
{
    std::string all;
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next()) {
        BOOST_TEST(piece.size() <= body_reader::most_bytes);
        all += piece;
    }
    BOOST_TEST(reader.next().empty());
    return all;
}

BOOST_AUTO_TEST_CASE(a_body_without_files_comes_in_pieces_too)
{
    jimeng::http_request const request{.body = bytes(2 * body_reader::most_bytes + 1)};
    BOOST_TEST(jimeng::body_size(request) == request.body.size());
    body_reader reader{request};
    BOOST_TEST(!reader.done());
    BOOST_TEST(reader.next().size() == body_reader::most_bytes);
    BOOST_TEST(reader.next().size() == body_reader::most_bytes);
    BOOST_TEST(!reader.done());
    BOOST_TEST(reader.next().size() == 1U);
    BOOST_TEST(reader.done());
    jimeng::http_request const empty{};
    body_reader nothing{empty};
    BOOST_TEST(nothing.done());
    BOOST_TEST(nothing.next().empty());
}

BOOST_AUTO_TEST_CASE(files_of_any_length_are_the_base64_text_of_their_bytes)
{
    constexpr std::size_t whole_pieces = body_reader::most_bytes / 4 * 3;
    scratch_folder folder;
    auto const path = (folder / "file").string();
    for (std::size_t const size : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3}, whole_pieces - 1,
                                   whole_pieces, whole_pieces + 1, 2 * whole_pieces, 2 * whole_pieces + 2}) {
        auto const content = bytes(size);
        put(path, content);
        auto const request = request_of("before", {{path, size, "after"}});
        body_reader reader{request};
        auto const wanted = "before" + jimeng::base64_encode(content) + "after";
        BOOST_TEST_CONTEXT(size)
        {
            BOOST_TEST((read_in_pieces(reader) == wanted));
            BOOST_TEST(reader.done());
            BOOST_TEST(reader.broken().empty());
            BOOST_TEST(jimeng::body_size(request) == wanted.size());
        }
    }
}

BOOST_AUTO_TEST_CASE(many_files_stand_in_their_order_and_one_at_a_time_is_open)
{
    scratch_folder folder;
    std::vector<jimeng::file_body::part> parts;
    std::string wanted = "[";
    for (int i = 0; i != 2000; ++i) {
        auto const path = (folder / std::to_string(i)).string();
        auto const content = bytes(static_cast<std::size_t>(i % 7));
        put(path, content);
        parts.push_back({path, content.size(), ","});
        wanted += jimeng::base64_encode(content) + ",";
    }
    auto const request = request_of("[", parts);
    std::string whole;
    BOOST_TEST(jimeng::read_whole_body(request, whole));
    BOOST_TEST((whole == wanted));
    BOOST_TEST(jimeng::body_size(request) == wanted.size());
}

BOOST_AUTO_TEST_CASE(row_61_a_file_that_became_shorter_or_longer_or_went_is_named)
{
    scratch_folder folder;
    auto const good = (folder / "good").string(), odd = (folder / "odd").string();
    put(good, "Man");
    auto const request = request_of("a", {{good, 3, "b"}, {odd, 3, "c"}});
    auto const is_broken = [&] {
        body_reader reader{request};
        auto const seen = read_in_pieces(reader);
        BOOST_TEST(seen.starts_with("aTWFub"));
        BOOST_TEST(!seen.ends_with("c"));
        BOOST_TEST(!reader.done());
        BOOST_TEST(reader.broken() == odd);
        std::string whole;
        BOOST_TEST(!jimeng::read_whole_body(request, whole));
    };
    is_broken();
    put(odd, "Ma");
    is_broken();
    put(odd, "Mann");
    is_broken();
    put(odd, "Mai");
    std::string whole;
    BOOST_TEST(jimeng::read_whole_body(request, whole));
    BOOST_TEST(whole == "aTWFubTWFpc");
}

BOOST_AUTO_TEST_CASE(a_file_that_goes_while_the_body_is_read_is_named)
{
    scratch_folder folder;
    auto const path = (folder / "file").string();
    put(path, bytes(body_reader::most_bytes));
    auto const request = request_of("a", {{path, body_reader::most_bytes, "b"}});
    body_reader reader{request};
    BOOST_TEST(reader.next() == "a");
    BOOST_TEST(!reader.next().empty());
    std::filesystem::resize_file(path, body_reader::most_bytes / 4 * 3 + 1);
    BOOST_TEST(reader.next().empty());
    BOOST_TEST(reader.broken() == path);
}

BOOST_AUTO_TEST_CASE(a_reader_can_be_moved_in_the_middle)
{
    scratch_folder folder;
    auto const path = (folder / "file").string();
    put(path, "Man");
    auto const request = request_of("a", {{path, 3, "b"}});
    body_reader first{request};
    BOOST_TEST(first.next() == "a");
    body_reader second{std::move(first)};
    BOOST_TEST(second.next() == "TWFu");
    body_reader third{request};
    third = std::move(second);
    BOOST_TEST(third.next() == "b");
    BOOST_TEST(third.done());
}

BOOST_AUTO_TEST_CASE(what_is_sent_in_pieces_is_what_is_encoded_in_memory)
{
    scratch_folder folder;
    auto const picture = (folder / "picture.png").string(), mask = (folder / "mask.png").string();
    put(picture, jimeng_tests::small_png("picture"));
    put(mask, jimeng_tests::small_png("mask") + bytes(100'000));
    jimeng::image2image_dream_inpaint request{.prompt = "p", .seed = 7};
    BOOST_REQUIRE(!request.inputs.add(picture));
    BOOST_REQUIRE(!request.inputs.add(mask));
    auto const prepared = jimeng::prepare(request);
    BOOST_REQUIRE(prepared.files != nullptr);
    BOOST_TEST(prepared.body.size() < 1000U);
    jimeng::http_request const call{.body = prepared.body, .files = prepared.files};
    std::string whole;
    BOOST_REQUIRE(jimeng::read_whole_body(call, whole));
    auto const wanted =
        R"({"req_key":"jimeng_image2image_dream_inpaint","prompt":"p","seed":7,"binary_data_base64":[")" +
        jimeng::base64_encode(jimeng_tests::content_of(picture)) + R"(",")" +
        jimeng::base64_encode(jimeng_tests::content_of(mask)) + R"("]})";
    BOOST_TEST((whole == wanted));
    BOOST_TEST((jimeng::encode_submit(request) == wanted));
}

BOOST_AUTO_TEST_CASE(addresses_need_no_files)
{
    jimeng::seedream_v46 const request{.prompt = "p", .image_urls = {"https://a.example/0"}};
    BOOST_TEST(jimeng::prepare(request).files == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
