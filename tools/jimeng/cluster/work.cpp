#include "cluster.hpp"
#include "shared_store.hpp"
#include "worker.hpp"

#include "../batch/summary.hpp"
#include "../complaint.hpp"
#include "../interrupt.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>

#include <string>

namespace command::cluster {

namespace {

/// How the work ended, as an exit code.
exit_code code_of(worker const& ran, bool stopped)
{
    if (!ran.trouble().empty()) return ran.code_of_trouble();
    if (!ran.was_heard()) return local_io;
    if (stopped) return success;
    auto const& left = ran.last_state();
    if (left.unknown != 0) return submit_unknown;
    return ran.counts().worst(left.beyond_budget != 0);
}

/// What the exit code alone would leave open.
std::string left_over(worker const& ran)
{
    auto const& left = ran.last_state();
    if (left.unknown != 0)
        return std::to_string(left.unknown) +
               " in the account may be billed and have no id, so nobody sends them again; jimeng status tells more";
    if (left.beyond_budget != 0)
        return std::to_string(left.beyond_budget) +
               " in the account wait for a larger budget; run jimeng batch on their file again with a higher --budget";
    return {};
}

std::string summary_of(worker const& ran)
{
    auto const& counts = ran.counts();
    auto const number = [&](batch::status what) { return std::to_string(counts.of(what)); };
    auto text = number(batch::status::done) + " done, " + number(batch::status::failed) + " failed, " +
                number(batch::status::unknown) + " unknown";
    if (ran.given_back() != 0) text += ", " + std::to_string(ran.given_back()) + " left to other workers";
    return spoken(text) + '\n';
}

} // namespace

int run_work(work_arguments const& asked, jimeng::model_list models)
try {
    auto wanted = asked;
    if (!wanted.results.wait_timeout) wanted.results.wait_timeout = 3600.0;
    interrupt signals{[&] {
        if (!wanted.results.json) complain("stopping when the answers to submits are there; other workers go on");
    }};
    std::string trouble;
    auto why = jimeng::client_errc::rule_broken;
    auto store = open_store(wanted.store, std::chrono::seconds{wanted.lease}, jimeng::schema_use::update, trouble, why);
    if (!store) return refuse(wanted.results.json, trouble, why);
    worker work{wanted, models, *store};
    work.run(signals.token());
    auto const code = code_of(work, signals.token().stop_requested());
    for (auto const& line : batch::failure_lines(work.counts()))
        complain(line);
    if (!work.trouble().empty()) complain(work.trouble());
    if (auto const left = left_over(work); !left.empty() && !wanted.results.json) complain(left);
    if (!wanted.results.json && !print(summary_of(work))) return local_io;
    return code;
} catch (std::exception const& error) {
    return refuse(asked.results.json, "--store: " + jimeng::for_terminal(error.what(), 600),
                  jimeng::client_errc::file_io);
}

} // namespace command::cluster
