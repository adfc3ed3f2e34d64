#ifndef JIMENG_COMMAND_GENERATE_ARGUMENTS_HPP
#define JIMENG_COMMAND_GENERATE_ARGUMENTS_HPP

#include "language.hpp"
#include "typed_values.hpp"

#include <jimeng/core/result_options.hpp>

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace command {

/// The invisible label as it stands on the command line.
struct label_texts {
    std::string producer_id;
    std::string content_producer;
    std::string content_propagator;
    std::string propagate_id;
};

/// How results are fetched and shown; common to `generate` and `wait`.
struct result_arguments {
    bool watermark = false;
    std::string watermark_text;
    std::optional<std::string> watermark_language;
    std::optional<std::string> watermark_position;
    std::optional<std::string> watermark_opacity;
    label_texts label;
    bool base64 = false;
    std::optional<std::string> output;
    std::string free_folder; ///< Where results go that nobody named a place for; empty: `default_folder`.
    bool no_download = false;
    bool sidecar = false;
    bool embed = false;
    bool show = false;
    bool open = false;
    bool overwrite = false;
    bool free_name = false; ///< Only of `wait`.
    bool json = false;
    std::string lang;
    bool emulator = false;
    std::string ca_file;
    bool no_journal = false;
    std::optional<double> wait_timeout; ///< Seconds.
    std::string program = "jimeng";     ///< As a shell takes it, for the lines to run that are shown.
};

struct generate_arguments {
    typed_values request;
    std::vector<std::string> extras; ///< `NAME=JSON`.
    std::string model;
    bool no_wait = false;
    std::string job_key;
    bool once = false;
    std::string on_unknown;
    int retry_refused = 0;           ///< How often one is submitted again whose output was refused.
    std::vector<std::string> prices; ///< `MODEL=NUMBER`.
    result_arguments results;
};

struct wait_arguments {
    std::string task_id;
    std::string model;
    std::optional<std::string> prompt;
    result_arguments results;
};

/// What a person may do with a submit that may be paid and has no id.
void add_on_unknown(CLI::App& app, std::string& on_unknown);

/// Which profile of the file of settings counts; it is read before all other words.
void add_profile(CLI::App& app, std::string& profile);

/// @param wanted  The model whose options are taken; null: those of all.
void add_generate_options(CLI::App& app, generate_arguments& arguments, jimeng::model_list models,
                          jimeng::model_entry const* wanted);
/// How the options of `generate` are called that no model brings.
[[nodiscard]] std::vector<std::string> own_option_names();

/// What becomes of the files, where they come from a job of the journal too.
void add_keeping_options(CLI::App& app, bool& sidecar, bool& embed, bool& show, bool& open);

void add_wait_options(CLI::App& app, wait_arguments& arguments, jimeng::model_list models);

/// Where results go that nobody named a place for, with a `/` behind it: `JIMENG_OUTPUT_DIR`, else `generated_images/`.
[[nodiscard]] std::string default_folder();

/// Where the results go, `-` for standard output.
[[nodiscard]] std::string output_of(result_arguments const& arguments);

/// Whether results have to be saved: somebody said where, or a link alone is of no use, as that of a private emulator, which
/// dies with it, or none of a picture inside an answer. Else a file is a courtesy, and the link would do.
[[nodiscard]] bool must_save(result_arguments const& arguments);

/// Whether it is a picture that goes to standard output.
[[nodiscard]] inline bool to_standard_output(result_arguments const& arguments)
{
    return arguments.output == "-";
}

/// `req_json` as the arguments want it, or the rule that they break.
jimeng::violation read_result_options(result_arguments const& arguments, jimeng::result_options& options);

/// The language that was asked for, else the locale's.
language language_of(result_arguments const& arguments);

/// Adds `--lang`, which every subcommand has.
void add_lang(CLI::App& app, std::string& lang);

} // namespace command

#endif
