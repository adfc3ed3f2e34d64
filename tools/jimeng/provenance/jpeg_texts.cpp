#include "texts.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace command::provenance {

namespace {

constexpr std::string_view exif_head{"Exif\0\0", 6};
constexpr std::string_view xmp_head{"http://ns.adobe.com/xap/1.0/\0", 29};

/// The directories of EXIF. Each offset in it is anybody's.
/// @par Source EXIF 2.32, 4.6.2 and 4.6.5 (UserComment).
class exif_reader {
public:
    explicit exif_reader(std::string_view tiff) : tiff_{tiff}, high_first_{tiff.starts_with("MM")} {}

    /// Empty where there is none.
    [[nodiscard]] std::string_view user_comment() const
    {
        auto const first = entry(number(4, 4), 0x8769);
        auto const at = first ? entry(number(*first + 8, 4), 0x9286) : std::nullopt;
        if (!at) return {};
        auto const count = number(*at + 4, 4), where = number(*at + 8, 4);
        constexpr std::size_t code = 8; // `ASCII`, `UNICODE`, ...
        if (count <= code || where > tiff_.size() || count > tiff_.size() - where) return {};
        return tiff_.substr(where + code, count - code);
    }

private:
    [[nodiscard]] std::size_t number(std::size_t at, std::size_t count) const
    {
        if (at > tiff_.size() || count > tiff_.size() - at) return 0;
        std::string bytes{tiff_.substr(at, count)};
        if (!high_first_) std::reverse(bytes.begin(), bytes.end());
        return static_cast<std::size_t>(number_in(bytes, 0, count));
    }
    [[nodiscard]] std::optional<std::size_t> entry(std::size_t directory, std::size_t tag) const
    {
        if (directory < 8 || directory >= tiff_.size()) return std::nullopt;
        auto const count = number(directory, 2);
        for (std::size_t i = 0; i != count; ++i) {
            auto const at = directory + 2 + 12 * i;
            if (at + 12 > tiff_.size()) return std::nullopt;
            if (number(at, 2) == tag) return at;
        }
        return std::nullopt;
    }

    std::string_view tiff_;
    bool high_first_;
};

void take_segment(file_texts& found, int kind, std::string_view data, std::uint64_t begin, std::uint64_t end)
{
    if (kind == 0xFE) {
        auto const blank = std::min(data.find(' '), data.size());
        bool const own = blank != data.size() && data.substr(0, blank) == "jimeng";
        return found.add("JPEG comment", own ? "jimeng" : "", std::string{own ? data.substr(blank + 1) : data}, begin,
                         end);
    }
    if (kind != 0xE1) return;
    if (data.starts_with(xmp_head)) found.add("JPEG XMP", "", std::string{data.substr(xmp_head.size())}, begin, end);
    if (!data.starts_with(exif_head)) return;
    auto const comment = exif_reader{data.substr(exif_head.size())}.user_comment();
    if (!comment.empty()) found.add("JPEG EXIF UserComment", "", std::string{comment}, begin, end);
}

} // namespace

file_texts texts_of_jpeg(files::media_file const& file)
{
    constexpr int most_segments = 10000;
    file_texts found;
    std::uint64_t at = 2;
    for (int i = 0; i != most_segments; ++i) {
        auto const head = file.read(at, 4);
        if (head.size() != 4 || head[0] != '\xFF') return found;
        int const kind = static_cast<unsigned char>(head[1]);
        if (kind == 0xFF) { // a byte that fills
            ++at;
            continue;
        }
        bool const of_application = kind >= 0xE0 && kind <= 0xEF;
        if (found.room_at == 0 && !of_application) found.room_at = at;
        if (kind == 0xDA || kind == 0xD9) return found; // the picture itself, or its end
        auto const size = number_in(head, 2, 2);
        if (size < 2 || at + 2 + size > file.size()) return found.room_at = 0, found;
        if (!found.is_full())
            take_segment(found, kind, file.read(at + 4, static_cast<std::size_t>(size - 2)), at, at + 2 + size);
        at += 2 + size;
    }
    return found;
}

} // namespace command::provenance
