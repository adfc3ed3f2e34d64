#include <jimeng/media/output_names.hpp>

#include "../../net/print_errc.hpp"
#include "../media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <string>

BOOST_AUTO_TEST_SUITE(test_output_names)

namespace {

using jimeng::client_errc;

jimeng::error_code check(std::filesystem::path const& output, bool overwrite = false)
{
    jimeng::diagnostics details;
    auto const ec = jimeng::check_output(output, overwrite, details);
    BOOST_TEST(ec.failed() == !details.client_message.empty());
    return ec;
}

} // namespace

BOOST_AUTO_TEST_CASE(one_picture_takes_the_name_and_several_are_numbered)
{
    BOOST_TEST(jimeng::numbered_path("a/lake.png", 0, 1) == "a/lake.png");
    BOOST_TEST(jimeng::numbered_path("a/lake.png", 0, 2) == "a/lake-1.png");
    BOOST_TEST(jimeng::numbered_path("lake.v2.jpg", 11, 15) == "lake.v2-12.jpg");
    BOOST_TEST(jimeng::numbered_path("lake", 1, 2) == "lake-2");
}

BOOST_AUTO_TEST_CASE(a_folder_is_filled_by_the_tasks_id_whatever_it_holds)
{
    BOOST_TEST(jimeng::output_path("lake.png", *jimeng::task_id::parse("17")) == "lake.png");
    BOOST_TEST(jimeng::output_path("", *jimeng::task_id::parse("17")) == "");
    BOOST_TEST(jimeng::output_path("out/", *jimeng::task_id::parse("7392616336519610409")) ==
               "out/7392616336519610409.png");
    BOOST_TEST(jimeng::output_path("out/", *jimeng::task_id::parse("17"), jimeng::media_kind::video) == "out/17.mp4");
    BOOST_TEST(jimeng::output_path("a.mov", *jimeng::task_id::parse("17"), jimeng::media_kind::video) == "a.mov");
    BOOST_TEST(jimeng::output_path("out/", *jimeng::task_id::parse("../../a.b")) == "out/______a_b.png");
}

BOOST_AUTO_TEST_CASE(a_name_may_leave_its_ending_to_the_format)
{
    auto const id = *jimeng::task_id::parse("17");
    BOOST_TEST(jimeng::output_path("lake.*", id) == "lake.png");
    BOOST_TEST(jimeng::output_path("lake.*", id, jimeng::media_kind::video) == "lake.mp4");
    for (auto const* const whole : {".*", "a/.*", "lake*", "lake.*/x", "lake.*.png"})
        BOOST_TEST(!jimeng::leaves_ending_open(whole), whole);
    for (auto const* const name : {"lake.png", "lake-2.jpg", "lake.mp4"}) {
        jimeng_tests::scratch_folder folder;
        BOOST_TEST(!check(folder / "lake.*").failed());
        jimeng_tests::put(folder / name, "x");
        BOOST_TEST(check(folder / "lake.*") == client_errc::output_exists, name);
        BOOST_TEST(!check(folder / "lake.*", true).failed());
    }
}

BOOST_AUTO_TEST_CASE(what_is_in_the_way_is_known_before_anything_is_paid)
{
    jimeng_tests::scratch_folder folder;
    BOOST_TEST(!check(folder / "new/lake.png").failed());
    BOOST_TEST(!check(folder / "new/").failed());
    jimeng_tests::put(folder / "lake-15.png", "old");
    BOOST_TEST(check(folder / "lake.png") == client_errc::output_exists);
    BOOST_TEST(!check(folder / "lake.png", true).failed());
    BOOST_TEST(check(folder / "lake-15.png") == client_errc::output_exists);
    jimeng::diagnostics details;
    auto const ec = jimeng::check_output(folder / "lake.png", false, details);
    std::string const told = jimeng::error_with_diagnostics{ec, details}.what();
    BOOST_TEST(told.find("overwrite") != std::string::npos);
    BOOST_TEST(told.find("exists already") == told.rfind("exists already"));
    std::filesystem::create_directory(folder / "sea-1.png");
    BOOST_TEST(check(folder / "sea.png", true) == client_errc::bad_path);
    BOOST_TEST(check(folder / "lake-15.png/") == client_errc::bad_path);
}

BOOST_AUTO_TEST_CASE(a_folder_that_takes_no_file_is_known_before_anything_is_paid)
{
    jimeng_tests::scratch_folder folder;
    jimeng_tests::put(folder / "file", "old");
    std::filesystem::create_directory_symlink(folder / "nowhere", folder / "dangling");
    std::filesystem::create_directory_symlink(folder.path(), folder / "link");
    for (auto const* const name : {"file/", "file/a.png", "file/new/", "file/new/a.png", "dangling/", "dangling/a.png"})
        BOOST_TEST(check(folder / name) == client_errc::bad_path, name);
    for (auto const* const name : {"link/", "link/a.png", "link/new/a.png", "new/folder/"})
        BOOST_TEST(!check(folder / name).failed(), name);
    BOOST_TEST(!check("jimeng-no-such-file.png").failed());
    BOOST_TEST(check("/proc/x/a.png") == client_errc::bad_path);
    BOOST_TEST(check("/proc/") == client_errc::bad_path);
    jimeng::diagnostics details;
    BOOST_TEST(!jimeng::check_output_folder("", details).failed());
    BOOST_TEST(jimeng::check_output_folder(folder / "file", details) == client_errc::bad_path);
    BOOST_TEST(details.client_message.find("file: is not a folder") != std::string::npos);
    BOOST_TEST(folder.entries() == 3);
}

BOOST_AUTO_TEST_CASE(a_folder_without_permission_to_write_is_refused)
{
    if (::geteuid() == 0) return; // who is bound by no permission
    jimeng_tests::scratch_folder folder;
    std::filesystem::create_directory(folder / "closed");
    std::filesystem::permissions(folder / "closed", std::filesystem::perms{0555});
    for (auto const* const name : {"closed/", "closed/a.png", "closed/new/a.png"})
        BOOST_TEST(check(folder / name) == client_errc::bad_path, name);
}

BOOST_AUTO_TEST_CASE(what_a_link_leads_to_is_what_must_take_the_file)
{
    jimeng_tests::scratch_folder folder;
    std::filesystem::create_symlink("/proc/self/status", folder / "a.png");
    BOOST_TEST(check(folder / "a.png", true) == client_errc::bad_path);
}

BOOST_AUTO_TEST_CASE(names_that_no_system_takes_are_errors_and_no_exceptions)
{
    std::string const nul{'\0'};
    for (std::string const end : {"", "/", "/a.png"}) {
        BOOST_TEST(check(std::string(300, 'x') + end) == client_errc::bad_path);
        BOOST_TEST(check("new/" + std::string(300, 'x') + end) == client_errc::bad_path);
        BOOST_TEST(check(std::string(5000, 'x') + end) == client_errc::bad_path);
        BOOST_TEST(check("a" + nul + "b" + end) == client_errc::bad_path);
    }
}

BOOST_AUTO_TEST_SUITE_END()
