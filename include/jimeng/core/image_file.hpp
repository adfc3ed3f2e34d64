#ifndef JIMENG_CORE_IMAGE_FILE_HPP
#define JIMENG_CORE_IMAGE_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/held.hpp>
#include <jimeng/core/rules.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jimeng {

/// The largest input image. @par Source 4.0 page: at most 15 MB each.
inline constexpr std::uint64_t image_file_limit_bytes = std::uint64_t{15} << 20;

/// A local input image: an ordinary file that is PNG or JPEG by its bytes. It is read when the request is encoded.
/// @par Source `binary_data_base64` of the models whose pages list it; those of 4.0 and 4.6 do not.
class image_file {
public:
    image_file() = default;

    /// Looks at the file; the violation names the field, the path and the limit.
    JIMENG_DECL static parsed<image_file> parse(std::string_view path);

    [[nodiscard]] std::string const& path() const noexcept { return path_.str(); }
    [[nodiscard]] std::uint64_t size_bytes() const noexcept { return size_bytes_; }

private:
    held_text path_; // a request may be a braced temporary too
    std::uint64_t size_bytes_ = 0;
};

/// Local input images, at most `Max` of them, in the caller's order.
template <std::size_t Max>
class image_files_up_to {
public:
    static constexpr std::size_t max_count = Max;

    /// Adds one; the violation tells why it was not added.
    violation add(std::string_view path)
    {
        auto file = image_file::parse(path);
        if (!file) return file.why();
        if (count_ == Max)
            return {rule::image_count_within_limit, "binary_data_base64", std::to_string(Max + 1), std::to_string(Max)};
        files_[count_++] = *file;
        return {};
    }

    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::size_t size() const noexcept { return count_; }
    [[nodiscard]] image_file const* begin() const noexcept { return files_.data(); }
    [[nodiscard]] image_file const* end() const noexcept { return files_.data() + count_; }

private:
    std::array<image_file, Max> files_{};
    std::size_t count_ = 0;
};

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/core/impl/image_file.ipp>
#endif

#endif
