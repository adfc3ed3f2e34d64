#include <jimeng/core/media_format.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <set>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_media_format)

using jimeng::media_format;
using jimeng::media_kind;

namespace {

constexpr std::array known{media_format::png, media_format::jpeg, media_format::webp,
                           media_format::gif, media_format::avif, media_format::heic,
                           media_format::bmp, media_format::tiff, media_format::mp4};

static_assert(jimeng::kind_of(media_format::mp4) == media_kind::video);
static_assert(jimeng::kind_of(media_format::png) == media_kind::picture);
static_assert(jimeng::kind_of(media_format::unknown) == media_kind::picture);
static_assert(jimeng::to_string(media_kind::video) == std::string_view{"video"});
static_assert(jimeng::to_string(media_kind::picture) == std::string_view{"picture"});

} // namespace

BOOST_AUTO_TEST_CASE(each_has_a_name_and_an_ending_of_its_own)
{
    std::set<std::string> names{to_string(media_format::unknown)}, endings{file_extension(media_format::unknown)};
    for (auto const format : known) {
        BOOST_TEST(names.insert(to_string(format)).second);
        BOOST_TEST(endings.insert(file_extension(format)).second);
        BOOST_TEST(std::string{file_extension(format)}.front() == '.');
    }
}

BOOST_AUTO_TEST_SUITE_END()
