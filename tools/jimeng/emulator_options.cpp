#include "emulator_options.hpp"

#include "number_limit.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>

namespace command {

namespace {

/// Where it serves, whom, and how fast.
void add_service_options(CLI::App& app, emulator_arguments& arguments)
{
    app.add_option("--port", arguments.port, "Port on 127.0.0.1 (default: any free one)")
        ->type_name("N")
        ->check(within<std::int64_t>(0, 65535, "(0: any free one)"));
    app.add_option("--task-seconds", arguments.task_seconds, "How long a task takes (default: 0)")
        ->type_name("S")
        ->check(CLI::Range(0.0, 86400.0));
    app.add_option("--task-queries", arguments.task_queries, "How many queries a task is not done for (default: 0)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000000));
    app.add_option("--access-key-id", arguments.access_key_id, "Access key id of the one account")->type_name("ID");
    app.add_option("--path", arguments.path, "Play a relay: serve the actions below this path")->type_name("/PREFIX");
    app.add_option("--bearer-token-from", arguments.bearer_token_from,
                   "Play a relay: take the token in this file in the place of signatures")
        ->type_name("FILE");
}

/// What makes it answer as a service does on a bad day, and tell afterwards what happened.
void add_oracle_options(CLI::App& app, emulator_arguments& arguments)
{
    app.add_option(
           "--ledger", arguments.ledger,
           "Write a line of JSON for each accepted submit, before it is answered, and for each result; go on with "
           "the tasks of an earlier run")
        ->type_name("FILE");
    app.add_option("--price", arguments.prices,
                   "What a picture or a second of video of a model costs, for the ledger; may be repeated")
        ->type_name("MODEL=NUMBER")
        ->allow_extra_args(false);
    app.add_option("--fault-plan", arguments.fault_plan, "Let calls fail as this JSON file says")->type_name("FILE");
    app.add_option("--most-running", arguments.most_running,
                   "Refuse a submit with 50430 while so many tasks run (default: never)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000000));
    app.add_option("--submits-per-second", arguments.submits_per_second,
                   "Refuse a submit with 50429 beyond so many within a second (default: never)")
        ->type_name("N")
        ->check(CLI::Range(1, 1000000));
    app.add_option("--clock-offset", arguments.clock_offset,
                   "How far its clock is ahead of this machine's, in seconds; negative: behind (default: 0)")
        ->type_name("S")
        ->check(CLI::Range(std::int64_t{-3153600000}, std::int64_t{3153600000}));
}

} // namespace

void add_emulator_options(CLI::App& app, emulator_arguments& arguments)
{
    add_service_options(app, arguments);
    add_oracle_options(app, arguments);
}

} // namespace command
