#include "running.hpp"

#include "complaint.hpp"
#include "interrupt.hpp"
#include "job_facts.hpp"
#include "journal.hpp"
#include "output_files.hpp"

#include <unistd.h>

#include <exception>
#include <utility>

namespace command {

int run_with(result_arguments const& arguments, session const& of, jimeng::model_list models, runner& run,
             client_part const& call, known_task const& task)
try {
    interrupt signals{[&run] { run.say_what_a_stop_waits_for(); }, [&run] { run.say_last_words(); }};
    try {
        {
            connection made;
            auto why = jimeng::client_errc::bad_setting;
            if (auto const trouble = connect(arguments, of, models, made, why); !trouble.empty())
                return refuse(arguments.json, trouble, why, task);
            run.wait_at_most(made.client->options().poll.deadline);
            call(*made.client, signals.token());
        }
        return run.end();
    } catch (std::exception const& error) {
        return run.end_thrown(error.what());
    }
} catch (std::exception const& error) {
    return run.end_thrown(error.what());
}

namespace {

/// What cannot be shown, or not there.
std::string trouble_with_show(result_arguments const& arguments)
{
    if (arguments.show && arguments.json)
        return "--show: standard output takes the picture or --json, not both; leave one of the two out, or add --open";
    bool const nothing = arguments.no_download && !arguments.base64;
    if (nothing && (arguments.show || arguments.open || arguments.sidecar || arguments.embed))
        return "--no-download: leaves nothing to show, to open or to keep a record of; leave one of the two out";
    return {};
}

/// What nothing is fetched for.
std::string trouble_with_no_download(result_arguments const& arguments)
{
    if (!arguments.no_download || arguments.base64) return {};
    if (arguments.output)
        return "--no-download: nothing would come to --output; leave one of the two out, or add --base64, which needs "
               "no "
               "download";
    return arguments.emulator ? "--no-download: links of --emulator die with this run; leave one of the two out" : "";
}

/// Options of which one makes the other meaningless.
std::string trouble_between(result_arguments const& arguments)
{
    if (auto trouble = trouble_with_no_download(arguments); !trouble.empty()) return trouble;
    if (auto trouble = trouble_with_show(arguments); !trouble.empty()) return trouble;
    if (!to_standard_output(arguments)) return {};
    if (arguments.json) return "output -: standard output takes the picture or --json, not both; name a file for one";
    if (::isatty(STDOUT_FILENO) == 1) return "output -: standard output is a terminal; name a file, or add > cat.png";
    return {};
}

} // namespace

std::string trouble_with(result_arguments const& arguments, jimeng::result_options& results)
{
    if (auto const broken = read_result_options(arguments, results)) return line_about(broken);
    return trouble_between(arguments);
}

std::string trouble_with_place(result_arguments const& arguments, std::string_view remedy,
                               jimeng::saved_results const& own)
{
    if (to_standard_output(arguments)) return {};
    if (!must_save(arguments)) return {};
    return trouble_with_output(output_of(arguments), arguments.overwrite, remedy, own);
}

bool open_journal_for(result_arguments const& arguments, session& of, std::string& trouble)
{
    if (arguments.no_journal || arguments.emulator || of.store) return true;
    of.store = open_journal(trouble);
    return of.store != nullptr;
}

std::string trouble_with_job(session const& of)
{
    if (!of.store || of.job.empty()) return {};
    auto const ec = of.store->hold(of.job);
    if (!ec.failed()) return {};
    return "job " + of.job + ": " + words_about(ec, of.store->folder(), of.job) +
           (ec == jimeng::client_errc::job_locked ? "; wait for it to end" : "");
}

} // namespace command
