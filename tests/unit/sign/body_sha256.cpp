#include <jimeng/sign/body_sha256.hpp>

#include "../media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_body_sha256)

namespace {

using jimeng_tests::put;

std::string pieces_hashed(std::string_view text, std::size_t step)
{
    jimeng::sha256_stream hash;
    for (; !text.empty(); text.remove_prefix(std::min(step, text.size())))
        hash.write(text.substr(0, step));
    return jimeng::to_hex(hash.finish());
}

jimeng::http_request request_with(std::string const& path, std::uint64_t size)
{
    jimeng::http_request request{.body = "[\""};
    request.files = std::make_shared<jimeng::file_body>();
    request.files->parts.push_back({path, size, "\"]"});
    return request;
}

/// @par Source FIPS 180-4 examples, and the empty text.
BOOST_AUTO_TEST_CASE(a_body_without_files_has_the_published_hash)
{
    BOOST_TEST(jimeng::body_sha256({.body = ""}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    BOOST_TEST(jimeng::body_sha256({.body = "abc"}) ==
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(pieces_of_any_length_have_the_hash_of_the_whole)
{
    std::string text;
    for (int i = 0; i != 300; ++i)
        text += static_cast<char>('a' + i % 26);
    for (std::size_t const length : {0U, 1U, 55U, 63U, 64U, 65U, 127U, 128U, 129U, 300U})
        for (std::size_t const step : {1U, 3U, 63U, 64U, 65U, 300U})
            BOOST_TEST(pieces_hashed(std::string_view{text}.substr(0, length), step) ==
                       jimeng::to_hex(jimeng::sha256(text.substr(0, length))));
}

BOOST_AUTO_TEST_CASE(files_are_hashed_as_they_are_sent_and_once)
{
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "man").string();
    put(path, "Man");
    auto const request = request_with(path, 3);
    auto const known = jimeng::to_hex(jimeng::sha256(R"(["TWFu"])"));
    BOOST_TEST(jimeng::body_sha256(request) == known);
    BOOST_TEST(request.files->sha256 == known);
    std::filesystem::remove(path);
    auto const copy = request;
    BOOST_TEST(jimeng::body_sha256(copy) == known);
}

BOOST_AUTO_TEST_CASE(a_file_that_changed_or_went_is_named_and_nothing_is_noted)
{
    jimeng_tests::scratch_folder folder;
    auto const path = (folder / "man").string();
    auto const names_it = [&](std::runtime_error const& error) {
        return std::string{error.what()} == "input image " + path + " has changed or gone";
    };
    auto const request = request_with(path, 3);
    BOOST_CHECK_EXCEPTION((void)jimeng::body_sha256(request), std::runtime_error, names_it);
    for (char const* other : {"Ma", "Mann"}) {
        put(path, other);
        BOOST_CHECK_EXCEPTION((void)jimeng::body_sha256(request), std::runtime_error, names_it);
    }
    BOOST_TEST(request.files->sha256.empty());
    put(path, "Man");
    BOOST_TEST(jimeng::body_sha256(request).size() == 64U);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
