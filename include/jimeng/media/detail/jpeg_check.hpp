#ifndef JIMENG_MEDIA_DETAIL_JPEG_CHECK_HPP
#define JIMENG_MEDIA_DETAIL_JPEG_CHECK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/jpeg_size_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// Checks a JPEG that comes in pieces: its segments are whole and in order, its scans end where they may, restart markers
/// count without a gap. What the format cannot tell, bytes that are missing within a scan, it does not see.
/// @par Source ITU-T T.81, B.1 and B.2.
class jpeg_check {
public:
    /// @param piece  From the first marker on.
    void write(std::string_view piece) noexcept
    {
        while (!piece.empty() && fault_ == nullptr && part_ != part::end) {
            if (part_ == part::skip)
                skip(piece);
            else if (part_ == part::scan)
                pass_scan(piece);
            else
                take(piece.front()), piece.remove_prefix(1);
        }
        if (part_ == part::end) surplus_ += piece.size();
    }

    /// Why this is no whole JPEG; null where it is one.
    [[nodiscard]] char const* complaint() const noexcept
    {
        if (fault_ != nullptr) return fault_;
        return part_ == part::end ? nullptr : "its end is missing";
    }

    /// Bytes behind the end.
    [[nodiscard]] std::uint64_t surplus() const noexcept { return surplus_; }

private:
    enum class part : std::uint8_t { opening, marker, code, length, skip, scan, scan_code, end };

    void take(char c) noexcept
    {
        auto const byte = static_cast<unsigned char>(c);
        switch (part_) {
        case part::opening: return take_opening(byte);
        case part::marker: return byte == 0xFF ? go(part::code) : give_up("bytes inside it are missing or wrong");
        case part::code: return byte == 0xFF ? void() : take_code(byte);
        case part::length: return take_length(byte);
        case part::scan_code: return take_scan_code(byte);
        case part::skip:
        case part::scan:
        case part::end: return;
        }
    }

    void go(part next) noexcept { part_ = next; }
    void give_up(char const* why) noexcept { fault_ = why; }

    void take_opening(unsigned byte) noexcept
    {
        if (byte == 0xD8) part_ = part::marker;
    }

    void take_code(unsigned code) noexcept
    {
        code_ = code;
        count_ = 0;
        left_ = 0;
        if (code == 0xD9) return scans_ != 0 ? go(part::end) : give_up("its pixels are missing");
        if (code == 0x01) return go(part::marker);
        if (code < 0xC0 || (code >= 0xD0 && code <= 0xD8)) return give_up("its parts are not in order");
        if (code == 0xDA && !framed_) return give_up("its header is missing");
        framed_ = framed_ || starts_a_jpeg_frame(code);
        part_ = part::length;
    }

    void take_length(unsigned byte) noexcept
    {
        left_ = left_ << 8 | byte;
        if (++count_ != 2) return;
        if (left_ < 2) return give_up("bytes inside it are missing or wrong");
        left_ -= 2;
        left_ != 0 ? go(part::skip) : end_segment();
    }

    void skip(std::string_view& piece) noexcept
    {
        auto const size = std::min(left_, piece.size());
        piece.remove_prefix(size);
        left_ -= size;
        if (left_ == 0) end_segment();
    }

    void end_segment() noexcept
    {
        part_ = code_ == 0xDA ? part::scan : part::marker;
        if (code_ != 0xDA) return;
        ++scans_;
        restarts_ = 0;
    }

    void pass_scan(std::string_view& piece) noexcept
    {
        auto const at = piece.find('\xFF');
        piece.remove_prefix(at == std::string_view::npos ? piece.size() : at + 1);
        if (at != std::string_view::npos) part_ = part::scan_code;
    }

    void take_scan_code(unsigned byte) noexcept
    {
        if (byte == 0xFF) return;
        bool const restart = byte >= 0xD0 && byte <= 0xD7;
        if (byte != 0 && !restart) return take_code(byte);
        if (restart && byte - 0xD0 != restarts_++ % 8) return give_up("a part of its pixels is missing");
        part_ = part::scan;
    }

    part part_ = part::opening;
    char const* fault_ = nullptr;
    unsigned code_ = 0;
    std::size_t left_ = 0;
    int count_ = 0;
    bool framed_ = false;
    unsigned scans_ = 0;
    unsigned restarts_ = 0;
    std::uint64_t surplus_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
