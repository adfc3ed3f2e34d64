#include "completion.hpp"

#include "complaint.hpp"
#include "exit_code.hpp"
#include "generate_arguments.hpp"
#include "printing.hpp"
#include "shell_words.hpp"

#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace command {

namespace {

/// One option as a shell needs to know it.
struct completed_option {
    std::string name; ///< With its dashes.
    std::string help;
    std::vector<std::string> words; ///< That it takes; empty: a file's name, or anything.
    bool takes_value = true;
};

struct completed_model {
    std::string name;
    std::vector<completed_option> options;
};

struct completed_command {
    std::string name;
    std::string help;
    std::vector<completed_option> options;
};

std::vector<completed_model> own_options(jimeng::model_list models)
{
    option_names const names{models, own_option_names()};
    std::vector<completed_model> all;
    for (auto const* const model : models) {
        auto& one = all.emplace_back(completed_model{std::string{model->name}, {}});
        for (auto const& facts : typed_facts(*model)) {
            auto const name = names.of(*model, facts.name);
            if (name.empty()) continue;
            bool const flag = facts.holds == jimeng::value_facts::type::truth;
            one.options.push_back(
                {"--" + std::string{name}, sentence_of(facts), {facts.choices.begin(), facts.choices.end()}, !flag});
            if (flag) one.options.push_back({"--no-" + std::string{name}, "not that", {}, false});
        }
    }
    return all;
}

bool is_of_model(std::vector<completed_model> const& models, std::string_view name)
{
    return std::any_of(models.begin(), models.end(), [&](auto const& model) {
        return std::any_of(model.options.begin(), model.options.end(),
                           [&](auto const& one) { return one.name == name; });
    });
}

/// The options of a subcommand that belong to no model.
std::vector<completed_option> plain_options(CLI::App const& app, std::vector<completed_model> const& models,
                                            bool with_models)
{
    std::vector<completed_option> all;
    for (auto const* const option : app.get_options()) {
        for (auto const& name : option->get_lnames()) {
            completed_option one{"--" + name, option->get_description(), {}, option->get_expected_max() != 0};
            if (with_models && is_of_model(models, one.name)) continue;
            if (name == "model")
                for (auto const& model : models)
                    one.words.push_back(model.name);
            else if (auto const type = option->get_type_name(); type == "en|zh")
                one.words = {"en", "zh"};
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::vector<completed_command> commands_of(CLI::App& app, std::vector<completed_model> const& models)
{
    std::vector<completed_command> all;
    for (auto* const one : app.get_subcommands([](CLI::App const*) { return true; }))
        all.push_back(
            {one->get_name(), one->get_description(), plain_options(*one, models, one->get_name() == "generate")});
    return all;
}

template <class Things, class Text>
std::string joined(Things const& things, Text text)
{
    std::string all;
    for (auto const& one : things)
        (all += all.empty() ? "" : " ") += text(one);
    return all;
}

std::string names_of(std::vector<completed_option> const& options)
{
    return joined(options, [](auto const& one) { return one.name; });
}

/// The words behind an option: `case` lines of a shell's script.
void add_words(std::string& script, std::string const& before, std::vector<completed_option> const& options)
{
    for (auto const& one : options)
        if (!one.words.empty())
            script += "        " + shell_word(before + one.name) +
                      ") words=" + shell_word(joined(one.words, [](auto const& word) { return word; })) + " ;;\n";
}

std::string bash(std::vector<completed_command> const& commands, std::vector<completed_model> const& models)
{
    std::string script = R"(_jimeng() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= model= options= words= i
    case ${COMP_WORDS[0]##*/} in generate_image) command=generate ;; esac
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --model) model=${COMP_WORDS[i+1]}; [ "$model" != = ] || model=${COMP_WORDS[i+2]} ;;
            -*) ;;
            *) [ -n "$command" ] || command=${COMP_WORDS[i]} ;;
        esac
    done
)";
    script += "    [ -n \"$model\" ] || model=" + shell_word(models.front().name) + "\n    case $command in\n";
    for (auto const& one : commands)
        script += "        " + one.name + ") options=" + shell_word(names_of(one.options)) + " ;;\n";
    script += "        '') options=" + shell_word(joined(commands, [](auto const& one) { return one.name; })) + " ;;\n";
    script += "    esac\n    case $command:$model in\n";
    for (auto const& one : models)
        script += "        " + shell_word("generate:" + one.name) + ") options=\"$options \"" +
                  shell_word(names_of(one.options)) + " ;;\n";
    script += "    esac\n    case $model:$prev in\n";
    for (auto const& one : models)
        add_words(script, one.name + ":", one.options);
    script += "    esac\n    case $prev in\n";
    for (auto const& one : commands)
        if (one.name == "generate") add_words(script, "", one.options);
    script += R"(    esac
    if [ -n "$words" ]; then
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    elif [ -z "$command" ] || [ "${cur#-}" != "$cur" ]; then
        COMPREPLY=($(compgen -W "$options" -- "$cur"))
    else
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}
complete -o filenames -o bashdefault -F _jimeng jimeng generate_image
)";
    return script;
}

void add_fish_option(std::string& script, std::string const& condition, completed_option const& one)
{
    script +=
        "complete -c jimeng -n " + shell_word(condition) + " -l " + one.name.substr(2) + " -d " + shell_word(one.help);
    if (one.takes_value) script += one.words.empty() ? " -r" : " -x";
    if (!one.words.empty()) script += " -a " + shell_word(joined(one.words, [](auto const& word) { return word; }));
    script += '\n';
}

std::string fish(std::vector<completed_command> const& commands, std::vector<completed_model> const& models)
{
    std::string script = "function __jimeng_model\n    set -l model " + shell_word(models.front().name) + R"(
    set -l words (commandline -opc)
    for i in (seq (count $words))
        if test $words[$i] = --model; and test $i -lt (count $words)
            set model $words[(math $i + 1)]
        end
    end
    echo $model
end
)";
    for (auto const& one : commands) {
        script +=
            "complete -c jimeng -f -n __fish_use_subcommand -a " + one.name + " -d " + shell_word(one.help) + '\n';
        for (auto const& option : one.options)
            add_fish_option(script, "__fish_seen_subcommand_from " + one.name, option);
    }
    for (auto const& model : models)
        for (auto const& option : model.options)
            add_fish_option(script, "__fish_seen_subcommand_from generate; and test (__jimeng_model) = " + model.name,
                            option);
    return script + "complete -c generate_image -w 'jimeng generate'\n";
}

/// As a file that the shell loads when it is wanted first, and as one that is sourced.
std::string zsh(std::vector<completed_command> const& commands, std::vector<completed_model> const& models)
{
    return "#compdef jimeng generate_image\nautoload -U +X bashcompinit && bashcompinit\n" + bash(commands, models) +
           R"([ "${funcstack[1]}" != _jimeng ] || _bash_complete -o filenames -o bashdefault -F _jimeng
)";
}

} // namespace

int run_completion(CLI::App& app, jimeng::model_list models, std::string const& shell)
{
    auto const own = own_options(models);
    auto const commands = commands_of(app, own);
    if (shell == "bash") return print(bash(commands, own)) ? success : local_io;
    if (shell == "zsh") return print(zsh(commands, own)) ? success : local_io;
    if (shell == "fish") return print(fish(commands, own)) ? success : local_io;
    return refuse(false, "shell " + jimeng::for_terminal(shell, 60) + ": is not known; take bash, zsh or fish");
}

} // namespace command
