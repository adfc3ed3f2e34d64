#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../json_text.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"
#include "commands.hpp"
#include "label.hpp"

#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace command::provenance {

namespace {

constexpr int not_labelled = 1;

std::string as_text(std::string const& path, std::optional<content_label> const& label)
{
    auto const shown = jimeng::for_terminal(path);
    if (!label) return spoken(shown + ": carries no AIGC label") + '\n';
    auto text = spoken(shown + ": carries an AIGC label (" + std::string{label->place} + ")") + '\n';
    for (auto const& [name, value] : label->fields)
        text += "- " + jimeng::for_terminal(name, 60) + ": " + jimeng::for_terminal(value, 500) + '\n';
    std::string missing;
    for (auto const name : label->missing())
        (missing += missing.empty() ? "" : ", ") += name;
    return missing.empty() ? text : text + spoken("Fields of GB 45438-2025 that it lacks: " + missing) + '\n';
}

std::string as_json(std::string const& path, std::optional<content_label> const& label)
{
    std::string text = "{\"path\":";
    append_json_string(text, path);
    text +=
        label ? ",\"labelled\":true,\"place\":" : ",\"labelled\":false,\"place\":null,\"fields\":{},\"missing\":[]}\n";
    if (!label) return text;
    append_json_string(text, label->place);
    text += ",\"fields\":{";
    for (auto const& [name, value] : label->fields) {
        if (text.back() != '{') text += ',';
        append_json_string(text, name);
        append_json_string(text += ':', value);
    }
    text += "},\"missing\":[";
    for (auto const name : label->missing()) {
        if (text.back() != '[') text += ',';
        append_json_string(text, name);
    }
    return text + "]}\n";
}

} // namespace

void add_label_options(CLI::App& app, file_arguments& to)
{
    app.add_option("FILE", to.file, "A PNG, JPEG or MP4")->required()->type_name("");
    app.add_flag("--json", to.as_json, "Print one JSON document");
}

int run_label(file_arguments const& wanted)
{
    std::string trouble;
    auto const file = files::media_file::open(wanted.file, trouble);
    if (!file) return refuse(wanted.as_json, trouble, jimeng::client_errc::file_io);
    using jimeng::picture_format;
    auto const format = file->format();
    if (format != picture_format::png && format != picture_format::jpeg && format != picture_format::mp4)
        return refuse(wanted.as_json,
                      jimeng::for_terminal(wanted.file) + ": is no PNG, JPEG or MP4, where a label would be looked for",
                      jimeng::client_errc::file_io);
    auto const label = label_in(texts_of(*file));
    if (!print(wanted.as_json ? as_json(wanted.file, label) : as_text(wanted.file, label))) return local_io;
    return label ? success : not_labelled;
}

} // namespace command::provenance
