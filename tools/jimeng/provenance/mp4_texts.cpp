#include "texts.hpp"

#include <algorithm>
#include <utility>

namespace command::provenance {

namespace {

constexpr int most_boxes = 100000;

/// Boxes one after the other.
/// @par Source ISO/IEC 14496-12, 4.2.
class boxes {
public:
    explicit boxes(std::string_view bytes) : rest_{bytes} {}

    /// False at the end, and where what follows is no box.
    bool next(std::string_view& kind, std::string_view& body)
    {
        if (rest_.size() < 8) return false;
        auto const size = static_cast<std::size_t>(number_in(rest_, 0, 4));
        if (size < 8 || size > rest_.size()) return false;
        kind = rest_.substr(4, 4);
        body = rest_.substr(8, size - 8);
        rest_.remove_prefix(size);
        return true;
    }

private:
    std::string_view rest_;
};

/// Looks for the texts of one file in what is held of it.
class metadata_reader {
public:
    metadata_reader(file_texts& to, std::uint64_t begin, std::uint64_t end) : to_{to}, begin_{begin}, end_{end} {}

    /// The boxes of a movie, and those of `udta` in it, which has no other one inside.
    void take_movie(std::string_view bytes, bool in_user_data = false)
    {
        boxes all{bytes};
        std::string_view kind, body;
        while (all.next(kind, body)) {
            if (kind == "udta" && !in_user_data) take_movie(body, true);
            if (kind == "meta") take_metadata(body);
            if (kind == "AIGC") add("MP4 udta", "AIGC", body);
        }
    }

private:
    /// Version and flags stand before the boxes in MP4 and not in QuickTime.
    void take_metadata(std::string_view bytes)
    {
        boxes all{bytes.size() >= 8 && bytes.substr(4, 4) == "hdlr"
                      ? bytes
                      : bytes.substr(std::min<std::size_t>(4, bytes.size()))};
        std::string_view kind, body, keys, values;
        while (all.next(kind, body)) {
            if (kind == "keys") keys = body;
            if (kind == "ilst") values = body;
        }
        auto const names = names_in(keys);
        boxes entries{values};
        while (entries.next(kind, body))
            if (auto const key = key_of(names, kind); !key.empty()) take_value(key, body);
    }

    static std::vector<std::string_view> names_in(std::string_view keys)
    {
        constexpr std::size_t most = 10000;
        std::vector<std::string_view> names;
        boxes all{keys.substr(std::min<std::size_t>(8, keys.size()))};
        std::string_view space, name;
        while (names.size() != most && all.next(space, name))
            names.push_back(name);
        return names;
    }

    /// The kind of an entry is the number of its key, else its key is its kind.
    static std::string_view key_of(std::vector<std::string_view> const& names, std::string_view kind)
    {
        auto const number = number_in(kind, 0, 4);
        bool const numbered = number != 0 && number <= 10000; // four letters are a larger number
        if (!numbered) return kind;
        return number <= names.size() ? names[static_cast<std::size_t>(number - 1)] : std::string_view{};
    }

    void take_value(std::string_view key, std::string_view bytes)
    {
        constexpr std::size_t before = 8; // type and locale
        boxes all{bytes};
        std::string_view kind, body;
        while (all.next(kind, body))
            if (kind == "data" && body.size() >= before) add("MP4 metadata", key, body.substr(before));
    }

    void add(std::string_view place, std::string_view key, std::string_view text)
    {
        if (text.size() <= longest_text) to_.add(place, key, std::string{text}, begin_, end_);
    }

    file_texts& to_;
    std::uint64_t begin_, end_;
};

/// One at the top of the file.
void take_box(file_texts& found, files::media_file const& file, std::string_view kind, std::uint64_t at,
              std::uint64_t body, std::uint64_t end)
{
    constexpr std::uint64_t most_of_movie = std::uint64_t{16} * 1024 * 1024;
    if (kind == "moov" || kind == "meta" || kind == "udta") {
        if (end - body > most_of_movie) return;
        auto const bytes = file.read(body, static_cast<std::size_t>(end - body));
        metadata_reader reader{found, at, end};
        return reader.take_movie(kind == "moov" ? bytes : file.read(at, static_cast<std::size_t>(end - at)));
    }
    if (kind != "uuid" || end - body < 16 || end - body > longest_text) return;
    auto const bytes = file.read(body, static_cast<std::size_t>(end - body));
    auto const of = std::string_view{bytes}.substr(0, 16);
    if (of == own_box) found.add("MP4 uuid", "jimeng", bytes.substr(16), at, end);
    if (of == xmp_box) found.add("MP4 XMP", "", bytes.substr(16), at, end);
}

} // namespace

file_texts texts_of_mp4(files::media_file const& file)
{
    file_texts found;
    std::uint64_t at = 0;
    for (int i = 0; i != most_boxes && at < file.size(); ++i) {
        auto const head = file.read(at, 16);
        if (head.size() < 8) return found;
        auto size = number_in(head, 0, 4);
        std::uint64_t const body = size == 1 ? 16 : 8;
        bool const endless = size == 0;
        if (size == 1) size = head.size() == 16 ? number_in(head, 8, 8) : 0;
        if (endless) size = file.size() - at;
        if (size < body || size > file.size() - at) return found;
        auto const kind = std::string_view{head}.substr(4, 4);
        if (!found.is_full()) take_box(found, file, kind, at, at + body, at + size);
        // A player looks for `mfra` from the end on; it speaks of what is before it, and nothing of what is behind.
        if (at + size == file.size() && !endless) found.room_at = kind == "mfra" ? at : at + size;
        at += size;
    }
    return found;
}

} // namespace command::provenance
