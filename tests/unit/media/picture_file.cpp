#include <jimeng/media/picture_file.hpp>

#include "../../net/print_errc.hpp"
#include "videos.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#if defined(__linux__)
#include <sys/xattr.h>
#endif
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <string>
#include <string_view>
#include <utility>

namespace {

/// What the system is made to answer: signals that come in between, and a file system that can do little.
int interrupted_syncs = 0;
int interrupted_cuts = 0;
bool interrupted_close = false;
int no_exchange_of_names = 0; ///< An errno value.
int no_links = 0;             ///< An errno value.
int no_syncs = 0;             ///< An errno value.

bool interrupts(int& times)
{
    if (times == 0) return false;
    --times;
    errno = EINTR;
    return true;
}

} // namespace

// These stand before those of the C library.
extern "C" {
int fsync(int descriptor)
{
    if (interrupts(interrupted_syncs)) return -1;
    errno = no_syncs;
    return errno != 0 ? -1 : static_cast<int>(::syscall(SYS_fsync, descriptor));
}
int ftruncate(int descriptor, off_t length) noexcept
{
    return interrupts(interrupted_cuts) ? -1 : static_cast<int>(::syscall(SYS_ftruncate, descriptor, length));
}
int close(int descriptor)
{
    auto const result = static_cast<int>(::syscall(SYS_close, descriptor));
    if (!interrupted_close) return result;
    errno = EINTR;
    return -1;
}
int renameat2(int from_folder, char const* from, int to_folder, char const* to, unsigned flags) noexcept
{
    errno = no_exchange_of_names;
    if (errno != 0) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}
int linkat(int from_folder, char const* from, int to_folder, char const* to, int flags) noexcept
{
    errno = no_links;
    return errno != 0 ? -1 : static_cast<int>(::syscall(SYS_linkat, from_folder, from, to_folder, to, flags));
}
}

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

mode_t umask_of_process()
{
    auto const mask = ::umask(022);
    ::umask(mask);
    return mask;
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
    auto const jpeg = small_jpeg(0);
    BOOST_TEST(!check.write(jpeg.substr(0, 30)));
    BOOST_TEST(!check.write(jpeg.substr(30)));
    error_code ec;
    diagnostics details;
    auto const facts = check.finish(jpeg.size(), ec, details);
    BOOST_TEST(!ec, details.client_message);
    // printf '\xff\xd8\xff\xc0\0\x0b\x08\x01\xe0\x02\x80\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0pixels\xff\0more\xff\xd9' |
    // sha256sum
    BOOST_TEST(facts.sha256 == "81eaf58ff05b89f7e2f45e4b932e79724ca093ac31b2f35ac23a7e4685f22e70");
}

BOOST_AUTO_TEST_CASE(a_size_behind_much_metadata_is_found)
{
    scratch_folder folder;
    auto const a = save(folder / "m.jpg", small_jpeg(4));
    BOOST_TEST(!a.ec);
    BOOST_TEST((a.saved.format == picture_format::jpeg));
    BOOST_TEST(a.saved.width == 640U);
}

BOOST_AUTO_TEST_CASE(row_59_what_is_no_picture_at_all_leaves_nothing)
{
    scratch_folder folder;
    auto const png = small_png();
    auto const refused = [&](std::string const& bytes, std::optional<std::uint64_t> announced = {}) {
        auto const a = save(folder / "x.png", bytes, false, announced);
        BOOST_TEST(!a.details.client_message.empty());
        BOOST_TEST(a.saved.path.empty());
        BOOST_TEST(folder.entries() == 0);
        return a.ec;
    };
    std::string const much(200, ' ');
    for (std::string const& page :
         {std::string{}, std::string{"<html>Not found</html>"}, std::string{"short"}, std::string{"GIF89a"},
          std::string{"\x89PNG\r\n\x1A\n"}, much + "<!DOCTYPE html>" + much,
          "\xEF\xBB\xBF\r\n<?xml version=\"1.0\"?><Error>" + much,
          R"({"error":{"code":"AccessDenied","message":"the words"}})" + much, "[1]" + much, much})
        BOOST_TEST(refused(page) == client_errc::bad_image, page);
    BOOST_TEST(refused(png, png.size() + 1) == client_errc::size_mismatch);
    BOOST_TEST(save(folder / "x.png", small_png(std::string(2 << 20, 'x'))).ec == client_errc::too_large);
    BOOST_TEST(folder.entries() == 0);
}

BOOST_AUTO_TEST_CASE(paid_bytes_are_kept_under_a_name_that_tells_what_they_are)
{
    auto const png = small_png();
    auto const end = png_chunk("IEND", {});
    auto const pixels = zlib_text(std::string(480 * 81, '\0'));
    auto const with = [&](std::string const& middle, std::string const& header = png_header(640, 480)) {
        return png_signature + header + middle + end;
    };
    std::string rows(480 * 81, '\0');
    for (std::size_t i = 0; i != rows.size(); ++i)
        rows[i] = static_cast<char>(i * i % 251);
    auto damaged = zlib_text(rows);
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 0x40);
    auto unlike = pixels; // the sum of what was compressed
    unlike.back() = static_cast<char>(unlike.back() ^ 1);
    auto missing = png;
    missing.erase(png.size() / 2, 9);
    auto wrong = png;
    wrong[png.size() - 20] = static_cast<char>(wrong[png.size() - 20] ^ 1);
    auto const jpeg = small_jpeg();
    auto const frame = jpeg_segment('\xC0', std::string{"\x08\x01\xE0\x02\x80\x01\x01\x11\0", 9});
    auto const scan = jpeg_segment('\xDA', std::string{"\x01\x01\0\0\x3F\0", 6});
    std::string const start{"\xFF\xD8"}, over{"\xFF\xD9"};
    std::string const much(64, '\1');
    std::pair<std::string, char const*> const kinds[] = {
        {png.substr(0, png.size() - 12), "x.broken.png"},
        {png.substr(0, 20), "x.broken.png"},
        {missing, "x.broken.png"},
        {wrong, "x.broken.png"},
        {with(png_chunk("IDAT", damaged)), "x.broken.png"},
        {with(png_chunk("IDAT", unlike)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels.substr(0, pixels.size() - 1))), "x.broken.png"},
        {with(png_chunk("IDAT", zlib_text(std::string(480 * 81 - 1, '\0')))), "x.broken.png"},
        {with(png_chunk("IDAT", zlib_text(std::string(480 * 81 + 1, '\0')))), "x.broken.png"},
        {with(png_chunk("IDAT", pixels) + png_chunk("teXt", {}) + png_chunk("IDAT", pixels)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_header(60'000, 60'000)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_header(66'176, 480)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_header(0, 480)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_header(640, 480, {"\1\2\0\0\0", 5})), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_header(640, 480, {"\1\3\0\0\0", 5})), "x.broken.png"},
        {with(png_chunk("IDAT", pixels), png_chunk("teXt", {}) + png_header(640, 480)), "x.broken.png"},
        {with(png_chunk("IDAT", pixels) + png_chunk("NEED", {})), "x.broken.png"},
        {with({}), "x.broken.png"},
        {jpeg.substr(0, jpeg.size() - 2), "x.broken.jpg"},
        {start + scan + "pixels" + over, "x.broken.jpg"},
        {start + frame + over, "x.broken.jpg"},
        {start + frame + "junk" + scan + over, "x.broken.jpg"},
        {start + frame + scan + "a\xFF\xD0" + "b\xFF\xD2" + "c" + over, "x.broken.jpg"},
        {start + jpeg_segment('\xC0', std::string{"\x08\xEA\x60\xEA\x60\x01\x01\x11\0", 9}) + scan + over,
         "x.broken.jpg"},
        {"RIFF\x10" + std::string(3, '\0') + "WEBPVP8 " + much, "x.webp"},
        {"GIF89a" + much, "x.gif"},
        {std::string(3, '\0') + "\x18" + "ftypavif" + much, "x.avif"},
        {std::string(3, '\0') + "\x18" + "ftypheic" + much, "x.heic"},
        {std::string(3, '\0') + "\x18" + "ftypisom" + much, "x.broken.mp4"},
        {small_mp4(), "x.mp4"},
        {"BM\x36" + std::string(23, '\0') + much, "x.bmp"},
        {std::string{"II*\0", 4} + much, "x.tiff"},
        {much, "x.bin"},
        {"{\1" + much, "x.bin"},
        {"words that are no page are kept, for nobody can tell what they are: " + much, "x.bin"},
    };
    int number = 0;
    for (auto const& [bytes, kept] : kinds) {
        scratch_folder folder;
        auto const a = save(folder / "x.png", bytes);
        BOOST_TEST_CONTEXT(kept << ", kind " << number++ << ": " << a.details.client_message)
        {
            BOOST_TEST(a.ec == client_errc::bad_image);
            BOOST_TEST(a.saved.path == folder / kept);
            BOOST_TEST(a.saved.size_bytes == bytes.size());
            BOOST_TEST(a.details.client_message.find("its bytes are kept as " + a.saved.path) != std::string::npos);
            BOOST_TEST((content_of(folder / kept) == bytes));
            BOOST_TEST(folder.entries() == 1);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_kept_name_never_replaces_a_file)
{
    scratch_folder folder;
    std::string const gif = "GIF89a" + std::string(64, '\1');
    put(folder / "x.gif", "theirs");
    BOOST_TEST(save(folder / "x.png", gif, true).saved.path == folder / "x.1.gif");
    BOOST_TEST(save(folder / "x.png", gif, true).saved.path == folder / "x.2.gif");
    BOOST_TEST(content_of(folder / "x.gif") == "theirs");
    std::string const name = std::string(250, 'n') + ".png"; // no room for a longer ending
    auto const a = save(folder / name, gif);
    BOOST_TEST(std::filesystem::path{a.saved.path}.filename() == std::string(250, 'n') + ".gif");
    auto const b = save(folder / name, small_png().substr(0, 60));
    BOOST_TEST(std::filesystem::path{b.saved.path}.filename() == std::string(244, 'n') + ".broken.png");
    BOOST_TEST(save(folder / "no.ending", gif).saved.path == folder / "no.ending.gif");
}

BOOST_AUTO_TEST_CASE(whole_pictures_of_every_kind_are_good)
{
    auto const made = [](std::string const& kind, std::size_t bytes, std::string const& before = {}) {
        auto const pixels = zlib_text(std::string(bytes, '\0'));
        return png_signature + png_header(13, 9, kind) + before + png_chunk("IDAT", pixels.substr(0, 3)) +
               png_chunk("IDAT", {}) + png_chunk("IDAT", pixels.substr(3)) + png_chunk("tEXt", "a") +
               png_chunk("IEND", {});
    };
    auto const frame = jpeg_segment('\xC2', std::string{"\x08\x01\xE0\x02\x80\x01\x01\x11\0", 9});
    auto const scan = jpeg_segment('\xDA', std::string{"\x01\x01\0\0\x3F\0", 6});
    std::string restarts;
    for (int i = 0; i != 20; ++i)
        restarts += std::string{"x\xFF"} + static_cast<char>(0xD0 + i % 8);
    std::string const pictures[] = {
        made({"\1\0\0\0\0", 5}, 9 * 3),
        made({"\2\0\0\0\0", 5}, 9 * 5),
        made({"\x10\0\0\0\0", 5}, 9 * 27),
        made({"\x08\2\0\0\0", 5}, 9 * 40),
        made({"\4\3\0\0\0", 5}, 9 * 8, png_chunk("PLTE", "abc")),
        made({"\x08\4\0\0\0", 5}, 9 * 27),
        made({"\x10\6\0\0\0", 5}, 9 * 105),
        // Adam7: 2x2, 2x2, 4x1, 3x3, 7x2, 6x5 and 13x4 pixels, each row with its filter
        made({"\x08\0\0\0\1", 5}, 2 * 3 + 2 * 3 + 1 * 5 + 3 * 4 + 2 * 8 + 5 * 7 + 4 * 14),
        std::string{"\xFF\xD8"} + frame + scan + "one" + jpeg_segment('\xC4', "table") + scan + restarts +
            "\xFF\xFF\xD9",
    };
    for (auto const& bytes : pictures)
        for (std::size_t const surplus : {0U, 1U, 64U, 100'000U}) {
            scratch_folder folder;
            auto const a = save(folder / "x.png", bytes + std::string(surplus, 'z'));
            BOOST_TEST(!a.ec, a.details.client_message);
            BOOST_TEST(a.saved.surplus_bytes == surplus);
            BOOST_TEST((content_of(folder / "x.png") == bytes + std::string(surplus, 'z')));
        }
}

BOOST_AUTO_TEST_CASE(row_59_no_cut_and_no_changed_byte_is_taken_for_a_whole_png)
{
    auto const png = small_png();
    auto const good = [](std::string const& bytes, std::size_t piece) {
        picture_check check{bytes.size()};
        error_code ec;
        diagnostics details;
        for (std::string_view left = bytes; !left.empty(); left.remove_prefix(std::min(piece, left.size())))
            BOOST_TEST(!check.write(left.substr(0, piece)));
        static_cast<void>(check.finish(bytes.size(), ec, details));
        return !ec;
    };
    for (std::size_t piece = 1; piece <= png.size(); ++piece)
        BOOST_TEST((good(png, piece) && good(small_jpeg(0), piece)));
    for (std::size_t i = 0; i != png.size(); ++i) {
        BOOST_TEST(!good(png.substr(0, i), 7), i);
        auto less = png;
        BOOST_TEST(!good(less.erase(i, 1), 7), i);
        for (int bit = 0; bit != 8; ++bit) {
            auto other = png;
            other[i] = static_cast<char>(other[i] ^ (1 << bit));
            BOOST_TEST(!good(other, 5), i);
        }
    }
    for (std::size_t i = 0; i != small_jpeg(0).size(); ++i)
        BOOST_TEST(!good(small_jpeg(0).substr(0, i), 3), i);
}

BOOST_AUTO_TEST_CASE(row_60_an_existing_file_stays_unless_overwriting_was_asked_for)
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

BOOST_AUTO_TEST_CASE(a_file_that_appears_meanwhile_is_not_replaced_and_the_picture_is_kept)
{
    scratch_folder folder;
    auto const path = folder / "cat.png";
    put(folder / "cat.1.png", "theirs too");
    error_code ec;
    diagnostics details;
    {
        auto file = picture_file::open(path, false, 1000, ec, details);
        BOOST_TEST_REQUIRE(!ec);
        BOOST_TEST(!file->write(small_png()));
        put(path, "theirs");
        BOOST_TEST(file->commit({}, ec, details).path == folder / "cat.2.png");
        BOOST_TEST(ec == client_errc::output_exists);
        BOOST_TEST(details.client_message.find("the picture is saved as " + (folder / "cat.2.png").string()) !=
                   std::string::npos);
    }
    BOOST_TEST(content_of(path) == "theirs");
    BOOST_TEST(content_of(folder / "cat.1.png") == "theirs too");
    BOOST_TEST((content_of(folder / "cat.2.png") == small_png()));
    BOOST_TEST(folder.entries() == 3);
}

BOOST_AUTO_TEST_CASE(row_60_what_takes_the_name_meanwhile_is_never_followed)
{
    for (bool const overwrite : {false, true})
        for (bool const named_late : {false, true})
            for (std::string const kind : {"link", "dangling", "folder", "pipe"}) {
                scratch_folder folder;
                std::filesystem::create_directory(folder / "far");
                put(folder / "far/theirs", "theirs");
                auto const path = folder / "cat.png";
                error_code ec;
                diagnostics details;
                auto file = named_late ? picture_file::open_unnamed(path, 1000, ec, details)
                                       : picture_file::open(path, overwrite, 1000, ec, details);
                BOOST_TEST_REQUIRE(!ec);
                BOOST_TEST(!file->write(small_png()));
                if (kind == "link") std::filesystem::create_symlink(folder / "far/theirs", path);
                if (kind == "dangling") std::filesystem::create_symlink(folder / "far/new", path);
                if (kind == "folder") std::filesystem::create_directory(path);
                if (kind == "pipe") BOOST_TEST_REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
                auto const saved = named_late ? file->commit_as({path, {}, overwrite}, {}, ec, details)
                                              : file->commit({}, ec, details);
                bool const replaced = overwrite && (kind == "link" || kind == "dangling");
                BOOST_TEST_CONTEXT(kind << (overwrite ? ", overwriting" : "") << ": " << details.client_message)
                {
                    BOOST_TEST(ec.failed() == !replaced);
                    BOOST_TEST(saved.path == folder / (replaced ? "cat.png" : "cat.1.png"));
                    BOOST_TEST((content_of(saved.path) == small_png()));
                    BOOST_TEST(!std::filesystem::is_symlink(saved.path));
                    BOOST_TEST(content_of(folder / "far/theirs") == "theirs");
                    BOOST_TEST(!std::filesystem::exists(folder / "far/new"));
                }
            }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_exchanged_meanwhile_leads_nowhere)
{
    scratch_folder folder;
    std::filesystem::create_directory(folder / "out");
    std::filesystem::create_directory(folder / "theirs");
    error_code ec;
    diagnostics details;
    auto file = picture_file::open(folder / "out/cat.png", true, 1000, ec, details);
    BOOST_TEST_REQUIRE(!ec);
    BOOST_TEST(!file->write(small_png()));
    std::filesystem::rename(folder / "out", folder / "moved");
    std::filesystem::create_directory_symlink(folder / "theirs", folder / "out");
    static_cast<void>(file->commit({}, ec, details));
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST(std::filesystem::is_empty(folder / "theirs"));
    BOOST_TEST((content_of(folder / "moved/cat.png") == small_png()));
}

BOOST_AUTO_TEST_CASE(nobody_else_reads_a_picture_that_grows)
{
    scratch_folder folder;
    auto const mask = ::umask(0);
    error_code ec;
    diagnostics details;
    auto const file = picture_file::open_unnamed(folder / "x.png", 1000, ec, details);
    auto const other = picture_file::open(folder / "y.png", true, 1000, ec, details);
    ::umask(mask);
    for (auto const& entry : std::filesystem::directory_iterator{folder.path()})
        BOOST_TEST((entry.status().permissions() == std::filesystem::perms{0600}));
}

BOOST_AUTO_TEST_CASE(row_60_what_cannot_be_a_picture_file_is_refused)
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

BOOST_AUTO_TEST_CASE(row_50_a_file_that_cannot_grow_is_a_full_disk_and_no_signal)
{
    scratch_folder folder;
    rlimit before{};
    BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    for (auto const handling : {SIG_IGN, SIG_DFL}) { // by default the signal ends the process
        auto const handler = std::signal(SIGXFSZ, handling);
        rlimit const tight{4096, before.rlim_max};
        BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
        auto const a = save(folder / "x.png", small_png(std::string(10'000, 'x')));
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        BOOST_TEST(a.ec == client_errc::disk_full);
        BOOST_TEST(folder.entries() == 0);
    }
}

BOOST_AUTO_TEST_CASE(row_60_a_nul_in_a_name_is_refused)
{
    scratch_folder folder;
    auto const path = (folder / "cat.png").string();
    for (bool const overwrite : {false, true}) {
        put(path, "old");
        for (auto const& bad : {path + '\0' + "x", std::string{"\0", 1} + path, path + '\0'})
            BOOST_TEST(save(bad, small_png(), overwrite).ec == client_errc::bad_path);
        BOOST_TEST(content_of(path) == "old");
        BOOST_TEST(folder.entries() == 1);
    }
}

BOOST_AUTO_TEST_CASE(overwriting_keeps_the_permission_bits)
{
    scratch_folder folder;
    auto const path = folder / "cat.png";
    for (::mode_t const mode : {0600U, 0640U, 0666U, 0751U}) {
        put(path, "old");
        BOOST_TEST_REQUIRE(::chmod(path.c_str(), mode) == 0);
        BOOST_TEST(!save(path, small_png(), true).ec);
        struct stat now {};
        BOOST_TEST_REQUIRE(::stat(path.c_str(), &now) == 0);
        BOOST_TEST((now.st_mode & 07777U) == mode);
    }
    auto const mask = ::umask(027);
    BOOST_TEST(!save(folder / "new.png", small_png(), true).ec);
    ::umask(mask);
    struct stat now {};
    BOOST_TEST_REQUIRE(::stat((folder / "new.png").c_str(), &now) == 0);
    BOOST_TEST((now.st_mode & 07777U) == 0640U);
}

#if defined(__linux__)

BOOST_AUTO_TEST_CASE(a_new_file_gets_the_bits_that_its_folder_gives)
{
    struct entry {
        std::uint16_t tag, bits;
        std::uint32_t id = 0xFFFFFFFF;
    };
    struct list {
        std::uint32_t version = 2;
        entry owner{0x01, 6}, group{0x04, 6}, others{0x20, 0};
    };
    scratch_folder folder;
    list const all{};
    auto const where = folder.path().string();
    if (::setxattr(where.c_str(), "system.posix_acl_default", &all, sizeof all, 0) != 0)
        BOOST_TEST_MESSAGE("the file system of temporary files knows no lists of access: left out");
    else {
        BOOST_TEST(!save(folder / "new.png", small_png(), true).ec);
        struct stat now {};
        BOOST_TEST_REQUIRE(::stat((folder / "new.png").c_str(), &now) == 0);
        BOOST_TEST((now.st_mode & 07777U) == 0660U); // whatever the mask is
        BOOST_TEST(folder.entries() == 1);
    }
}

#endif

BOOST_AUTO_TEST_CASE(a_signal_in_between_is_no_failure)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    auto file = picture_file::open(folder / "x.png", false, 1000, ec, details);
    BOOST_TEST_REQUIRE(!ec);
    interrupted_cuts = 2;
    BOOST_TEST(!file->restart());
    BOOST_TEST(interrupted_cuts == 0);
    BOOST_TEST(!file->write(small_png()));
    interrupted_syncs = 2;
    interrupted_close = true;
    static_cast<void>(file->commit({}, ec, details));
    interrupted_close = false;
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST(interrupted_syncs == 0);
    BOOST_TEST((content_of(folder / "x.png") == small_png()));
}

BOOST_AUTO_TEST_CASE(row_51_a_file_system_without_a_sync_keeps_the_picture_and_a_broken_disk_is_told)
{
    for (int const answer : {EINVAL, ENOSYS, ENOTSUP, EIO}) {
        scratch_folder folder;
        error_code ec;
        diagnostics details;
        auto file = picture_file::open(folder / "x.png", false, 1000, ec, details);
        BOOST_TEST_REQUIRE(!ec);
        BOOST_TEST(!file->write(small_png()));
        no_syncs = answer;
        static_cast<void>(file->commit({}, ec, details));
        no_syncs = 0;
        BOOST_TEST(ec == (answer == EIO ? error_code{client_errc::file_io} : error_code{}), details.client_message);
        if (answer != EIO) BOOST_TEST((content_of(folder / "x.png") == small_png()));
    }
}

BOOST_AUTO_TEST_CASE(a_file_system_that_can_do_little_is_enough)
{
    for (int const no_exchange : {EINVAL, ENOSYS})
        for (int const links : {0, EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS}) {
            scratch_folder folder;
            no_exchange_of_names = no_exchange;
            no_links = links;
            auto const made = save(folder / "x.png", small_png());
            error_code late;
            diagnostics details;
            auto second = picture_file::open(folder / "y.png", false, 1000, late, details);
            BOOST_TEST(!second->write(small_png()));
            put(folder / "y.png", "theirs");
            static_cast<void>(second->commit({}, late, details));
            second.reset();
            no_exchange_of_names = no_links = 0;
            BOOST_TEST(!made.ec, made.details.client_message);
            BOOST_TEST((content_of(folder / "x.png") == small_png()));
            BOOST_TEST(late == client_errc::output_exists);
            BOOST_TEST(content_of(folder / "y.png") == "theirs");
            BOOST_TEST((content_of(folder / "y.1.png") == small_png()));
            BOOST_TEST(folder.entries() == 3);
        }
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

BOOST_AUTO_TEST_CASE(a_picture_may_get_its_name_when_it_is_there)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    put(folder / "x.png", "old");
    ::chmod((folder / "x.png").c_str(), 0600);
    auto file = picture_file::open_unnamed(folder / "x.png", 1000, ec, details);
    BOOST_TEST_REQUIRE(!ec);
    BOOST_TEST(!file->write(small_png()));
    BOOST_TEST(folder.entries() == 2);
    BOOST_TEST(file->commit_as({folder / "x-1.png"}, {}, ec, details).path == folder / "x-1.png");
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST((content_of(folder / "x-1.png") == small_png()));
    BOOST_TEST(content_of(folder / "x.png") == "old");
    struct stat facts {};
    BOOST_TEST(::stat((folder / "x-1.png").c_str(), &facts) == 0);
    BOOST_TEST((facts.st_mode & 0077) == (0066 & ~umask_of_process())); // not the old file's
    BOOST_TEST(folder.entries() == 2);
}

BOOST_AUTO_TEST_CASE(a_name_in_another_folder_takes_the_bytes_along)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    auto const png = small_png(std::string(100'000, 'm'));
    std::filesystem::create_directory(folder / "far");
    put(folder / "far/real.png", "old");
    std::filesystem::create_symlink(folder / "far/real.png", folder / "x.png");
    auto file = picture_file::open_unnamed(folder / "x.png", 1 << 20, ec, details);
    BOOST_TEST_REQUIRE(!ec);
    BOOST_TEST(!file->write(png));
    auto const saved = file->commit_as({folder / "x.png", folder / "far/real.png", true}, {}, ec, details);
    BOOST_TEST(saved.path == folder / "x.png");
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST((content_of(folder / "far/real.png") == png));
    BOOST_TEST(std::filesystem::is_symlink(folder / "x.png"));
    BOOST_TEST(folder.entries() == 2);
    BOOST_TEST(std::distance(std::filesystem::directory_iterator{folder / "far"}, {}) == 1);
}

BOOST_AUTO_TEST_CASE(bytes_that_cannot_be_copied_stay_where_they_are)
{
    scratch_folder folder;
    put(folder / "file", "no folder");
    for (bool const whole : {true, false}) {
        error_code ec;
        diagnostics details;
        auto const bytes = whole ? small_png() : small_png().substr(0, 60);
        auto file = picture_file::open_unnamed(folder / "x.png", 1000, ec, details);
        BOOST_TEST_REQUIRE(!ec);
        BOOST_TEST(!file->write(bytes));
        auto const saved = file->commit_as({folder / "x.png", folder / "file/x.png", true}, {}, ec, details);
        BOOST_TEST(ec == (whole ? client_errc::file_io : client_errc::bad_image));
        BOOST_TEST(saved.path == folder / (whole ? "x.1.png" : "x.broken.png"));
        BOOST_TEST(details.client_message.find(saved.path) != std::string::npos);
        BOOST_TEST((content_of(saved.path) == bytes));
    }
    BOOST_TEST(folder.entries() == 3);
}

BOOST_AUTO_TEST_CASE(the_bytes_choose_the_ending_where_nobody_else_does)
{
    std::string const gif = "GIF89a" + std::string(64, '\1');
    std::pair<std::string, char const*> const kinds[] = {{small_jpeg(0), "17.jpg"},
                                                         {small_png(), "17.png"},
                                                         {gif, "17.gif"},
                                                         {small_mp4(), "17.mp4"},
                                                         {small_mp4().substr(0, 300), "17.broken.mp4"},
                                                         {small_jpeg(0).substr(0, 20), "17.broken.jpg"}};
    for (auto const& [bytes, name] : kinds) {
        scratch_folder folder;
        error_code ec;
        diagnostics details;
        auto file = picture_file::open_unnamed(folder / "17.png", 1000, ec, details);
        BOOST_TEST(!file->write(bytes));
        BOOST_TEST(file->commit_as({folder / "17.png", {}, false, true}, {}, ec, details).path == folder / name);
        BOOST_TEST(folder.entries() == 1);
    }
    scratch_folder folder;
    BOOST_TEST(save(folder / "wish.png", small_jpeg(0)).saved.path == folder / "wish.png");
}

BOOST_AUTO_TEST_CASE(a_picture_without_a_name_leaves_nothing)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    {
        auto const file = picture_file::open_unnamed(folder / "new/x.png", 1000, ec, details);
        BOOST_TEST(!ec);
    }
    BOOST_TEST(std::filesystem::is_empty(folder / "new"));
    put(folder / "file", "");
    BOOST_TEST(!picture_file::open_unnamed(folder / "file/x.png", 1000, ec, details).has_value());
    BOOST_TEST(ec == client_errc::file_io);
    BOOST_TEST(!details.client_message.empty());
}

/// What was wanted decides what is good, and the bytes what a file is called that is not.
BOOST_AUTO_TEST_CASE(a_video_is_a_file_like_any_other)
{
    scratch_folder folder;
    error_code ec;
    diagnostics details;
    auto const put_as = [&](std::string const& bytes, std::string const& name, bool ending_from_bytes) {
        auto file = picture_file::open_unnamed(folder / name, {}, ec, details, wanted_media::video);
        BOOST_TEST(!file->write("begun once"));
        BOOST_TEST(!file->restart());
        BOOST_TEST(!file->write(bytes));
        return file->commit_as({folder / name, {}, false, ending_from_bytes}, bytes.size(), ec, details);
    };
    auto const saved = put_as(small_mp4(), "cat.mp4", false);
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST(saved.path == folder / "cat.mp4");
    BOOST_TEST((saved.duration == std::chrono::milliseconds{5042}));
    BOOST_TEST(put_as(small_mp4(), "17.png", true).path == folder / "17.mp4");
    BOOST_TEST(put_as(small_png(), "dog.mp4", false).path == folder / "dog.png");
    BOOST_TEST(ec == client_errc::bad_image);
    BOOST_TEST(put_as(small_mp4().substr(0, 200), "cow.mp4", false).path == folder / "cow.broken.mp4");
    BOOST_TEST(ec == client_errc::bad_image);
    BOOST_TEST(put_as(small_mp4(), "cat.mp4", false).path == folder / "cat.1.mp4");
    BOOST_TEST(ec == client_errc::output_exists);
    BOOST_TEST(details.client_message.find("the video is saved as ") != std::string::npos);
    BOOST_TEST(folder.entries() == 5);
}

BOOST_AUTO_TEST_SUITE_END()
