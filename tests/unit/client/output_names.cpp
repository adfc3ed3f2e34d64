#include <jimeng/client/output_names.hpp>

#include "../../net/print_errc.hpp"
#include "../net/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

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

BOOST_AUTO_TEST_SUITE(test_output_names)

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
    BOOST_TEST(jimeng::output_path("out/", *jimeng::task_id::parse("../../a.b")) == "out/______a_b.png");
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
    std::filesystem::create_directory(folder / "sea-1.png");
    BOOST_TEST(check(folder / "sea.png", true) == client_errc::bad_path);
    BOOST_TEST(check(folder / "lake-15.png/") == client_errc::bad_path);
}

BOOST_AUTO_TEST_SUITE_END()
