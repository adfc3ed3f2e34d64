#include "cluster.hpp"
#include "shared_job.hpp"
#include "shared_store.hpp"

#include "../complaint.hpp"
#include "../counted.hpp"
#include "../exit_code.hpp"
#include "../printing.hpp"
#include "../spoken.hpp"

#include <jimeng/core/escape.hpp>

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace command::cluster {

namespace {

/// What the account may do from now on, where the command line says something of it.
jimeng::queue_limits limits_of(checked_batch const& what)
{
    return {what.wanted.concurrency, what.wanted.rate, what.limits.pictures(), what.limits.seconds()};
}

/// Why a line cannot go in, where the account has had a budget since an earlier file; empty where all can.
std::string trouble_with_budget(checked_batch const& what, jimeng::queue_state const& now)
{
    auto const pictures = what.limits.pictures() ? what.limits.pictures() : now.most_pictures;
    auto const seconds = what.limits.seconds() ? what.limits.seconds() : now.most_seconds;
    batch::budget const kept{pictures, seconds};
    for (auto const& one : what.items) {
        bool const known = one.most.pictures != 0 || one.most.seconds != 0;
        auto const trouble = kept.trouble_with(known ? std::optional{one.most} : std::nullopt);
        if (!trouble.empty())
            return "line " + std::to_string(one.from.line) + ": the account has a budget: " + trouble +
                   "; nothing was enqueued";
    }
    return {};
}

struct counts {
    std::size_t added = 0;
    std::size_t anew = 0;
};

counts put(checked_batch const& what, jimeng::postgresql_queue& queue)
{
    counts all;
    queue.limit(limits_of(what));
    constexpr std::size_t at_once = 500; // a transaction each; what is there already does not come twice
    for (std::size_t begin = 0; begin < what.items.size(); begin += at_once) {
        std::vector<jimeng::queued_job> jobs;
        std::vector<std::string> names;
        for (std::size_t i = begin; i != what.items.size() && i != begin + at_once; ++i) {
            jobs.push_back(to_queued(what.input, what.rules, what.items[i]));
            names.push_back(jobs.back().name);
        }
        all.added += static_cast<std::size_t>(queue.enqueue(jobs));
        bool const resubmit = what.wanted.on_unknown == "resubmit";
        if (resubmit || what.wanted.retry_failed)
            all.anew += static_cast<std::size_t>(queue.begin_anew(names, what.wanted.retry_failed, resubmit));
    }
    return all;
}

std::string words(checked_batch const& what, counts const& all)
{
    auto const total = what.items.size();
    if (what.wanted.results.json)
        return R"({"event":"enqueued","lines":)" + std::to_string(total) + R"(,"new":)" + std::to_string(all.added) +
               R"(,"anew":)" + std::to_string(all.anew) + "}\n";
    auto text = std::to_string(all.added) + " of " + counted(total, "line") + " enqueued, " +
                std::to_string(total - all.added) + (total - all.added == 1 ? " was" : " were") + " there already";
    if (all.anew != 0) text += ", of which " + std::to_string(all.anew) + " begin anew";
    text += "\nresults: " + jimeng::for_terminal(what.rules.folder);
    return spoken_page(text + "\nrun jimeng work --store ..., as often and on as many machines as you like\n");
}

int say_known(std::size_t known, std::size_t lines)
{
    auto const text = std::to_string(known) + " of " + counted(lines, "line") + (known == 1 ? " is" : " are") +
                      " in the queue already";
    return print(spoken(text) + '\n') ? success : local_io;
}

} // namespace

int enqueue(checked_batch const& what)
try {
    std::string trouble;
    auto why = jimeng::client_errc::rule_broken;
    auto store = open_store(what.wanted.store, std::chrono::seconds{30}, jimeng::schema_use::make, trouble, why);
    if (!store) return refuse(what.wanted.results.json, trouble, why);
    if (trouble = trouble_with_budget(what, store->queue->state()); !trouble.empty())
        return refuse(what.wanted.results.json, trouble, jimeng::client_errc::rule_broken);
    return print(words(what, put(what, *store->queue))) ? success : local_io;
} catch (std::exception const& error) {
    return refuse(what.wanted.results.json, "--store: " + jimeng::for_terminal(error.what(), 600),
                  jimeng::client_errc::file_io);
}

int look(checked_batch const& what)
try {
    std::string trouble;
    auto why = jimeng::client_errc::rule_broken;
    auto store = open_store(what.wanted.store, std::chrono::seconds{30}, jimeng::schema_use::keep, trouble, why);
    if (!store && why == jimeng::client_errc::rule_broken && lacks_schema(what.wanted.store)) {
        complain("note: the database has no schema jimeng yet; without --dry-run it is made");
        return say_known(0, what.items.size());
    }
    if (!store) return refuse(what.wanted.results.json, trouble, why);
    std::vector<std::string> names;
    for (auto const& one : what.items)
        names.push_back(one.job);
    return say_known(static_cast<std::size_t>(store->queue->known(names)), names.size());
} catch (std::exception const& error) {
    return refuse(what.wanted.results.json, "--store: " + jimeng::for_terminal(error.what(), 600),
                  jimeng::client_errc::file_io);
}

} // namespace command::cluster
