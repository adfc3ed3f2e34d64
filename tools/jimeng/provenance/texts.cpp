#include "texts.hpp"

#include <utility>

namespace command::provenance {

namespace {

constexpr std::size_t most_texts = 256;
constexpr std::size_t most_held = std::size_t{16} * 1024 * 1024;

} // namespace

bool file_texts::is_full() const noexcept
{
    return all.size() >= most_texts || held >= most_held;
}

void file_texts::add(std::string_view place, std::string_view key, std::string text, std::uint64_t begin,
                     std::uint64_t end)
{
    if (is_full()) return;
    held += text.size();
    all.push_back({place, std::string{key}, std::move(text), begin, end});
}

file_texts texts_of(files::media_file const& file)
{
    switch (file.format()) {
    case jimeng::picture_format::png: return texts_of_png(file);
    case jimeng::picture_format::jpeg: return texts_of_jpeg(file);
    case jimeng::picture_format::mp4: return texts_of_mp4(file);
    default: return {};
    }
}

} // namespace command::provenance
