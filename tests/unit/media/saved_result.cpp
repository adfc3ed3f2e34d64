#include <jimeng/media/saved_result.hpp>

#include "videos.hpp"

#include <jimeng/sign/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <string>

BOOST_AUTO_TEST_SUITE(test_saved_result)

using namespace jimeng_tests;
using jimeng::find_saved;
using jimeng::lies_at;

namespace {

std::string placed(std::filesystem::path const& path, std::string const& bytes)
{
    put(path, bytes);
    return path.string();
}

} // namespace

BOOST_AUTO_TEST_CASE(what_lies_there_is_told_as_when_it_was_saved)
{
    scratch_folder folder;
    auto const path = placed(folder / "cat.png", small_png());
    for (auto const& hash : {std::string{}, jimeng::to_hex(jimeng::sha256(small_png()))}) {
        auto const facts = find_saved({3, path, hash});
        BOOST_TEST_REQUIRE(facts.has_value());
        BOOST_TEST(facts->path == path);
        BOOST_TEST((facts->width == 640U && facts->height == 480U));
        BOOST_TEST((facts->format == jimeng::media_format::png));
        BOOST_TEST(facts->size_bytes == small_png().size());
        BOOST_TEST(facts->sha256 == jimeng::to_hex(jimeng::sha256(small_png())));
    }
    auto const video = find_saved({0, placed(folder / "cat.mp4", small_mp4()), {}});
    BOOST_TEST_REQUIRE(video.has_value());
    BOOST_TEST((video->duration == std::chrono::milliseconds{5042}));
}

BOOST_AUTO_TEST_CASE(anything_else_is_not_there)
{
    scratch_folder folder;
    auto const hash = jimeng::to_hex(jimeng::sha256(small_png()));
    auto const found = [&](std::filesystem::path const& path) {
        return find_saved({0, path.string(), hash}).has_value();
    };
    BOOST_TEST(!found(""));
    BOOST_TEST(!found(folder / "none.png"));
    BOOST_TEST(!found(placed(folder / "other.png", small_png("another"))));
    BOOST_TEST(!find_saved({0, placed(folder / "cut.png", small_png().substr(0, 60)), {}}));
    BOOST_TEST(!find_saved({0, placed(folder / "page.png", "<html>"), {}}));
    BOOST_TEST(!find_saved({0, placed(folder / "empty.png", ""), {}}));
    BOOST_TEST(!found(placed(folder / "cat.png", small_png()) + std::string{"\0x", 2}));
    std::filesystem::create_directory(folder / "folder.png");
    BOOST_TEST(!found(folder / "folder.png"));
    BOOST_TEST(::mkfifo((folder / "pipe.png").c_str(), 0600) == 0);
    BOOST_TEST(!found(folder / "pipe.png")); // and nobody waits for its other end
}

BOOST_AUTO_TEST_CASE(a_path_is_known_however_it_is_written)
{
    scratch_folder folder;
    auto const path = placed(folder / "cat.png", small_png());
    jimeng::saved_results const own{{0, path, {}}, {1, (folder / "gone.png").string(), {}}};
    BOOST_TEST(lies_at(path, own));
    BOOST_TEST(lies_at((folder / "./cat.png").string(), own));
    BOOST_TEST(!lies_at(placed(folder / "dog.png", small_png()), own));
    BOOST_TEST(!lies_at((folder / "gone.png").string(), own));
    BOOST_TEST(!lies_at(path, {}));
}

BOOST_AUTO_TEST_SUITE_END()
