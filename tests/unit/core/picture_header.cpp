#include <jimeng/core/picture_header.hpp>

#include "../media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_picture_format)

using namespace jimeng;

namespace {

using namespace std::string_view_literals;

constexpr auto png = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x0A\0\0\0\x05\xA0"sv;
constexpr auto jpeg = "\xFF\xD8\xFF\xE0\0\x04JF\xFF\xFF\xC2\0\x11\x08\x05\xA0\x0A\0\x03"sv;
static_assert(read_picture_header(png) == picture_header{picture_format::png, 2560, 1440});
static_assert(read_picture_header(jpeg) == picture_header{picture_format::jpeg, 2560, 1440});
static_assert(read_picture_header("GIF89a"sv) == picture_header{});
constexpr auto gif = "GIF89a\x80\x02\xE0\x01\xF7\0"sv;
constexpr auto webp = "RIFF\x10\0\0\0WEBPVP8 \x04\0\0\0\x30\x01\0\x9D\x01\x2A\x80\x02\xE0\x41"sv;
constexpr auto webp_lossless = "RIFF\x10\0\0\0WEBPVP8L\x04\0\0\0\x2F\x7F\xC2\x77\0\0\0\0\0\0"sv;
constexpr auto webp_extended = "RIFF\x10\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\0\xDF\x01\0"sv;
constexpr auto bmp = "BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x80\x02\0\0\x20\xFE\xFF\xFF"sv;
constexpr auto avif = "\0\0\0\x1C"
                      "ftypavif....ispe\0\0\0\0\0\0\x02\x80\0\0\x01\xE0"
                      "ispe\0\0\0\0\0\0\0\1\0\0\0\1"sv;
constexpr auto heic = "\0\0\0\x18"
                      "ftypheic\0\0\0\0"sv;
static_assert(read_picture_header(gif) == picture_header{picture_format::gif, 640, 480});
static_assert(read_picture_header(webp) == picture_header{picture_format::webp, 640, 480});
static_assert(read_picture_header(webp_lossless) == picture_header{picture_format::webp, 640, 480});
static_assert(read_picture_header(webp_extended) == picture_header{picture_format::webp, 640, 480});
static_assert(read_picture_header(bmp) == picture_header{picture_format::bmp, 640, 480});
static_assert(read_picture_header(avif) == picture_header{picture_format::avif, 640, 480});
static_assert(read_picture_header(heic) == picture_header{picture_format::heic, 0, 0});
static_assert(read_picture_header("II*\0\x08\0\0\0\0\0\0\0"sv).format == picture_format::tiff);
static_assert(read_picture_header("MM\0*\0\0\0\x08\0\0\0\0"sv).format == picture_format::tiff);
static_assert(read_picture_header("\0\0\0\x18"
                                  "ftypmp42\0\0"sv)
                  .format == picture_format::mp4);
static_assert(read_picture_header("RIFF\x10\0\0\0WAVEfmt "sv) == picture_header{});
static_assert(read_picture_header("BM is how this text begins"sv) == picture_header{});
static_assert(file_extension(picture_format::webp) == ".webp"sv && to_string(picture_format::heic) == "heic"sv);
static_assert(to_string(picture_format::png) == "png"sv && to_string(picture_format::jpeg) == "jpeg"sv);
static_assert(file_extension(picture_format::png) == ".png"sv && file_extension(picture_format::jpeg) == ".jpg"sv);
static_assert(file_extension(picture_format::unknown) == ""sv && to_string(picture_format::unknown) == "unknown"sv);

} // namespace

BOOST_AUTO_TEST_CASE(a_cut_header_has_a_format_and_no_size)
{
    for (std::size_t n = 0; n != png.size(); ++n)
        BOOST_TEST((read_picture_header(png.substr(0, n)) ==
                    picture_header{n < 8 ? picture_format::unknown : picture_format::png, 0, 0}));
    for (std::size_t n = 0; n != jpeg.size() - 1; ++n)
        BOOST_TEST((read_picture_header(jpeg.substr(0, n)) ==
                    picture_header{n < 3 ? picture_format::unknown : picture_format::jpeg, 0, 0}),
                   n);
}

BOOST_AUTO_TEST_CASE(row_62_metadata_before_the_size_is_passed_over_up_to_the_limit)
{
    BOOST_TEST(read_picture_header(jimeng_tests::small_jpeg(15)).width == 640U);
    BOOST_TEST(read_picture_header(jimeng_tests::small_jpeg(17)).width == 0U);
}

BOOST_AUTO_TEST_CASE(row_62_hostile_headers_have_no_size)
{
    std::string many{"\xFF\xD8"};
    for (int i = 0; i != 600; ++i)
        many += std::string{"\xFF\xE0\0\x02", 4};
    for (auto const& bytes :
         {std::string{"\xFF\xD8\xFF\xE0\0\0\0\0\0\0", 10}, std::string{"\xFF\xD8\xFF\xE0\0\1\0\0\0\0", 10},
          std::string{"\xFF\xD8\xFF\xDA\0\x08\0\0\0\0\0\0", 12}, std::string{"\xFF\xD8\xFF\xD9\0\x08\0\0\0\0\0\0", 12},
          std::string{"\xFF\xD8\xFF\xC4\0\x11\x08\x05\xA0\x0A\0\x03", 12},
          std::string{"\xFF\xD8\xFF\xC0\0\x07\x08\x05\xA0\x0A\0\x03", 12},
          std::string{"\xFF\xD8\xFF"} + std::string(100, '\xFF'),
          many + std::string{"\xFF\xC0\0\x11\x08\x01\xE0\x02\x80\x03", 10}}) {
        auto const header = read_picture_header(bytes);
        BOOST_TEST((header == picture_header{picture_format::jpeg, 0, 0}));
    }
    auto not_first = std::string{png};
    not_first[12] = 'X';
    BOOST_TEST((read_picture_header(not_first) == picture_header{picture_format::png, 0, 0}));
}

BOOST_AUTO_TEST_CASE(a_picture_cut_anywhere_has_the_same_header)
{
    auto const in_pieces = [](std::string_view bytes, std::size_t length) {
        picture_header_reader reader;
        for (; !bytes.empty(); bytes.remove_prefix(std::min(length, bytes.size())))
            reader.write(bytes.substr(0, length));
        return reader.header();
    };
    auto const filled = std::string{"\xFF\xD8"} + std::string(9, '\xFF') +
                        std::string{"\xE1\0\x05xyz\xFF\xFF\xC0\0\x11\x08\x01\xE0\x02\x80\x03", 18};
    BOOST_TEST((read_picture_header(filled) == picture_header{picture_format::jpeg, 640, 480}));
    for (auto const& bytes :
         {std::string{png}, std::string{jpeg}, std::string{gif}, std::string{webp}, std::string{bmp}, std::string{avif},
          filled, std::string{"\x89PNX"}, std::string{"\xFF\xD8x"}})
        for (std::size_t size = 0; size <= bytes.size(); ++size)
            for (std::size_t length = 1; length <= size; ++length)
                BOOST_TEST((in_pieces(std::string_view{bytes}.substr(0, size), length) ==
                            read_picture_header(std::string_view{bytes}.substr(0, size))));
    for (std::size_t const segments : {15U, 17U})
        for (std::size_t const length : {std::size_t{1}, std::size_t{4096}, std::size_t{65'537}}) {
            auto const far = jimeng_tests::small_jpeg(segments);
            BOOST_TEST((in_pieces(far, length) == read_picture_header(far)));
        }
}

BOOST_AUTO_TEST_SUITE_END()
