#include "resume.hpp"

#include <jimeng/core/escape.hpp>

namespace command {

namespace {

/// A word as a shell takes it.
std::string quoted(std::string_view text)
{
    static constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=,@%+";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string{text};
    std::string out = "'";
    for (char const c : jimeng::for_terminal(text, text.size())) {
        if (c == '\'')
            out += "'\\''";
        else
            out += c;
    }
    return out += '\'';
}

void add(std::string& line, std::string_view option, std::string_view value, std::string_view standard = {})
{
    if (value != standard) ((line += ' ') += option) += ' ' + quoted(value);
}

} // namespace

std::string resume_command(std::string_view task_id, std::string_view model, result_arguments const& arguments,
                           bool over_own_files)
{
    std::string line = "jimeng wait " + quoted(task_id);
    add(line, "--model", model);
    if (arguments.watermark) line += " --watermark";
    add(line, "--watermark-text", arguments.watermark_text);
    add(line, "--watermark-language", arguments.watermark_language.value_or(""));
    add(line, "--watermark-position", arguments.watermark_position.value_or(""));
    add(line, "--watermark-opacity", arguments.watermark_opacity.value_or(""));
    add(line, "--aigc-producer-id", arguments.label.producer_id);
    add(line, "--aigc-content-producer", arguments.label.content_producer);
    add(line, "--aigc-content-propagator", arguments.label.content_propagator);
    add(line, "--aigc-propagate-id", arguments.label.propagate_id);
    if (arguments.base64) line += " --base64";
    add(line, "--output", arguments.output);
    if (arguments.overwrite || over_own_files) line += " --force";
    add(line, "--ca-file", arguments.ca_file);
    return line;
}

} // namespace command
