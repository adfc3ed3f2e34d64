#ifndef JIMENG_TESTS_UNIT_MEDIA_PICTURES_HPP
#define JIMENG_TESTS_UNIT_MEDIA_PICTURES_HPP

#include <zlib.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace jimeng_tests {

inline std::string big_endian_32(std::size_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift);
    return bytes;
}

inline std::string png_chunk(std::string const& kind, std::string const& data)
{
    auto const body = kind + data;
    auto const sum = ::crc32(0, reinterpret_cast<Bytef const*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian_32(data.size()) + body + big_endian_32(sum);
}

inline std::string zlib_text(std::string const& bytes)
{
    std::string text(::compressBound(bytes.size()), '\0');
    auto size = static_cast<uLongf>(text.size());
    ::compress2(reinterpret_cast<Bytef*>(text.data()), &size, reinterpret_cast<Bytef const*>(bytes.data()),
                bytes.size(), 9);
    text.resize(size);
    return text;
}

/// The header chunk of a PNG. @param kind  Bit depth, colour type, compression, filter, interlace.
inline std::string png_header(std::size_t width, std::size_t height, std::string const& kind = {"\1\0\0\0\0", 5})
{
    return png_chunk("IHDR", big_endian_32(width) + big_endian_32(height) + kind);
}

inline std::string const png_signature{"\x89PNG\r\n\x1A\n"};

/// A whole black PNG of 640 x 480 with something in the middle that tells one from another.
inline std::string small_png(std::string const& middle = "middle")
{
    static auto const pixels = png_chunk("IDAT", zlib_text(std::string(480 * 81, '\0')));
    return png_signature + png_header(640, 480) + png_chunk("miDd", middle) + pixels + png_chunk("IEND", {});
}

inline std::string jpeg_segment(char marker, std::string const& data)
{
    return std::string{'\xFF', marker, static_cast<char>((data.size() + 2) >> 8), static_cast<char>(data.size() + 2)} +
           data;
}

/// A JPEG of 640 x 480 whose parts are in order, with so much metadata before the size.
inline std::string small_jpeg(std::size_t metadata_segments = 1)
{
    std::string bytes{"\xFF\xD8"};
    for (std::size_t i = 0; i != metadata_segments; ++i)
        bytes += jpeg_segment('\xE1', std::string(65533, 'm'));
    return bytes + jpeg_segment('\xC0', std::string{"\x08\x01\xE0\x02\x80\x01\x01\x11\0", 9}) +
           jpeg_segment('\xDA', std::string{"\x01\x01\0\0\x3F\0", 6}) + std::string{"pixels\xFF\0more", 12} +
           "\xFF\xD9";
}

/// A folder of its own that goes away with everything in it.
class scratch_folder {
public:
    scratch_folder()
    {
        path_ = std::filesystem::temp_directory_path() / ("jimeng-test-" + std::to_string(std::random_device{}()));
        std::filesystem::create_directory(path_);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    ~scratch_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path operator/(std::string const& name) const { return path_ / name; }
    std::filesystem::path const& path() const { return path_; }
    /// How many files and folders lie in it.
    auto entries() const { return std::distance(std::filesystem::directory_iterator{path_}, {}); }

private:
    std::filesystem::path path_;
};

inline std::string content_of(std::filesystem::path const& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline void put(std::filesystem::path const& path, std::string const& content)
{
    std::ofstream{path, std::ios::binary} << content;
}

} // namespace jimeng_tests

#endif
