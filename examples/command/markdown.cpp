#include "report.hpp"

#include <jimeng/core/escape.hpp>

namespace command {

namespace {

std::string size_of(shown_picture const& picture, report const& found)
{
    if (picture.width == 0) return found.wanted_size;
    return std::to_string(picture.width) + " × " + std::to_string(picture.height);
}

/// All values when they differ, one when they are the same.
template <class Pick>
std::string one_or_all(report const& found, Pick pick)
{
    std::string all;
    bool same = true;
    for (auto const& picture : found.pictures) {
        same = same && pick(picture) == pick(found.pictures.front());
        (all += all.empty() ? "" : ", ") += pick(picture);
    }
    return same && !found.pictures.empty() ? pick(found.pictures.front()) : all;
}

/// A destination in angle brackets may hold blanks and brackets; what would end it is percent-encoded.
std::string destination(std::string const& text)
{
    std::string out;
    bool plain = true;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const unsafe = byte < 0x20 || byte == 0x7F || c == '<' || c == '>' || c == '\\';
        static constexpr char digits[] = "0123456789ABCDEF";
        if (unsafe)
            ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
        else
            out += c;
        plain = plain && c != ' ' && c != '(' && c != ')';
    }
    return plain ? out : "<" + out + ">";
}

std::string image(shown_picture const& picture, std::string const& alt, bool links)
{
    auto const& target = links && !picture.url.empty() ? picture.url : picture.path;
    return "![" + alt + "](" + destination(target) + ")\n\n";
}

} // namespace

std::string markdown(report const& found, language spoken)
{
    auto const& say = words_of(spoken);
    std::string text;
    for (std::size_t i = 0; i != found.pictures.size(); ++i) {
        bool const several = found.pictures.size() > 1;
        auto const number = several ? " " + std::to_string(i + 1) : std::string{};
        if (several) ((text += "**") += say.label) += number + "**\n\n";
        text += image(found.pictures[i], std::string{say.alt} + number, found.link_outlives_run);
    }
    ((text += say.heading) += '\n') += say.prompt;
    (text += jimeng::for_markdown(found.prompt)) += '\n';
    ((text += say.size) += one_or_all(found, [&](auto const& p) { return size_of(p, found); })) += '\n';
    auto const paths = one_or_all(found, [](auto const& p) { return jimeng::for_markdown(p.path); });
    if (!paths.empty()) ((text += say.save_path) += paths) += '\n';
    for (auto const& picture : found.pictures)
        if (found.link_outlives_run && !picture.url.empty())
            ((text += say.link) += "<" + jimeng::for_terminal(picture.url, 4000)) += ">\n";
    return text;
}

} // namespace command
