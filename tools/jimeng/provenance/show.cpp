#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../json_text.hpp"
#include "../language.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"
#include "../terminal/pictures.hpp"
#include "commands.hpp"
#include "embed.hpp"
#include "recipe.hpp"

#include <jimeng/core/escape.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace command::provenance {

namespace {

constexpr int no_record = 1;

/// A record, where it was found, and whether the file is the one that it speaks of.
struct found_record {
    record one;
    std::string from;
    std::optional<bool> unchanged; ///< None: there is nothing to compare.
};

std::optional<bool> is_of(record const& one, files::media_file const& file, std::uint64_t begin, std::uint64_t end)
{
    auto const now = files::facts_without(file, begin, end);
    if (!now || one.sha256.empty()) return std::nullopt;
    return now->sha256 == one.sha256;
}

std::optional<found_record> find_record(std::string const& path, files::media_file const& file)
{
    if (auto inside = record_in(file)) {
        auto const unchanged = is_of(inside->one, file, inside->from.begin, inside->from.end);
        return found_record{std::move(inside->one), "the file, " + std::string{inside->from.place}, unchanged};
    }
    for (auto const& name : sidecar_names(path))
        if (auto beside = record_beside(name)) {
            bool const itself = name == path;
            auto const unchanged = itself ? std::nullopt : is_of(*beside, file, 0, 0);
            return found_record{*std::move(beside), name, unchanged};
        }
    return std::nullopt;
}

std::string line(std::string_view name, std::string const& text)
{
    return text.empty() ? std::string{}
                        : spoken(name) + (spoken_language() == language::chinese ? "：" : ": ") +
                              jimeng::for_terminal(text, 2000) + '\n';
}

/// Each field on a line of its own; the prompt has one already.
std::string lines_of_fields(std::string const& fields)
{
    constexpr std::size_t most = 64;
    boost::system::error_code ec;
    auto const value = boost::json::parse(fields, ec);
    if (ec.failed() || !value.is_object()) return {};
    auto text = spoken("Fields:") + "\n";
    std::size_t shown = 0;
    for (auto const& member : value.get_object()) {
        if (member.key() == "prompt" || member.key() == "req_key") continue;
        if (++shown > most) return text + "  ...\n";
        text += "  " + jimeng::for_terminal(std::string_view{member.key().data(), member.key().size()}, 60) + ": " +
                jimeng::for_terminal(boost::json::serialize(member.value()), 300) + '\n';
    }
    return shown == 0 ? std::string{} : text;
}

std::string words_of(std::optional<bool> unchanged)
{
    if (!unchanged) return {};
    return *unchanged ? "as it was saved" : "changed since it was saved";
}

/// The names of options that are no part of the line.
std::string words_for_left_out(std::vector<std::string> const& names)
{
    std::string all;
    for (auto const& name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::string as_text(found_record const& found, std::string const& again, std::vector<std::string> const& left_out)
{
    auto const& from = found.one.made_from;
    auto text = line("Prompt", from.prompt) + line("Model", from.model + " (" + from.req_key + ")") +
                line("Task", found.one.task_id) + line("Date", found.one.date) + line("Read from", spoken(found.from)) +
                line("File", spoken(words_of(found.unchanged))) + lines_of_fields(from.fields);
    if (!again.empty()) text += spoken("Make it again:") + '\n' + again + '\n';
    return text + line("Not in this line, as no option of the model", words_for_left_out(left_out));
}

std::string as_json(std::string const& path, found_record const& found, std::string const& again)
{
    std::string text = "{\"path\":";
    append_json_string(text, path);
    append_json_string(text += ",\"from\":", found.from);
    text += ",\"unchanged\":";
    text += !found.unchanged ? "null" : *found.unchanged ? "true" : "false";
    append_json_answer(text += ",\"record\":", to_json(found.one));
    text += ",\"command\":";
    if (again.empty())
        text += "null";
    else
        append_json_string(text, again);
    return text + "}\n";
}

} // namespace

void add_show_options(CLI::App& app, file_arguments& to)
{
    app.add_option("FILE", to.file, "A picture or video that was saved with --sidecar or --embed, or its sidecar")
        ->required()
        ->type_name("");
    app.add_flag("--show", to.draw, "Draw the picture in the terminal too");
    app.add_flag("--json", to.as_json, "Print one JSON document");
}

int run_show(file_arguments const& wanted, jimeng::model_list models)
{
    if (wanted.draw && wanted.as_json)
        return refuse(true, "--show: standard output takes the picture or --json, not both; leave one of the two out");
    std::string trouble;
    auto const file = files::media_file::open(wanted.file, trouble);
    if (!file) return refuse(wanted.as_json, trouble, jimeng::client_errc::file_io);
    if (wanted.draw) terminal::show_pictures({wanted.file});
    auto const found = find_record(wanted.file, *file);
    if (!found) {
        complain(
            jimeng::for_terminal(wanted.file) +
            ": no record of how it was made is in it or beside it; jimeng generate --sidecar or --embed keeps one");
        return no_record;
    }
    std::vector<std::string> left_out;
    auto const again = line_to_make(found->one.made_from, models, left_out);
    bool const printed = print(wanted.as_json ? as_json(wanted.file, *found, again) : as_text(*found, again, left_out));
    return printed ? success : local_io;
}

} // namespace command::provenance
