#ifndef JIMENG_EMULATOR_DRAWING_MP4_FILE_HPP
#define JIMENG_EMULATOR_DRAWING_MP4_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/drawing/big_endian.hpp>
#include <jimeng/emulator/drawing/h264.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::emulator::drawing {

/// One track of H.264 video as an MP4 file, everything before the samples.
///
/// @par Source
/// ISO/IEC 14496-12, 8 (boxes) and 14496-15, 5.3 (avc1, avcC); QuickTime File Format, "Metadata" (keys, ilst).
class mp4_file {
public:
    frame_size shown{};               ///< px, how large a player shows it
    frame_size coded{};               ///< px, what is there of it
    std::uint32_t fps = 1;            ///< the unit of time is 1 / fps seconds
    std::string sequence;             ///< unit of H.264
    std::string picture;              ///< unit of H.264
    std::vector<std::string> samples; ///< a unit of H.264 for each frame
    std::vector<std::pair<std::string, std::string>> texts;

    [[nodiscard]] std::string bytes() const
    {
        auto const head = box("ftyp", "isom" + zeros(4) + "isomavc1");
        auto const before = head.size() + movie(0).size() + 8; // the offset does not change its box's size
        std::string data;
        for (auto const& sample : samples)
            data += with_length(sample);
        return head + movie(before) + box("mdat", data);
    }

private:
    [[nodiscard]] static std::string zeros(std::size_t count) { return std::string(count, '\0'); }
    [[nodiscard]] static std::string with_length(std::string const& bytes) { return big_endian(bytes.size()) + bytes; }

    [[nodiscard]] static std::string box(std::string_view type, std::string const& contents)
    {
        return big_endian(contents.size() + 8).append(type) + contents;
    }

    [[nodiscard]] static std::string full_box(std::string_view type, std::string const& contents,
                                              std::uint32_t flags = 0)
    {
        return box(type, big_endian(flags) + contents); // version 0
    }

    [[nodiscard]] static std::string upright() // 16.16 and 2.30 bits
    {
        auto const one = big_endian(0x10000);
        return one + zeros(12) + one + zeros(12) + big_endian(0x40000000);
    }

    [[nodiscard]] std::string duration() const { return big_endian(samples.size()); }

    [[nodiscard]] std::string movie(std::size_t offset) const
    {
        auto const head =
            full_box("mvhd", zeros(8) + big_endian(fps) + duration() + big_endian(0x10000) + big_endian<2>(0x100) +
                                 zeros(10) + upright() + zeros(24) + big_endian(2));
        return box("moov", head + track(offset) + box("udta", metadata()));
    }

    [[nodiscard]] std::string track(std::size_t offset) const
    {
        auto const head = full_box("tkhd",
                                   zeros(8) + big_endian(1) + zeros(4) + duration() + zeros(16) + upright() +
                                       big_endian(shown.width << 16) + big_endian(shown.height << 16),
                                   3); // enabled, in the movie
        auto const clock = full_box("mdhd", zeros(8) + big_endian(fps) + duration() + big_endian(0x55C40000)); // "und"
        auto const data = box("dinf", full_box("dref", big_endian(1) + full_box("url ", {}, 1))); // in this file
        return box("trak", head + box("mdia", clock + handler("vide") +
                                                  box("minf", full_box("vmhd", zeros(8), 1) + data + table(offset))));
    }

    [[nodiscard]] static std::string handler(std::string_view kind)
    {
        return full_box("hdlr", zeros(4).append(kind) + zeros(13));
    }

    [[nodiscard]] std::string table(std::size_t offset) const
    {
        auto const count = big_endian(samples.size());
        std::string sizes;
        for (auto const& sample : samples)
            sizes += big_endian(sample.size() + 4);
        auto const one = big_endian(1);
        return box("stbl", full_box("stsd", one + codec()) +
                               full_box("stts", one + count + one) +       // each lasts one unit
                               full_box("stss", one + one) +               // the first is whole
                               full_box("stsc", one + one + count + one) + // all in one chunk
                               full_box("stsz", zeros(4) + count + sizes) + full_box("stco", one + big_endian(offset)));
    }

    [[nodiscard]] std::string codec() const
    {
        auto const dots_per_inch = big_endian(72 << 16);
        auto const setup = std::string{"\1"}.append(profile_and_level) + "\xFF\xE1" + big_endian<2>(sequence.size()) +
                           sequence + '\1' + big_endian<2>(picture.size()) + picture;
        return box("avc1", zeros(6) + big_endian<2>(1) + zeros(16) + big_endian<2>(coded.width) +
                               big_endian<2>(coded.height) + dots_per_inch + dots_per_inch + zeros(4) +
                               big_endian<2>(1) + zeros(32) + big_endian<2>(24) + "\xFF\xFF" + box("avcC", setup));
    }

    [[nodiscard]] std::string metadata() const
    {
        std::string keys, values;
        for (std::size_t i = 0; i != texts.size(); ++i) {
            keys += box("mdta", texts[i].first);
            auto const value = box("data", big_endian(1) + zeros(4) + texts[i].second); // UTF-8
            values += big_endian(value.size() + 8) + big_endian(i + 1) + value;
        }
        return full_box("meta",
                        handler("mdta") + full_box("keys", big_endian(texts.size()) + keys) + box("ilst", values));
    }
};

} // namespace jimeng::inline JIMENG_ABI::emulator::drawing

#endif
