#include "embed.hpp"

#include <jimeng/core/escape.hpp>

#include <filesystem>
#include <utility>

namespace command::provenance {

namespace {

constexpr std::string_view keyword = "jimeng";

std::string words_for_no_room(media_file const& file)
{
    using jimeng::picture_format;
    auto const format = file.format();
    bool const known = format == picture_format::png || format == picture_format::jpeg || format == picture_format::mp4;
    return known ? "has no room for a record, or it is too long (a JPEG takes 64 KiB); add --sidecar"
                 : "is no PNG, JPEG or MP4, and takes no record; add --sidecar";
}

} // namespace

std::optional<embedded_record> record_in(media_file const& file)
{
    for (auto& text : texts_of(file).all) {
        if (text.key != keyword) continue;
        if (auto one = read_record(text.text)) return embedded_record{*std::move(one), std::move(text)};
    }
    return std::nullopt;
}

file_facts embed(std::string const& path, record const& one, file_facts const& now, std::string& trouble)
{
    auto const file = media_file::open(path, trouble);
    if (!file) return now;
    auto const there = record_in(*file);
    if (there && there->one.task_id == one.task_id && there->one.index == one.index) return now;
    auto room = texts_of(*file).room_at;
    auto own = one;
    if (there) // another record's place is taken
        if (auto const bare = facts_without(*file, there->from.begin, there->from.end)) {
            own.sha256 = bare->sha256;
            own.size_bytes = bare->size_bytes;
        }
    auto bytes = carrier_of(file->format(), keyword, to_json(own));
    if (room == 0 || bytes.empty()) {
        trouble = "embed " + jimeng::for_terminal(path) + ": " + words_for_no_room(*file);
        return now;
    }
    auto const end = there ? there->from.end : room;
    if (there) room = there->from.begin;
    return rewrite(path, *file, {room, end, std::move(bytes)}, trouble).value_or(now);
}

std::optional<record> record_beside(std::string const& sidecar)
{
    std::string ignored;
    auto const file = media_file::open(sidecar, ignored);
    if (!file || file->size() > longest_text) return std::nullopt;
    return read_record(file->read(0, longest_text));
}

std::vector<std::string> sidecar_names(std::string const& path)
{
    std::filesystem::path stem{path};
    stem.replace_extension(".json");
    return {stem.string(), path + ".json"};
}

} // namespace command::provenance
