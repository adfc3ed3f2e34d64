#include "arguments.hpp"

#include "../config/defaults.hpp"

#include <CLI/CLI.hpp>

namespace command::batch {

namespace {

constexpr char help_of_lines[] =
    R"(A line of FILE is {"id": "lake", "model": "3.0", ...}, with the model's fields as jimeng models --json lists them or as
jimeng generate takes them; id, model, output and job_key may be left out. A table has these names in its first line.

  jimeng batch prompts.jsonl --output pictures
  jimeng batch prompts.csv --output pictures --concurrency 4 --budget 500

The same line goes on where a batch stopped, however it did; what was submitted is not submitted again.

Exit codes:
  0 all done   2 usage, or lines that are invalid: nothing was sent   3 credentials or settings   6 --budget is used up
  10 a submit may be billed and has no id   12 paid but not all saved   9 tasks go on   13 local file error
  130 interrupted; else that of the failures, as jimeng generate has them. But for 2 the same line goes on.
)";

/// What is read, and what is left out.
void add_reading(CLI::App& app, arguments& to)
{
    app.add_option("FILE", to.file, "JSON Lines, or a table in CSV; - is standard input")->required()->type_name("");
    app.add_option("--output", to.results.output,
                   "Folder of the pictures and of results.jsonl; made where it is missing")
        ->required()
        ->type_name("FOLDER");
    app.add_option("--format", to.format.name, "What FILE is (default: csv where its name ends so, else jsonl)")
        ->type_name("jsonl|csv");
    app.add_option("--delimiter", to.format.delimiter,
                   "What stands between the cells of a table (default: found in its header)")
        ->type_name("CHARACTER");
    app.add_option("--model", to.model,
                   "Model of lines that name none (default: " + config::words_for_default_model() + ")")
        ->type_name("NAME");
    app.add_flag("--long-prompt", to.how.beyond_advice, "Allow texts that are longer than the models' pages advise");
    app.add_flag("--undocumented", to.how.undocumented,
                 "Allow what the models' pages do not list, such as local files where only addresses are");
    app.add_option("--sample", to.sample, "Only the first N valid lines")->type_name("N")->check(CLI::PositiveNumber);
    app.add_flag("--skip-invalid", to.skip_invalid, "Go on without the lines that are invalid");
    app.add_flag("--dry-run", to.dry_run, "Check every line, count, show what would be sent first, and send nothing");
}

/// How fast, how dear and how long.
void add_running(CLI::App& app, arguments& to)
{
    app.add_option("--concurrency", to.concurrency, "Tasks at once (default: JIMENG_CONCURRENCY, else 1)")
        ->type_name("N")
        ->check(CLI::Range(1, 256).description(""));
    app.add_option("--rate", to.rate, "Submits a second at most (default: 1)")
        ->type_name("N")
        ->check(CLI::Range(0.001, 1000000.0).description(""));
    app.add_option("--budget", to.budgets,
                   "What all runs into FOLDER may cost together: 500 pictures, or 60s of video; may be given for both")
        ->type_name("N|Ns")
        ->allow_extra_args(false);
    app.add_option("--price", to.prices,
                   "What a picture or a second of video of a model costs, to see money in what the batch tells; may be "
                   "repeated")
        ->type_name("MODEL=NUMBER")
        ->allow_extra_args(false);
    app.add_flag("--fail-fast", to.fail_fast, "Begin nothing more once a line has failed");
    app.add_flag("--retry-failed", to.retry_failed, "Submit again what failed for good in an earlier run");
    add_on_unknown(app, to.on_unknown);
    app.add_option("--wait-timeout", to.results.wait_timeout,
                   "Seconds until a task is no longer waited for; another run fetches it (default: 3600)")
        ->type_name("S")
        ->check(CLI::Range(1.0, 43200.0).description(""));
    app.add_option("--ca-file", to.results.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_flag("--json", to.results.json, "Print an event a line as JSON");
    app.add_flag("--emulator", to.results.emulator,
                 "Run against a private emulator: no account, no cost, pictures are patterns");
}

} // namespace

void add_store_options(CLI::App& app, store_arguments& to, bool required)
{
    auto* const url =
        app.add_option("--store", to.url,
                       required ? "Database of the jobs; its password belongs into PGPASSWORD or ~/.pgpass"
                                : "Put the jobs into this database, for jimeng work to run")
            ->type_name("postgresql://...");
    if (required) url->required();
    app.add_option("--account", to.account, "Whose limits and budget count there (default: default)")
        ->type_name("NAME");
}

void add_options(CLI::App& app, arguments& to)
{
    add_reading(app, to);
    add_running(app, to);
    add_store_options(app, to.store, false);
    app.footer(help_of_lines);
}

} // namespace command::batch
