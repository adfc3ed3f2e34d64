#include "journal_options.hpp"

#include "generate_arguments.hpp"
#include "language.hpp"
#include "number_limit.hpp"

#include <CLI/CLI.hpp>

namespace command {

void add_tasks_options(CLI::App& app, tasks_arguments& arguments)
{
    app.add_option("WHAT", arguments.what, "list (default), show or forget")->type_name("");
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->type_name("");
    app.add_flag(
        "--done", arguments.done,
        "With forget: every job that is done or failed; never one that may still be brought home, or may be paid");
    app.add_option("--older-than", arguments.older_than, "With --done: only what ended so many days ago")
        ->type_name("DAYS")
        ->check(CLI::Range(0.0, 36500.0).description(""));
    app.add_flag("--json", arguments.as_json, "Print one JSON document");
}

namespace {

/// How a job of the journal is gone on with.
void add_way(CLI::App& app, resume_arguments& arguments)
{
    add_keeping_options(app, arguments.sidecar, arguments.embed, arguments.show, arguments.open);
    app.add_option("--ca-file", arguments.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_option("--wait-timeout", arguments.wait_timeout,
                   "Seconds until a task is no longer waited for; it goes on (default: 60 queries)")
        ->type_name("S")
        ->check(within<double>(1, 43200, "seconds"));
}

} // namespace

void add_resume_options(CLI::App& app, resume_arguments& arguments)
{
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->type_name("");
    app.add_flag("--all", arguments.all, "Every job that was accepted and is not over; costs nothing");
    add_on_unknown(app, arguments.on_unknown);
    add_way(app, arguments);
    app.add_flag("--json", arguments.as_json, "Print one JSON document for each job instead of Markdown");
    add_lang(app, arguments.lang);
}

void add_download_options(CLI::App& app, resume_arguments& arguments)
{
    app.add_option("JOB", arguments.which, "Name of a job, id of its task, or its key")->required()->type_name("");
    app.add_option("--output", arguments.output, "Where to (default: a free name beside the first place)")
        ->type_name("PATH");
    app.add_flag("--free-name", arguments.free_name,
                 "Where something lies at PATH, save under a free name with the task's id");
    app.add_flag("--force", arguments.overwrite, "Overwrite existing files");
    add_way(app, arguments);
    app.add_flag("--json", arguments.as_json, "Print one JSON document instead of Markdown");
    add_lang(app, arguments.lang);
}

} // namespace command
