#include "report.hpp"
#include "terminal/decoration.hpp"

#include <jimeng/core/escape.hpp>

#include <string_view>

namespace command {

namespace {

std::string size_of(shown_picture const& picture, report const& found)
{
    if (picture.width == 0) return found.wanted_size;
    return std::to_string(picture.width) + " × " + std::to_string(picture.height);
}

/// All values when they differ, one when they are the same; a picture that has none is passed over.
template <class Pick>
std::string one_or_all(report const& found, Pick pick)
{
    std::string all;
    std::string first;
    bool same = true;
    for (auto const& picture : found.pictures) {
        auto const value = pick(picture);
        if (value.empty()) continue;
        if (first.empty()) first = value;
        same = same && value == first;
        (all += all.empty() ? "" : ", ") += value;
    }
    return same ? first : all;
}

/// A link or path that nothing can end early: everything but visible ASCII is percent-encoded in links, and what has a
/// meaning between angle brackets or in code spans in both.
std::string encoded(std::string const& text, bool link)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const unsafe = byte < 0x20 || byte == 0x7F || (link && (byte == 0x20 || byte > 0x7F)) ||
                            std::string_view{"<>\\`"}.find(c) != std::string_view::npos;
        if (unsafe)
            ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
        else
            out += c;
    }
    return out;
}

std::string destination(std::string const& text, bool link)
{
    auto const safe = encoded(link ? text : jimeng::for_terminal(text, 4000), link);
    return safe.find_first_of(" ()") == std::string::npos ? safe : "<" + safe + ">";
}

/// What is shown of a link or path, and leads there where a click can follow it.
std::string leading(std::string const& shown, std::string const& target, bool link, bool clickable)
{
    if (!clickable || target.empty()) return shown;
    return terminal::hyperlink(link ? encoded(target, true) : terminal::address_of(target), shown);
}

/// A video is linked to: no Markdown shows one.
std::string shown(shown_picture const& picture, words const& say, std::string const& number, bool links, bool clickable)
{
    bool const link = links && !picture.url.empty();
    bool const video = picture.format == jimeng::picture_format::mp4;
    auto const head = video ? "[" + std::string{say.video} : "![" + std::string{say.alt};
    auto const& target = link ? picture.url : picture.path;
    return head + number + "](" + leading(destination(target, link), target, link, clickable) + ")\n\n";
}

/// A picture that was neither saved nor can be linked to is not shown; the error line tells of it.
bool can_be_shown(shown_picture const& picture, bool links)
{
    return !picture.path.empty() || (links && !picture.url.empty());
}

/// A document that came, where nothing in it can end the block or reach a terminal.
std::string data_in_block(std::string const& data)
{
    auto text = jimeng::for_terminal(data, data.size());
    for (auto at = text.find("```"); at != std::string::npos; at = text.find("```", at))
        text.replace(at, 3, "'''");
    return text;
}

/// The line to run stands in a block of code, as it is to be pasted.
std::string submitted_task(report const& found, words const& say)
{
    std::string text{say.task};
    (text += jimeng::for_markdown(found.details.task_id)) += "\n\n```bash\n";
    return (text += found.resume) += "\n```\n";
}

} // namespace

std::string markdown(report const& found, language spoken, bool clickable)
{
    auto const& say = words_of(spoken);
    if (found.only_submitted) return found.error.failed() ? std::string{} : submitted_task(found, say);
    std::string text;
    for (std::size_t i = 0; i != found.pictures.size(); ++i) {
        bool const several = found.pictures.size() > 1;
        auto const number = several ? std::string{' '} += std::to_string(i + 1) : std::string{};
        if (!can_be_shown(found.pictures[i], found.link_outlives_run)) continue;
        if (several) ((text += "**") += say.label) += number + "**\n\n";
        text += shown(found.pictures[i], say, number, found.link_outlives_run, clickable);
    }
    if (!found.data.empty() && found.data_path.empty())
        ((text += "```json\n") += data_in_block(found.data)) += "\n```\n\n";
    if (text.empty() && found.data_path.empty()) return {};
    (text += say.heading) += '\n';
    if (!found.prompt.empty()) ((text += say.prompt) += jimeng::for_markdown(found.prompt)) += '\n';
    auto const sizes = one_or_all(found, [&](auto const& p) {
        return can_be_shown(p, found.link_outlives_run) ? size_of(p, found) : std::string{};
    });
    if (!sizes.empty()) ((text += say.size) += sizes) += '\n';
    auto paths = one_or_all(
        found, [&](auto const& p) { return leading(jimeng::for_markdown(p.path), p.path, false, clickable); });
    if (!found.data_path.empty()) (paths += paths.empty() ? "" : ", ") += jimeng::for_markdown(found.data_path);
    if (!paths.empty()) ((text += say.save_path) += paths) += '\n';
    for (auto const& picture : found.pictures)
        if (found.link_outlives_run && !picture.url.empty())
            ((text += say.link) += '<') += leading(encoded(picture.url, true), picture.url, true, clickable) + ">\n";
    return text;
}

} // namespace command
