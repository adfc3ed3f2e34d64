#ifndef JIMENG_COMMAND_GENERATE_ARGUMENTS_HPP
#define JIMENG_COMMAND_GENERATE_ARGUMENTS_HPP

#include "language.hpp"
#include "request_texts.hpp"

#include <jimeng/core/result_options.hpp>

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace command {

/// How results are fetched and shown; common to `generate` and `wait`.
struct result_arguments {
    bool watermark = false;
    std::string watermark_text;
    std::optional<std::string> watermark_language;
    std::optional<std::string> watermark_position;
    std::optional<std::string> watermark_opacity;
    jimeng::aigc_meta label;
    bool base64 = false;
    std::string output;
    bool overwrite = false;
    bool json = false;
    std::string lang;
    bool emulator = false;
    std::string ca_file;
};

struct generate_arguments {
    request_texts request;
    std::string model;
    result_arguments results;
};

struct wait_arguments {
    std::string task_id;
    std::string model;
    std::optional<std::string> prompt;
    result_arguments results;
};

void add_generate_options(CLI::App& app, generate_arguments& arguments);
void add_wait_options(CLI::App& app, wait_arguments& arguments);

/// `req_json` as the arguments want it, or the rule that they break.
jimeng::violation read_result_options(result_arguments const& arguments, jimeng::result_options& options);

/// The language that was asked for, else the locale's.
language language_of(result_arguments const& arguments);

} // namespace command

#endif
