#ifndef JIMENG_EMULATOR_DRAWING_PNG_FILE_HPP
#define JIMENG_EMULATOR_DRAWING_PNG_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/big_endian.hpp>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// Writes a PNG file of 8-bit RGB row by row, so that the whole picture is never in memory.
///
/// @par Source
/// Portable Network Graphics, third edition: 5 (chunks), 9 (filters), 11.3.3.4 (iTXt).
class png_file {
public:
    png_file(std::uint32_t width, std::uint32_t height) : line_(1 + std::size_t{width} * 3, '\0')
    {
        using namespace std::string_view_literals;
        if (deflateInit(&stream_, 2) != Z_OK) throw std::bad_alloc{};
        file_ = "\x89PNG\r\n\x1a\n";
        add_chunk("IHDR" + big_endian(width) + big_endian(height).append("\x08\x02\0\0\0"sv)); // 8 bits, RGB
    }
    png_file(png_file const&) = delete;
    png_file& operator=(png_file const&) = delete;
    ~png_file() { deflateEnd(&stream_); }

    /// Adds an iTXt chunk, not compressed, without a language.
    void add_text(std::string_view keyword, std::string_view utf8)
    {
        using namespace std::string_view_literals;
        add_chunk(std::string{"iTXt"}.append(keyword).append("\0\0\0\0\0"sv).append(utf8));
    }

    /// @param pixels  0x00RRGGBB; the highest byte is not looked at
    void add_row(std::span<std::uint32_t const> pixels)
    {
        if (std::equal(pixels.begin(), pixels.end(), above_.begin(), above_.end()))
            repeat_row();
        else
            filter_row(pixels);
        stream_.next_in = reinterpret_cast<Bytef*>(line_.data());
        stream_.avail_in = static_cast<uInt>(line_.size());
        compress(Z_NO_FLUSH);
    }

    [[nodiscard]] std::string finish()
    {
        compress(Z_FINISH);
        add_chunk("IEND");
        return std::move(file_);
    }

private:
    /// Filter Up: nothing differs.
    void repeat_row()
    {
        if (line_.front() == '\2') return;
        line_.assign(line_.size(), '\0');
        line_.front() = '\2';
    }

    /// Filter Sub.
    void filter_row(std::span<std::uint32_t const> pixels)
    {
        line_.front() = '\1';
        auto* out = line_.data();
        std::uint32_t left = 0;
        for (auto const pixel : pixels) {
            for (int const shift : {16, 8, 0})
                *++out = static_cast<char>((pixel >> shift) - (left >> shift));
            left = pixel;
        }
        above_.assign(pixels.begin(), pixels.end());
    }

    void add_chunk(std::string_view type_and_data)
    {
        auto const* bytes = reinterpret_cast<Bytef const*>(type_and_data.data());
        file_.append(big_endian(type_and_data.size() - 4)).append(type_and_data);
        file_ += big_endian(crc32_z(0, bytes, type_and_data.size()));
    }

    void compress(int flush)
    {
        std::array<char, 16384> out{'I', 'D', 'A', 'T'};
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(out.data() + 4);
            stream_.avail_out = out.size() - 4;
            deflate(&stream_, flush);
            if (auto const size = out.size() - stream_.avail_out; size != 4) add_chunk({out.data(), size});
        } while (stream_.avail_out == 0);
    }

    z_stream stream_{};
    std::string line_;                 ///< a filtered row
    std::vector<std::uint32_t> above_; ///< the row before, as it was given
    std::string file_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
