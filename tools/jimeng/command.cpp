#include "command.hpp"

#include "complaint.hpp"
#include "config/config.hpp"
#include "config/defaults.hpp"
#include "help_footers.hpp"
#include "language.hpp"
#include "misread.hpp"
#include "offered.hpp"
#include "option_words.hpp"
#include "process_guard.hpp"
#include "resume.hpp"
#include "secrets.hpp"
#include "short_report.hpp"
#include "spoken.hpp"
#include "subcommands.hpp"
#include "terminal/help.hpp"

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

namespace {

/// The arguments were not understood, so whether JSON is wanted has to be seen without them.
bool asks_for_json(std::vector<std::string> const& words)
{
    for (auto const& word : words) {
        if (word == "--") return false;
        if (word == "--json" || word.starts_with("--json=")) return true;
    }
    return false;
}

/// A command line as it came.
struct typed_line {
    std::vector<std::string> words; ///< The last one first: the order that CLI11 takes them in.
    std::string program;            ///< As a shell takes it.
    bool as_json = false;
};

/// What stands behind an option that has to be known before the others; none: it is not there.
template <class Words>
std::optional<std::string_view> value_of(std::string_view option, Words word, Words const end)
{
    std::string_view before;
    for (; word != end && *word != "--"; before = *word++) {
        std::string_view const all = *word;
        bool const joined = all.starts_with(option) && all.substr(option.size()).starts_with('=');
        if (joined) return all.substr(option.size() + 1);
        if (before == option) return all;
    }
    return std::nullopt;
}

/// The model whose options are taken: the one that is named, else the default; null where there is none of that name.
/// @param words  The last one first.
jimeng::model_entry const* wanted_model(std::vector<std::string> const& words, jimeng::model_list models)
{
    auto const named = value_of("--model", words.rbegin(), words.rend()).value_or(std::string_view{});
    return jimeng::find_model(models, named.empty() ? config::default_model() : named);
}

/// What the file of settings or the variables for it have wrong keeps everything from running that looks at them.
int refuse_settings(bool as_json)
{
    return refuse(as_json, config::in_use().trouble, jimeng::client_errc::bad_setting);
}

int run_generate_alone(typed_line typed, jimeng::model_list models)
{
    CLI::App app{"Generate images with Volcengine Jimeng from a prompt", "generate_image"};
    app.formatter(terminal::help_layout());
    app.footer(std::string{example} + exit_codes);
    generate_arguments generate;
    generate.results.program = typed.program;
    auto const* const wanted = wanted_model(typed.words, models);
    add_generate_options(app, generate, models, wanted);
    end_lists(app, typed.words);
    if (auto const trouble = flag_with_value(app, typed.words); !trouble.empty())
        return misread(typed.as_json, trouble);
    try {
        app.parse(std::move(typed.words));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error, typed.as_json,
                            [&](auto const& word) { return option_of_others(word, generate, models, wanted); });
    }
    offered_options const offered{app};
    if (!config::in_use().trouble.empty()) return refuse_settings(typed.as_json);
    if (auto const trouble = trouble_with_language(); !trouble.empty())
        return refuse(typed.as_json, trouble, jimeng::client_errc::bad_setting);
    return run_generate(std::move(generate), models);
}

int run_subcommand(typed_line typed, jimeng::model_list models)
{
    CLI::App app{"Volcengine Jimeng image generation", "jimeng"};
    app.formatter(terminal::help_layout());
    app.set_version_flag("--version", "jimeng " JIMENG_VERSION_STRING);
    app.footer(std::string{example} + exit_codes);
    app.require_subcommand(1);
    all_arguments read;
    read.generate.results.program = read.wait.results.program = typed.program;
    auto const* const wanted = wanted_model(typed.words, models);
    auto const first = typed.words.empty() ? std::string{} : typed.words.back();
    auto const all = subcommands(app, read, models, wanted, first);
    add_lang(app, read.lang);
    add_options_for(first, all, read);
    bool const generates = all.front().app->get_name() == "generate" && all.front().app->check_name(first);
    if (generates) {
        auto const name = std::move(typed.words.back());
        typed.words.pop_back();
        end_lists(*all.front().app, typed.words);
        typed.words.push_back(name);
    }
    for (auto const& one : all)
        if (!typed.words.empty() && one.app->check_name(typed.words.back()))
            if (auto const trouble = flag_with_value(*one.app, typed.words); !trouble.empty())
                return misread(typed.as_json, trouble);
    try {
        app.parse(std::move(typed.words));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error, typed.as_json, [&](auto const& word) {
            return generates ? option_of_others(word, read.generate, models, wanted) : std::string{};
        });
    }
    auto const asked = std::find_if(all.begin(), all.end(), [](subcommand const& one) { return one.app->parsed(); });
    offered_options const offered{*asked->app};
    bool const tells_itself = asked->app->get_name() == "doctor" || asked->app->get_name() == "config";
    if (asked->has_settings && !tells_itself && !config::in_use().trouble.empty())
        return refuse_settings(typed.as_json);
    if (auto const trouble = trouble_with_language(); !trouble.empty())
        return refuse(typed.as_json, trouble, jimeng::client_errc::bad_setting);
    return asked->run();
}

/// `jimeng --lang zh tasks` is `jimeng tasks --lang zh`: what comes first is the subcommand.
void move_lang_behind(std::vector<std::string>& words)
{
    auto const count = words.empty() ? 0 : words.front() == "--lang" ? 2 : words.front().starts_with("--lang=") ? 1 : 0;
    if (count == 0 || words.size() <= static_cast<std::size_t>(count) ||
        words[static_cast<std::size_t>(count)].starts_with('-'))
        return;
    std::rotate(words.begin(), words.begin() + count, words.begin() + count + 1);
}

int run_words(typed_line typed, bool as_skill, jimeng::model_list models)
try {
    std::reverse(typed.words.begin(), typed.words.end());
    return as_skill ? run_generate_alone(std::move(typed), models) : run_subcommand(std::move(typed), models);
} catch (std::exception const& error) {
    return refuse(typed.as_json, jimeng::for_terminal(error.what()), jimeng::client_errc::file_io);
}

} // namespace

int run(int argc, char** argv, jimeng::model_list models)
try {
    process_guard const guard;
    known_secrets().learn_from_environment();
    std::vector<std::string> words{argv + (argc > 0 ? 1 : 0), argv + argc};
    std::string_view const path = argc > 0 ? argv[0] : "";
    bool const as_json = asks_for_json(words);
    auto const profile = value_of("--profile", words.begin(), words.end());
    config::load(profile ? std::optional{std::string{*profile}} : std::nullopt,
                 models); // first: all else may depend on it
    speak(language_asked_for(words));
    if (!called_generate_image(path)) move_lang_behind(words);
    return run_words({std::move(words), program_called(path), as_json}, called_generate_image(path), models);
} catch (...) { // no memory even for the words about it; nothing was sent
    for (int i = 1; i < argc; ++i)
        if (std::string_view{argv[i]} == "--json") short_json({}, jimeng::client_errc::file_io, local_io);
    short_line({}, local_io, {}, {});
    return local_io;
}

} // namespace command
