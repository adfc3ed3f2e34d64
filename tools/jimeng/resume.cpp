#include "resume.hpp"

#include "free_name.hpp"
#include "shell_words.hpp"

#include <utility>

namespace command {

namespace {

std::string_view last_part(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// Options of `wait` and their values, empty for a flag.
using options = std::vector<std::pair<std::string_view, std::string>>;

void add(options& all, std::string_view option, std::string_view value)
{
    if (!value.empty()) all.emplace_back(option, value);
}

/// How the results look.
options look_options_of(result_arguments const& arguments)
{
    options all;
    if (arguments.watermark) all.emplace_back("--watermark", "");
    add(all, "--watermark-text", arguments.watermark_text);
    add(all, "--watermark-language", arguments.watermark_language.value_or(""));
    add(all, "--watermark-position", arguments.watermark_position.value_or(""));
    add(all, "--watermark-opacity", arguments.watermark_opacity.value_or(""));
    add(all, "--aigc-producer-id", arguments.label.producer_id);
    add(all, "--aigc-content-producer", arguments.label.content_producer);
    add(all, "--aigc-content-propagator", arguments.label.content_propagator);
    add(all, "--aigc-propagate-id", arguments.label.propagate_id);
    if (arguments.base64) all.emplace_back("--base64", "");
    return all;
}

/// How the results are wanted.
options result_options_of(result_arguments const& arguments)
{
    auto all = look_options_of(arguments);
    if (arguments.no_download) all.emplace_back("--no-download", "");
    if (arguments.sidecar) all.emplace_back("--sidecar", "");
    if (arguments.embed) all.emplace_back("--embed", "");
    return all;
}

/// One word each.
std::vector<std::string> words_of(options const& all)
{
    std::vector<std::string> words;
    for (auto const& [option, value] : all)
        words.push_back(value.empty() ? std::string{option} : std::string{option} + '=' + value);
    return words;
}

void add(std::string& line, std::string_view option, std::string_view value)
{
    if (!value.empty()) (line += ' ') += shell_option(option, value);
}

void add_results(std::string& line, result_arguments const& arguments)
{
    for (auto const& [option, value] : result_options_of(arguments))
        if (value.empty())
            (line += ' ') += option;
        else
            add(line, option, value);
}

void add_output(std::string& line, std::string_view task_id, result_arguments const& arguments)
{
    bool const needs_file = arguments.output || arguments.emulator || arguments.base64;
    if (!needs_file) return; // `wait` chooses a free name of itself
    auto const wanted = output_of(arguments);
    auto const free = wanted == "-" ? wanted : free_output(wanted, task_id);
    if (arguments.output || free != wanted) add(line, "--output", free);
    if (free != "-") line += " --free-name";
}

} // namespace

std::string program_called(std::string_view path)
{
    auto const name = last_part(path);
    auto const stem = name.substr(0, name.find('.'));
    return name.empty() || stem == "jimeng" || stem == "generate_image" ? "jimeng" : shell_word(name);
}

bool called_generate_image(std::string_view path)
{
    auto const name = last_part(path);
    return name.substr(0, name.find('.')) == "generate_image";
}

std::string model_to_name(jimeng::model_entry const& model, std::string const& typed, jimeng::model_list models)
{
    auto const* const usual = jimeng::library_models().front();
    bool const taken_by_all = &model == usual && models.front() == usual;
    return typed.empty() && !taken_by_all ? std::string{model.name} : typed;
}

std::vector<std::string> wait_words(result_arguments const& arguments)
{
    auto all = result_options_of(arguments);
    if (arguments.output) {
        add(all, "--output", *arguments.output);
        all.emplace_back(arguments.overwrite ? "--force" : "--free-name", "");
    }
    add(all, "--ca-file", arguments.ca_file);
    return words_of(all);
}

std::vector<std::string> look_words(result_arguments const& arguments)
{
    return words_of(look_options_of(arguments));
}

std::string resume_command(std::string_view task_id, std::string_view model, result_arguments const& arguments)
{
    bool const like_an_option = task_id.starts_with('-');
    std::string line = arguments.program + " wait";
    if (!like_an_option) (line += ' ') += shell_word(task_id);
    add(line, "--model", model);
    add_results(line, arguments);
    add_output(line, task_id, arguments);
    add(line, "--ca-file", arguments.ca_file);
    if (like_an_option) (line += " -- ") += shell_word(task_id);
    return line;
}

} // namespace command
