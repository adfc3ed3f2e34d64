#include "show.hpp"

#include "../environment.hpp"
#include "config.hpp"

#include "../complaint.hpp"
#include "../exit_code.hpp"
#include "../journal.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace command::config {

namespace {

struct shown_setting {
    setting const& which;
    std::string value;
    origin from;
    unsigned line;
};

shown_setting shown(std::size_t index, jimeng::model_list models)
{
    auto const& which = settings[index];
    auto const& taken = in_use().taken[index];
    auto const set = variable(which.variable);
    if (set.empty()) {
        auto const jobs = which.name == "state_dir" ? job_folder_path() : std::string{};
        auto usual = jobs.empty() ? usual_value(which, models) : jobs.substr(0, jobs.rfind('/'));
        return {which, std::move(usual), origin::usual, 0};
    }
    auto const from = taken.from == origin::usual ? origin::environment : taken.from;
    auto const value = which.kind == holds::address ? jimeng::without_user(set) : std::string_view{set};
    return {which, std::string{value}, from, taken.line};
}

std::string place_of(shown_setting const& one)
{
    switch (one.from) {
    case origin::environment: return one.which.variable;
    case origin::file: return "line " + std::to_string(one.line);
    case origin::profile:
        return "profile " + jimeng::for_terminal(in_use().profile, 60) + ", line " + std::to_string(one.line);
    default: return "default";
    }
}

std::string_view word_for(origin from)
{
    switch (from) {
    case origin::environment: return "environment";
    case origin::file: return "file";
    case origin::profile: return "profile";
    default: return "default";
    }
}

/// Of a terminal, in which a Chinese character, of three bytes here, takes two.
std::size_t columns_of(std::string_view text)
{
    auto const begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    auto const is_wide = [](char byte) { return (static_cast<unsigned char>(byte) & 0xF0) == 0xE0; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins) + std::ranges::count_if(text, is_wide));
}

void append_column(std::string& line, std::string_view text, std::size_t width)
{
    auto const used = columns_of(text);
    line += text;
    line.append(width > used ? width - used : 1, ' ');
}

std::string lines(jimeng::model_list models)
{
    auto const& read = in_use();
    auto text = spoken("file: " + (read.path.empty() ? "none, for HOME is not set" : jimeng::for_terminal(read.path)) +
                       (read.is_there ? "" : " (not there)")) +
                '\n';
    if (!read.profile.empty())
        text += spoken("profile: " + jimeng::for_terminal(read.profile) + ", by " + read.asked_by) + '\n';
    for (std::size_t i = 0; i != settings.size(); ++i) {
        auto const one = shown(i, models);
        append_column(text, one.which.name, 20);
        append_column(text, one.from == origin::usual ? spoken(one.value) : jimeng::for_terminal(one.value), 40);
        text += spoken(place_of(one)) + '\n';
    }
    return text;
}

std::string document(jimeng::model_list models)
{
    auto const& read = in_use();
    jimeng::json_writer json;
    json.begin_object();
    json.member("file", std::string_view{read.path});
    json.member("file_exists", read.is_there);
    json.member("profile", std::string_view{read.profile});
    json.key("profiles");
    json.begin_array();
    for (auto const& one : read.profiles)
        json.value(std::string_view{one});
    json.end_array();
    json.key("settings");
    json.begin_array();
    for (std::size_t i = 0; i != settings.size(); ++i) {
        auto const one = shown(i, models);
        json.begin_object();
        json.member("name", one.which.name);
        json.member("variable", std::string_view{one.which.variable});
        json.member("value", std::string_view{one.value});
        json.member("from", word_for(one.from));
        if (one.line != 0) json.member("line", static_cast<std::int64_t>(one.line));
        json.member("what", one.which.what);
        json.end_object();
    }
    json.end_array();
    json.end_object();
    return json.take() + '\n';
}

} // namespace

void add_options(CLI::App& app, show_arguments& arguments)
{
    app.add_flag("--json", arguments.as_json, "Print one JSON document");
    app.add_flag("--path", arguments.path_only, "Print only where the file of settings lies, or would lie");
}

int run_show(show_arguments const& arguments, jimeng::model_list models)
{
    auto const& read = in_use();
    if (arguments.path_only && !read.path.empty()) return print(read.path + '\n') ? success : local_io;
    if (arguments.path_only)
        return refuse(arguments.as_json,
                      "HOME is not set, so there is no place for a file of settings; set it, or XDG_CONFIG_HOME",
                      jimeng::client_errc::bad_setting);
    if (!read.trouble.empty()) return refuse(arguments.as_json, read.trouble, jimeng::client_errc::bad_setting);
    return print(arguments.as_json ? document(models) : lines(models)) ? success : local_io;
}

} // namespace command::config
