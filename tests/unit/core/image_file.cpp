#include <jimeng/core/image_file.hpp>

#include "../../support/fields.hpp"

#include "../media/pictures.hpp"
#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

namespace test_image_file {

namespace {

using jimeng::image_file;
using jimeng::rule;
namespace rules = jimeng::rules;

} // namespace

} // namespace test_image_file

BOOST_FIXTURE_TEST_SUITE(test_image_file, jimeng_tests::scratch_folder)

BOOST_AUTO_TEST_CASE(pictures_are_known_by_their_bytes_whatever_they_are_called)
{
    jimeng_tests::put(path() / "one.txt", jimeng_tests::small_png());
    jimeng_tests::put(path() / "two", jimeng_tests::small_jpeg());
    auto const png = image_file::parse((path() / "one.txt").string());
    BOOST_REQUIRE(png.has_value());
    BOOST_TEST(png->path() == (path() / "one.txt").string());
    BOOST_TEST(png->size_bytes() == jimeng_tests::small_png().size());
    BOOST_TEST(image_file::parse((path() / "two").string()).has_value());
}

BOOST_AUTO_TEST_CASE(row_61_what_is_no_readable_picture_is_refused_by_its_rule)
{
    jimeng_tests::put(path() / "page.png", "<html>");
    jimeng_tests::put(path() / "empty.png", "");
    auto const rule_of = [&](std::string const& name) {
        return image_file::parse((path() / name).string()).why().broken;
    };
    BOOST_TEST(rule_of("page.png") == rules::image_file_is_png_or_jpeg);
    BOOST_TEST(rule_of("empty.png") == rules::image_file_is_png_or_jpeg);
    BOOST_TEST(rule_of("none.png") == rules::image_file_is_readable);
    BOOST_TEST(rule_of("") == rules::image_file_is_readable);
    BOOST_TEST(rule_of(std::string{"page.png\0", 9}) == rules::image_file_is_readable);
}

BOOST_AUTO_TEST_CASE(row_61_a_file_may_have_fifteen_mib_and_not_a_byte_more)
{
    jimeng_tests::put(path() / "large.png", jimeng_tests::small_png());
    std::filesystem::resize_file(path() / "large.png", jimeng::image_file_limit_bytes);
    BOOST_TEST(image_file::parse((path() / "large.png").string()).has_value());
    std::filesystem::resize_file(path() / "large.png", jimeng::image_file_limit_bytes + 1);
    auto const refused = image_file::parse((path() / "large.png").string());
    BOOST_TEST(jimeng::describe(refused.why()) ==
               "binary_data_base64 " + (path() / "large.png").string() +
                   ": input image is larger than 15 MiB (limit 15728640 bytes); make the picture smaller");
}

BOOST_AUTO_TEST_CASE(a_list_keeps_the_callers_order_and_its_limit)
{
    jimeng_tests::put(path() / "a", jimeng_tests::small_png());
    jimeng_tests::put(path() / "b", jimeng_tests::small_png());
    jimeng::image_files_up_to<2> files;
    BOOST_TEST(files.empty());
    BOOST_TEST(files.add((path() / "none").string()).broken == rules::image_file_is_readable);
    BOOST_TEST(!files.add((path() / "b").string()));
    BOOST_TEST(!files.add((path() / "a").string()));
    BOOST_TEST(files.add((path() / "a").string()).broken == rules::image_count_within_limit);
    BOOST_TEST(files.size() == 2U);
    BOOST_TEST(files.begin()->path() == (path() / "b").string());
}

BOOST_AUTO_TEST_CASE(what_somebody_sent_is_kept)
{
    given_fields sent{false, {{"files", std::vector<std::string>{"aGVsbG8=", "d29ybGQ="}}}};
    auto const files = jimeng::image_files_up_to<2>::read("files", sent);
    BOOST_TEST_REQUIRE(files.has_value());
    BOOST_TEST(files->size() == 2U);
    noted_fields sink;
    files->write("files", sink);
    BOOST_TEST(sink.seen == "files=[aGVsbG8=,d29ybGQ=]");
}

BOOST_AUTO_TEST_SUITE_END()
