#ifndef JIMENG_TESTS_UNIT_NET_PICTURES_HPP
#define JIMENG_TESTS_UNIT_NET_PICTURES_HPP

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace jimeng_tests {

/// Bytes with the header and the end of a PNG of 640 x 480.
inline std::string small_png(std::string const& middle = "middle")
{
    return std::string{"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0", 24} + middle +
           std::string{"\0\0\0\0IEND\xAE\x42\x60\x82", 12};
}

/// Bytes with the header and the end of a JPEG of 640 x 480, and so much metadata before the size.
inline std::string small_jpeg(std::size_t metadata_segments = 1)
{
    std::string bytes{"\xFF\xD8"};
    for (std::size_t i = 0; i != metadata_segments; ++i)
        bytes += std::string{"\xFF\xE1\xFF\xFF"} + std::string(65533, 'm');
    return bytes + std::string{"\xFF\xC0\0\x11\x08\x01\xE0\x02\x80\x03", 10} + "components" + "\xFF\xD9";
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
