#include "arguments.hpp"

#include "../number_limit.hpp"

#include <CLI/CLI.hpp>

namespace command::mcp {

namespace {

constexpr char lines[] =
    R"(A client starts it by an entry such as
  {"mcpServers": {"jimeng": {"command": "jimeng", "args": ["mcp", "--budget", "20", "--output", "/home/me/pictures"]}}}

Its tools: generate_image, edit_image, generate_video, wait_task, list_tasks, list_models, estimate. Without keys in the
environment, or in a file of keys, those answer that send nothing.

Exit codes:
  0 the client has gone, or a signal came   2 usage   13 the journal cannot be used   130 a second signal came
)";

} // namespace

void add_options(CLI::App& app, arguments& to)
{
    app.add_option("--allow", to.folders,
                   "Folder whose files may be sent as input pictures; may be repeated (default: none)")
        ->type_name("FOLDER")
        ->allow_extra_args(false);
    app.add_option(
           "--budget", to.budgets,
           "What this session may cost: 20 pictures, or 60s of video; may be given for both (default: no limit)")
        ->type_name("N|Ns")
        ->allow_extra_args(false);
    app.add_option("--price", to.prices,
                   "What a picture or a second of video of a model costs, to see money in the answers; may be repeated")
        ->type_name("MODEL=NUMBER")
        ->allow_extra_args(false);
    app.add_option("--output", to.results.output,
                   "Folder of the results (default: JIMENG_OUTPUT_DIR, else generated_images/)")
        ->type_name("FOLDER");
    app.add_option("--answer-within", to.answer_within,
                   "Seconds after which a call answers how to go on with its task, which goes on itself (default: 50)")
        ->type_name("S")
        ->check(within<double>(1, 43200, "seconds"));
    app.add_option("--concurrency", to.concurrency, "Tasks at once (default: JIMENG_CONCURRENCY, else 1)")
        ->type_name("N")
        ->check(CLI::Range(1, 256).description(""));
    app.add_option("--ca-file", to.results.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_flag("--emulator", to.results.emulator,
                 "Run against a private emulator: no account, no cost, pictures are patterns");
    app.footer(lines);
}

} // namespace command::mcp
