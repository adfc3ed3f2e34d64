#include <jimeng/net/detail/outgoing_body.hpp>

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace test_outgoing_body {

namespace {

using jimeng::detail::outgoing_body;

/// A file of this test, and a request that sends it.
struct with_file {
    std::string path =
        (std::filesystem::temp_directory_path() / ("jimeng-outgoing-" + std::to_string(::getpid()))).string();
    std::string content = std::string(200'000, 'a') + "end";
    jimeng::http_request request;

    with_file()
    {
        write(content);
        request.body = R"({"b":[")";
        request.files = std::make_shared<jimeng::file_body>();
        request.files->parts.push_back({path, content.size(), R"("]})"});
    }
    ~with_file() { std::filesystem::remove(path); }
    void write(std::string const& text) const { std::ofstream{path, std::ios::binary} << text; }
};

std::string all_of(outgoing_body& body, std::size_t most)
{
    std::string all;
    for (auto piece = body.take(most); !piece.empty(); piece = body.take(most)) {
        BOOST_TEST(piece.size() <= most);
        all += piece;
    }
    return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(test_outgoing_body, with_file)

BOOST_AUTO_TEST_CASE(a_text_leaves_in_pieces)
{
    jimeng::http_request const plain{.body = "0123456789"};
    outgoing_body body{plain};
    BOOST_TEST(body.take(4) == "0123");
    BOOST_TEST(!body.all_taken());
    BOOST_TEST(body.take(100) == "456789");
    BOOST_TEST(body.all_taken());
    BOOST_TEST(body.take(4).empty());
}

BOOST_AUTO_TEST_CASE(a_file_leaves_as_it_was_hashed)
{
    auto const hash = jimeng::body_sha256(request);
    std::string whole;
    BOOST_TEST(jimeng::read_whole_body(request, whole));
    BOOST_TEST(hash == jimeng::to_hex(jimeng::sha256(whole)));
    for (std::size_t const most : {1000U, 16'384U, 1'000'000U}) {
        outgoing_body body{request};
        BOOST_TEST((all_of(body, most) == whole));
        BOOST_TEST(body.all_taken());
        BOOST_TEST(body.complaint().empty());
    }
}

/// Of the same length, so only the hash tells.
BOOST_AUTO_TEST_CASE(what_changed_after_it_was_signed_never_leaves_whole)
{
    std::string whole;
    BOOST_TEST(jimeng::read_whole_body(request, whole));
    static_cast<void>(jimeng::body_sha256(request));
    content.front() = 'b';
    write(content);
    outgoing_body body{request};
    auto const left = all_of(body, 16'384);
    BOOST_TEST(left.size() < whole.size());
    BOOST_TEST(!body.all_taken());
    BOOST_TEST(body.complaint().find("changed") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_became_shorter_longer_or_went_is_named)
{
    for (auto const* kind : {"shorter", "longer", "gone"}) {
        BOOST_TEST_CONTEXT(kind)
        {
            write(content);
            if (kind == std::string{"gone"}) std::filesystem::remove(path);
            outgoing_body body{request};
            auto const first = body.take(10).size();
            if (kind == std::string{"shorter"}) std::filesystem::resize_file(path, content.size() - 1);
            if (kind == std::string{"longer"}) std::filesystem::resize_file(path, content.size() + 1);
            auto const left = all_of(body, 16'384);
            BOOST_TEST(first + left.size() < jimeng::body_size(request));
            BOOST_TEST(body.complaint().find(std::filesystem::path{path}.filename().string()) != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_signer_of_a_file_that_went_names_it)
{
    std::filesystem::remove(path);
    BOOST_CHECK_EXCEPTION(
        static_cast<void>(jimeng::body_sha256(request)), std::runtime_error,
        [this](auto const& error) { return std::string{error.what()}.find(path) != std::string::npos; });
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace test_outgoing_body
