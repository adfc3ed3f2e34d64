#include <jimeng/core/models/image_to_image_v30.hpp>

#include "../../../support/fields.hpp"
#include "../../media/pictures.hpp"
#include "../../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <jimeng/core/check.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/encode.hpp>

#include <boost/json/parse.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

BOOST_AUTO_TEST_SUITE(test_image_to_image_v30)

namespace {

using jimeng::image_to_image_v30;
namespace rules = jimeng::rules;

static_assert(jimeng::broken_rule(image_to_image_v30{.prompt = "p"}) == rules::value_is_present);

constexpr jimeng::image_size drawn(jimeng::sides_within<512, 2016> asked)
{
    return image_to_image_v30{.prompt = "p", .size = asked}.outline().sides;
}

static_assert(drawn(jimeng::size<512, 2016>) == jimeng::image_size{512, 1536});
static_assert(drawn(jimeng::size<1001, 519>) == jimeng::image_size{1008, 512});
static_assert(drawn(jimeng::size<1000, 520>) == jimeng::image_size{1008, 528});
static_assert(drawn({}) == jimeng::image_size{}); // the service's choice

/// @par Source 85621/1747301, parameter table.
BOOST_AUTO_TEST_CASE(the_body_is_the_pages)
{
    auto const page = boost::json::parse(R"({
        "req_key": "jimeng_i2i_v30",
        "image_urls": ["https://xxx"],
        "prompt": "背景换成演唱会现场",
        "seed": -1,
        "scale": 0.5,
        "width": 1328,
        "height": 1328
    })");
    auto const body = jimeng::encode_submit(image_to_image_v30{.inputs = {"https://xxx"},
                                                               .prompt = "背景换成演唱会现场",
                                                               .seed = -1,
                                                               .scale = 0.5,
                                                               .size = jimeng::size<1328, 1328>});
    BOOST_TEST(boost::json::parse(body) == page);
}

BOOST_AUTO_TEST_CASE(a_local_file_goes_inside_and_is_judged_by_its_header_before)
{
    auto const path =
        (std::filesystem::temp_directory_path() / ("jimeng-i2i-" + std::to_string(::getpid()) + ".png")).string();
    auto const write = [&](std::size_t width, std::size_t height, std::size_t padding = 0) {
        std::ofstream{path, std::ios::binary} << jimeng_tests::png_signature << jimeng_tests::png_header(width, height)
                                              << std::string(padding, 'x');
    };
    auto const judged = [&] {
        image_to_image_v30 request{.prompt = "p"};
        return request.inputs.add(path).broken;
    };
    write(300, 100);
    image_to_image_v30 request{.prompt = "p"};
    BOOST_TEST(!request.inputs.add(path));
    auto const body = boost::json::parse(jimeng::encode_submit(request));
    std::ifstream file{path, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    BOOST_TEST(body.at("binary_data_base64").at(0).as_string() == jimeng::base64_encode(bytes));
    BOOST_TEST(!body.as_object().contains("image_urls"));
    write(301, 100);
    BOOST_TEST(judged() == rules::image_ratio_within_limit);
    write(4097, 4096);
    BOOST_TEST(judged() == rules::image_sides_within_limit);
    write(100, 100, 4'700'000);
    BOOST_TEST(judged() == rules::image_bytes_within_limit);
    std::filesystem::remove(path);
    BOOST_TEST(judged() == rules::image_file_is_readable);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
