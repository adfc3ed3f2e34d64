#include <jimeng/net/picture_file.hpp>

#include "../../net/print_errc.hpp"
#include "pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

using namespace jimeng;
using namespace jimeng_tests;

namespace {

struct attempt {
    error_code ec;
    diagnostics details;
    saved_picture saved;
};

attempt save(std::filesystem::path const& path, std::string const& bytes, bool overwrite = false,
             std::optional<std::uint64_t> announced = {})
{
    attempt a;
    auto file = picture_file::open(path, overwrite, 1 << 20, a.ec, a.details);
    BOOST_TEST(file.has_value() == !a.ec);
    if (a.ec) return a;
    std::size_t const piece = bytes.size() < 1000 ? 1 : 4000;
    for (std::size_t at = 0; at < bytes.size() && !a.ec; at += piece)
        a.ec = file->write(std::string_view{bytes}.substr(at, piece));
    if (!a.ec) a.saved = file->commit(announced, a.ec, a.details);
    return a;
}

} // namespace

BOOST_AUTO_TEST_SUITE(test_picture_file)

BOOST_AUTO_TEST_CASE(a_whole_picture_gets_its_name)
{
    scratch_folder folder;
    auto const path = folder / "a/b/cat.png";
    auto const png = small_png();
    auto const a = save(path, png, false, png.size());
    BOOST_TEST_REQUIRE(!a.ec, a.details.client_message);
    BOOST_TEST(a.saved.path == path);
    BOOST_TEST((a.saved.format == picture_format::png));
    BOOST_TEST(a.saved.width == 640U);
    BOOST_TEST(a.saved.height == 480U);
    BOOST_TEST(a.saved.size_bytes == png.size());
    BOOST_TEST((content_of(path) == png));
    BOOST_TEST(std::distance(std::filesystem::directory_iterator{path.parent_path()}, {}) == 1);
}

BOOST_AUTO_TEST_CASE(the_hash_is_sha256_of_all_bytes)
{
    picture_check check{1000};
    auto const png = small_png("0123456789");
    BOOST_TEST(!check.write(png.substr(0, 30)));
    BOOST_TEST(!check.write(png.substr(30)));
    error_code ec;
    diagnostics details;
    auto const facts = check.finish(png.size(), ec, details);
    BOOST_TEST(!ec);
    // printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe00123456789\0\0\0\0IEND\xaeB`\x82' | sha256sum
    BOOST_TEST(facts.sha256 == "8ed33f0474610936a6bd920dc9e2715b29d408762ad91b86ada3bd720b3bc2c9");
}

BOOST_AUTO_TEST_CASE(a_size_behind_much_metadata_is_found)
{
    scratch_folder folder;
    auto const a = save(folder / "m.jpg", small_jpeg(4));
    BOOST_TEST(!a.ec);
    BOOST_TEST((a.saved.format == picture_format::jpeg));
    BOOST_TEST(a.saved.width == 640U);
}

BOOST_AUTO_TEST_CASE(what_is_not_a_whole_picture_leaves_nothing)
{
    scratch_folder folder;
    auto const png = small_png();
    auto const refused = [&](std::string const& bytes, std::optional<std::uint64_t> announced = {}) {
        auto const a = save(folder / "x.png", bytes, false, announced);
        BOOST_TEST(!a.details.client_message.empty());
        BOOST_TEST(folder.entries() == 0);
        return a.ec;
    };
    BOOST_TEST(refused("") == client_errc::bad_image);
    BOOST_TEST(refused("<html>Not found</html>") == client_errc::bad_image);
    BOOST_TEST(refused(png.substr(0, png.size() - 12)) == client_errc::bad_image);
    BOOST_TEST(refused(small_jpeg().substr(0, small_jpeg().size() - 2)) == client_errc::bad_image);
    BOOST_TEST(refused(png, png.size() + 1) == client_errc::size_mismatch);
    auto wide = png;
    wide[17] = '\x01'; // 66,176 pixels
    BOOST_TEST(refused(wide) == client_errc::bad_image);
    BOOST_TEST(save(folder / "x.png", small_png(std::string(2 << 20, 'x'))).ec == client_errc::too_large);
    BOOST_TEST(folder.entries() == 0);
}

BOOST_AUTO_TEST_CASE(an_existing_file_stays_unless_overwriting_was_asked_for)
{
    scratch_folder folder;
    auto const path = folder / "cat.png";
    put(path, "old");
    auto const refused = save(path, small_png());
    BOOST_TEST(refused.ec == client_errc::output_exists);
    BOOST_TEST(content_of(path) == "old");
    BOOST_TEST(!save(path, small_png(), true).ec);
    BOOST_TEST((content_of(path) == small_png()));
    BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(a_file_that_appears_meanwhile_is_not_replaced)
{
    scratch_folder folder;
    auto const path = folder / "cat.png";
    error_code ec;
    diagnostics details;
    {
        auto file = picture_file::open(path, false, 1000, ec, details);
        BOOST_TEST_REQUIRE(!ec);
        BOOST_TEST(!file->write(small_png()));
        put(path, "theirs");
        BOOST_TEST(file->commit({}, ec, details).path.empty());
        BOOST_TEST(ec == client_errc::output_exists);
    }
    BOOST_TEST(content_of(path) == "theirs");
    BOOST_TEST(folder.entries() == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_a_picture_file_is_refused)
{
    scratch_folder folder;
    std::filesystem::create_directory(folder / "folder");
    std::filesystem::create_symlink("nowhere", folder / "dangling");
    BOOST_TEST_REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    for (bool const overwrite : {false, true}) {
        for (auto const* const name : {"folder", "dangling", "pipe", "folder/", "."})
            BOOST_TEST(save(folder / name, small_png(), overwrite).ec == client_errc::bad_path, name);
        BOOST_TEST(save("", small_png(), overwrite).ec == client_errc::bad_path);
        put(folder / "plain", "");
        BOOST_TEST(save(folder / "plain/x.png", small_png(), overwrite).ec.failed());
    }
    BOOST_TEST(folder.entries() == 4);
}

BOOST_AUTO_TEST_CASE(overwriting_a_link_replaces_the_file_it_names)
{
    scratch_folder folder;
    put(folder / "real.png", "old");
    std::filesystem::create_symlink("real.png", folder / "link.png");
    BOOST_TEST(save(folder / "link.png", small_png()).ec == client_errc::output_exists);
    BOOST_TEST(!save(folder / "link.png", small_png(), true).ec);
    BOOST_TEST(std::filesystem::is_symlink(folder / "link.png"));
    BOOST_TEST((content_of(folder / "real.png") == small_png()));
}

BOOST_AUTO_TEST_CASE(a_name_of_255_bytes_has_room_for_its_temporary)
{
    scratch_folder folder;
    BOOST_TEST(!save(folder / (std::string(251, 'n') + ".png"), small_png()).ec);
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_grow_is_a_full_disk)
{
    scratch_folder folder;
    rlimit before{};
    BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto const handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit const tight{4096, before.rlim_max};
    BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    auto const a = save(folder / "x.png", small_png(std::string(10'000, 'x')));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    BOOST_TEST(a.ec == client_errc::disk_full);
    BOOST_TEST(folder.entries() == 0);
}

BOOST_AUTO_TEST_CASE(a_restart_forgets_what_was_written)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    auto file = picture_file::open(folder / "x.png", false, 1000, ec, details);
    BOOST_TEST_REQUIRE(!ec);
    BOOST_TEST(!file->write(std::string(700, 'x')));
    BOOST_TEST(!file->restart());
    BOOST_TEST(!file->write(small_png()));
    BOOST_TEST(file->commit(small_png().size(), ec, details).size_bytes == small_png().size());
    BOOST_TEST(!ec);
    BOOST_TEST((content_of(folder / "x.png") == small_png()));
}

BOOST_AUTO_TEST_SUITE_END()
