#include "cluster.hpp"

#include "../generate_arguments.hpp"
#include "../number_limit.hpp"

#include <CLI/CLI.hpp>

namespace command::cluster {

namespace {

constexpr char of_work[] =
    R"(Any number of workers, on any machines, share the jobs that jimeng batch --store put there. How many tasks run
at once, how many are submitted a second and what they may cost together is the account's, whatever the number of
workers. One that dies or is stopped loses nothing: the others go on with what the service accepted; what may have been
submitted and has no id is held.

  jimeng work --store postgresql://jimeng@db.example/jimeng
  jimeng work --store postgresql:///jimeng --until-done

Exit codes:
  0 all done, or stopped by a signal   2 usage   3 credentials or settings   6 the budget is used up   8 no network
  10 submits are held that may be billed   13 the database or a file cannot be used; else that of what failed
)";

constexpr char of_status[] = R"(  jimeng status --store postgresql:///jimeng --watch
  jimeng status --store postgresql:///jimeng --results > results.jsonl

Exit codes: 0 all is well   2 usage   10 submits are held that may be billed   13 the database cannot be used
)";

} // namespace

void add_work_options(CLI::App& app, work_arguments& to)
{
    batch::add_store_options(app, to.store, true);
    app.add_option("--concurrency", to.concurrency, "Jobs of this worker at once (default: 16)")
        ->type_name("N")
        ->check(within<int>(1, 256, "jobs"));
    app.add_option("--lease", to.lease,
                   "Seconds after which another worker goes on where nothing is heard of this one (default: 30)")
        ->type_name("S")
        ->check(within<int>(1, 3600, "seconds"));
    app.add_flag("--until-done", to.until_done, "End when no job of the account is left to run");
    app.add_option("--wait-timeout", to.results.wait_timeout,
                   "Seconds until a task is left to another worker (default: 3600)")
        ->type_name("S")
        ->check(within<double>(1, 43200, "seconds"));
    app.add_option("--ca-file", to.results.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_flag("--json", to.results.json, "Print a line of JSON for each job that ends");
    app.footer(of_work);
}

void add_status_options(CLI::App& app, status_arguments& to)
{
    batch::add_store_options(app, to.store, true);
    app.add_flag("--results", to.results, "Print what became of each job that ended, a line of JSON each");
    app.add_option("--output", to.output, "With --results: only of the batch whose results go to this folder")
        ->type_name("FOLDER");
    app.add_flag("--watch", to.watch, "Print again every two seconds, until Ctrl-C or until nothing is left to run");
    app.add_flag("--json", to.as_json, "Print one JSON document");
    add_lang(app, to.lang);
    app.footer(of_status);
}

} // namespace command::cluster
