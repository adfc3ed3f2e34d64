#include <jimeng/wire/prepared_request.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/models.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(test_prepared_request)

namespace {

static_assert(jimeng::submittable<jimeng::text_to_image_v40> && jimeng::submittable<jimeng::prepared_request>);
static_assert(!jimeng::submittable<int>);

BOOST_AUTO_TEST_CASE(a_broken_rule_leaves_no_body)
{
    auto const prepared = jimeng::prepare(jimeng::ti2v_v30_pro{});
    BOOST_TEST(prepared.body.empty());
    BOOST_TEST(prepared.broken.field == "prompt");
}

/// A picture that is gone by the time it is read, under a name of the model's own.
struct with_files {
    static constexpr std::string_view req_key = "with_files", name = "with-files", title = "With files";
    jimeng::image_files_up_to<1> scans{};
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"scans", &with_files::scans, "what is looked at">{});
    }
};

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_any_more_is_named_with_its_field)
{
    auto const path = (std::filesystem::temp_directory_path() / "jimeng-prepared-request.png").string();
    std::ofstream{path, std::ios::binary} << std::string_view{"\x89PNG\r\n\x1A\n", 8};
    with_files request;
    BOOST_TEST(!request.scans.add(path));
    std::remove(path.c_str());
    auto const prepared = jimeng::prepare(request);
    BOOST_TEST(prepared.body.empty());
    BOOST_TEST(prepared.broken.field == "scans");
    BOOST_TEST(prepared.broken.value == path);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
