#include <jimeng/net/picture_file.hpp>

#include "../../net/print_errc.hpp"
#include "pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>

namespace {

/// What the system is made to answer: signals that come in between, and a file system that can do little.
int interrupted_syncs = 0;
int interrupted_cuts = 0;
bool interrupted_close = false;
int no_exchange_of_names = 0;   ///< An errno value.
int no_links = 0;               ///< An errno value.
bool folders_are_apart = false; ///< Each on a file system of its own.

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
    return interrupts(interrupted_syncs) ? -1 : static_cast<int>(::syscall(SYS_fsync, descriptor));
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
int rename(char const* from, char const* to) noexcept
{
    auto const folder = [](std::string_view path) { return path.substr(0, path.rfind('/')); };
    errno = EXDEV;
    if (folders_are_apart && folder(from) != folder(to)) return -1;
    return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
int link(char const* from, char const* to) noexcept
{
    errno = no_links;
    return errno != 0 ? -1 : static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
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

BOOST_AUTO_TEST_CASE(a_nul_in_a_name_is_refused)
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
            BOOST_TEST(folder.entries() == 2);
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
    BOOST_TEST(file->rename(folder / "x.png", false, details) == client_errc::output_exists);
    BOOST_TEST(file->rename(folder.path(), true, details) == client_errc::bad_path);
    BOOST_TEST(!file->rename(folder / "x-1.png", false, details));
    BOOST_TEST(file->commit({}, ec, details).path == folder / "x-1.png");
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
    BOOST_TEST(!file->rename(folder / "x.png", true, details), details.client_message);
    folders_are_apart = true;
    auto const saved = file->commit({}, ec, details);
    folders_are_apart = false;
    BOOST_TEST(saved.path == folder / "x.png");
    BOOST_TEST(!ec, details.client_message);
    BOOST_TEST((content_of(folder / "far/real.png") == png));
    BOOST_TEST(std::filesystem::is_symlink(folder / "x.png"));
    BOOST_TEST(folder.entries() == 2);
    BOOST_TEST(std::distance(std::filesystem::directory_iterator{folder / "far"}, {}) == 1);
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

BOOST_AUTO_TEST_SUITE_END()
