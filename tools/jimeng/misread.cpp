#include "misread.hpp"

#include "complaint.hpp"
#include "near_word.hpp"
#include "option_words.hpp"
#include "spoken.hpp"

#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>

namespace command {

std::string option_of_others(std::string const& word, generate_arguments const& arguments, jimeng::model_list models,
                             jimeng::model_entry const* wanted)
{
    auto const& names = arguments.request.names;
    auto const name = word.substr(2, word.find('=') - 2);
    auto const has = [&](jimeng::model_entry const& model) {
        auto const all = typed_facts(model);
        return std::any_of(all.begin(), all.end(), [&](auto const& facts) {
            auto const own = names.of(model, facts.name);
            bool const negated = facts.holds == jimeng::value_facts::type::truth && name == "no-" + std::string{own};
            return !own.empty() && (name == own || negated);
        });
    };
    bool const of_others = std::any_of(models.begin(), models.end(), [&](auto const* model) { return has(*model); });
    if (wanted == nullptr || !of_others || has(*wanted)) return {};
    return typed_source{arguments.request, *wanted}.lacks(name);
}

namespace {

/// The option of the subcommand that was probably meant, with its dashes; empty where there is none.
std::string near_option(CLI::App const& app, std::string const& name)
{
    if (!name.starts_with("--")) return {};
    near_word meant{std::string_view{name}.substr(2)};
    for (auto const* const option : app.get_options())
        for (auto const& one : option->get_lnames())
            meant.look_at(one);
    return meant.found().empty() ? std::string{} : "--" + std::string{meant.found()};
}

/// A word that begins as an option does may be the prompt or a task's id.
std::string no_option(CLI::App const& app, std::string const& word)
{
    if (word == "--") return "after -- come no options: put them before it, and the prompt or the task's id behind it";
    auto const name = word.substr(0, word.find('='));
    if (auto const meant = near_option(app, name); !meant.empty())
        return "there is no option " + name + words_for_nearest(meant);
    if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos)
        return "there is no option " + word + "; where it is the prompt or the task's id, put -- before it";
    return "'" + word + "' begins like an option: put -- before the prompt or the task's id";
}

/// `generate, wait, ... or emulator`.
std::string names_of_subcommands(CLI::App const& app)
{
    auto const all = app.get_subcommands([](CLI::App const*) { return true; });
    std::string names;
    for (auto const* const one : all)
        (names += names.empty() ? "" : one == all.back() ? " or " : ", ") += one->get_name();
    return names;
}

std::string no_subcommand(CLI::App const& app, std::string const& word)
{
    if (auto const option = near_option(app, word); !option.empty())
        return "there is no option " + word + words_for_nearest(option);
    near_word meant{word};
    for (auto const* const one : app.get_subcommands([](CLI::App const*) { return true; }))
        meant.look_at(one->get_name());
    auto const line = "there is no subcommand '" + word + '\'';
    return meant.found().empty() ? line + ": use " + names_of_subcommands(app)
                                 : line + words_for_nearest(meant.found());
}

/// What was not understood, in the words of someone who typed it.
/// @param foreign  Says what is wrong with an option that another model has.
std::string what_is_wrong(CLI::App& app, CLI::ParseError const& error,
                          std::function<std::string(std::string const&)> const& foreign)
{
    auto const rest = app.remaining(true);
    for (auto const& word : rest)
        if (word.size() > 2 && word.starts_with("--"))
            if (auto line = foreign(word); !line.empty()) return line;
    for (auto const* const one : app.get_subcommands())
        if (auto line = repeated_option(*one); !line.empty()) return line;
    if (auto line = repeated_option(app); !line.empty()) return line;
    auto const& in = app.get_subcommands().empty() ? app : *app.get_subcommands().front();
    bool const lacks = dynamic_cast<CLI::RequiredError const*>(&error) != nullptr;
    bool const in_subcommand = !app.get_subcommands().empty() || app.get_name() != "jimeng";
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr || (lacks && in_subcommand)) {
        for (auto const& word : rest)
            if (word.size() > 1 && word.starts_with('-')) return no_option(in, word);
    }
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr && !rest.empty()) {
        bool const prompted = in.get_option_no_throw("PROMPT") != nullptr;
        return "'" + rest.front() + "' is one word too many" + (prompted ? ": put the prompt in quotes" : "");
    }
    if (app.get_name() == "jimeng" && app.get_subcommands().empty() && !rest.empty())
        return no_subcommand(app, rest.front());
    return error.what();
}

} // namespace

int parse_failed(CLI::App& app, CLI::ParseError const& error, bool as_json,
                 std::function<std::string(std::string const&)> const& foreign)
{
    if (error.get_exit_code() == 0) return speak_help(app), app.exit(error);
    return misread(as_json, what_is_wrong(app, error, foreign));
}

int misread(bool as_json, std::string const& trouble)
{
    return refuse(as_json, jimeng::for_terminal(trouble, 2000) + "; see --help");
}

} // namespace command
