#include <jimeng/core/values/input_images.hpp>

#include "../../../support/fields.hpp"
#include "../../media/pictures.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_input_images)

namespace {

using jimeng::input_limits;
using pair_of = jimeng::input_images<input_limits{.min = 2, .max = 2}>;
using at_most_one = jimeng::input_images<input_limits{.max = 1, .longest_side = 4096, .ratio = 3}>;
namespace rules = jimeng::rules;

constexpr pair_of two{"https://a.example/0", "https://a.example/1"};
static_assert(two.size() == 2 && two.judge(jimeng::at_run_time{}) == rules::none);
static_assert(pair_of{}.judge(jimeng::at_run_time{}) == rules::value_is_present);
static_assert(at_most_one{}.judge(jimeng::at_run_time{}) == rules::none && at_most_one{}.empty());

/// A small picture as a file of the test's own.
struct file_of_test {
    explicit file_of_test(std::string bytes)
        : path{(std::filesystem::temp_directory_path() / ("jimeng-input-" + std::to_string(::getpid()) + ".png"))
                   .string()}
    {
        std::ofstream{path, std::ios::binary} << bytes;
    }
    ~file_of_test() { std::filesystem::remove(path); }

    std::string path;
};

BOOST_AUTO_TEST_CASE(addresses_and_files_go_under_their_own_names)
{
    BOOST_TEST(written(two) == "image_urls=[https://a.example/0,https://a.example/1]");
    file_of_test const file{jimeng_tests::png_signature + jimeng_tests::png_header(8, 8)};
    at_most_one one;
    BOOST_TEST(!one.add(file.path));
    BOOST_TEST(one.begin()->sides().width == 8);
    auto const size = std::filesystem::file_size(file.path);
    BOOST_TEST(written(one) == "binary_data_base64=files[" + file.path + ":" + std::to_string(size) + "]");
}

BOOST_AUTO_TEST_CASE(more_fewer_and_mixed_ones_are_refused)
{
    at_most_one one;
    BOOST_TEST(!one.add("https://a.example/0"));
    BOOST_TEST((one.add("https://a.example/1").broken == rules::image_count_within_limit));
    pair_of half;
    BOOST_TEST(!half.add("https://a.example/0"));
    BOOST_TEST((half.judge(jimeng::at_run_time{}) == rules::images_at_least<2>));
    file_of_test const file{jimeng_tests::png_signature + jimeng_tests::png_header(8, 8)};
    BOOST_TEST(!half.add(file.path));
    BOOST_TEST((half.judge(jimeng::at_run_time{}) == rules::images_of_one_kind));
}

BOOST_AUTO_TEST_CASE(a_person_gives_both_in_one_list_and_a_program_in_two)
{
    file_of_test const file{jimeng_tests::png_signature + jimeng_tests::png_header(8, 8)};
    given_fields typed{true, {{"image_urls", std::vector<std::string>{file.path}}}};
    BOOST_TEST(at_most_one::read("image_urls", typed)->begin()->is_file());
    given_fields sent{false, {{"image_urls", std::vector<std::string>{"https://a.example/0"}}}};
    BOOST_TEST(at_most_one::read("image_urls", sent)->begin()->is_address());
    given_fields path{false, {{"image_urls", std::vector<std::string>{file.path}}}};
    BOOST_TEST((at_most_one::read("image_urls", path).why().broken == rules::image_url_is_http));
    given_fields inside{false};
    inside.inside["binary_data_base64"] = {{"AAAA", 3, {jimeng::picture_format::jpeg, 30, 10}}};
    BOOST_TEST(at_most_one::read("image_urls", inside)->begin()->sides().width == 30);
    inside.inside["binary_data_base64"] = {{"AAAA", 3, {jimeng::picture_format::jpeg, 31, 10}}};
    BOOST_TEST((at_most_one::read("image_urls", inside).why().broken == rules::image_ratio_within_limit));
    BOOST_TEST(at_most_one::read("image_urls", inside).why().field == "binary_data_base64");
}

BOOST_AUTO_TEST_CASE(its_facts_name_both_carriers)
{
    noted_facts sink;
    pair_of::describe({}, sink);
    BOOST_TEST(sink.all.at(0).name == "image_urls");
    BOOST_TEST(sink.all.at(0).typed_as == "images");
    BOOST_TEST(sink.all.at(0).fewest_items == 2U);
    BOOST_TEST(sink.all.at(1).name == "binary_data_base64");
    BOOST_TEST(sink.all.at(1).typed_as == "-");
}

BOOST_AUTO_TEST_CASE(a_file_where_the_page_knows_addresses_only_must_be_asked_for_by_name)
{
    using of_addresses = jimeng::input_images<input_limits{.max = 1, .longest_side = 8, .files_documented = false}>;
    file_of_test const file{jimeng_tests::png_signature + jimeng_tests::png_header(8, 8)};
    of_addresses one;
    auto const why = one.add(file.path);
    BOOST_TEST((why.broken == rules::image_url_is_http));
    BOOST_TEST(why.value == file.path);
    BOOST_TEST(one.empty());
    BOOST_TEST(!one.add_undocumented(file.path));
    BOOST_TEST(one.size() == 1U);
    BOOST_TEST((one.add_undocumented(file.path).broken == rules::image_count_within_limit));
    of_addresses address;
    BOOST_TEST(!address.add("https://a.example/0"));
    given_fields typed{true, {{"image_urls", std::vector<std::string>{file.path}}}};
    BOOST_TEST((of_addresses::read("image_urls", typed).why().broken == rules::image_url_is_http));
    typed.beyond_page = true;
    BOOST_TEST(of_addresses::read("image_urls", typed)->size() == 1U);
    noted_facts sink;
    of_addresses::describe({}, sink);
    BOOST_TEST(!sink.all.at(0).unverified);
    BOOST_TEST(sink.all.at(1).unverified);
    BOOST_TEST(sink.all.at(0).placeholder == "URL");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_asked_for_by_name_keeps_to_the_limits)
{
    using of_addresses = jimeng::input_images<input_limits{.max = 1, .longest_side = 8, .files_documented = false}>;
    file_of_test const file{jimeng_tests::png_signature + jimeng_tests::png_header(9, 8)};
    of_addresses one;
    BOOST_TEST((one.add_undocumented(file.path).broken == rules::image_sides_within_limit));
    BOOST_TEST(one.empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
