#include "embed.hpp"

#include <jimeng/core/escape.hpp>

#include <filesystem>
#include <utility>

namespace command::provenance {

namespace {

constexpr std::string_view keyword = "jimeng";

std::string words_for_no_room(files::media_file const& file)
{
    using jimeng::picture_format;
    auto const format = file.format();
    bool const known = format == picture_format::png || format == picture_format::jpeg || format == picture_format::mp4;
    return known ? "has no room for a record, or it is too long (a JPEG takes 64 KiB); add --sidecar"
                 : "is no PNG, JPEG or MP4, and takes no record; add --sidecar";
}

/// Metadata of that name, for instance, is somebody else's.
bool is_own_place(found_text const& text)
{
    return text.key == keyword &&
           (text.place == "PNG iTXt" || text.place == "JPEG comment" || text.place == "MP4 uuid");
}

std::optional<embedded_record> record_of(file_texts const& texts)
{
    for (auto text = texts.all.rbegin(); text != texts.all.rend(); ++text) {
        if (!is_own_place(*text)) continue;
        if (auto one = read_record(text->text)) return embedded_record{*std::move(one), *text};
    }
    return std::nullopt;
}

/// Only what holds a record and nothing else, byte for byte. A movie tells where its pictures are by their place in the file,
/// so nothing before them may go.
bool may_be_taken_out(files::media_file const& file, found_text const& carrier, std::uint64_t room)
{
    auto const bytes = file.read(carrier.begin, static_cast<std::size_t>(carrier.end - carrier.begin));
    bool const last = file.format() != jimeng::picture_format::mp4 || carrier.end == room;
    return last && bytes == carrier_of(file.format(), keyword, carrier.text);
}

} // namespace

std::optional<embedded_record> record_in(files::media_file const& file)
{
    return record_of(texts_of(file));
}

files::file_facts embed(std::string const& path, record const& one, files::file_facts const& now, std::string& trouble)
{
    auto const file = files::media_file::open(path, trouble);
    if (!file) return now;
    auto const texts = texts_of(*file);
    auto there = record_of(texts);
    if (there && there->one.task_id == one.task_id && there->one.index == one.index) return now;
    auto room = texts.room_at;
    if (there && !may_be_taken_out(*file, there->from, room)) there.reset();
    auto own = one;
    if (there) // another record's place is taken
        if (auto const bare = files::facts_without(*file, there->from.begin, there->from.end)) {
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
    return files::rewrite(path, *file, {room, end, std::move(bytes)}, trouble).value_or(now);
}

std::optional<record> record_beside(std::string const& sidecar)
{
    std::string ignored;
    auto const file = files::media_file::open(sidecar, ignored);
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
