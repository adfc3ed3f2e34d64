#include "work_report.hpp"

#include "../printing.hpp"

#include <jimeng/core/escape.hpp>

#include <unistd.h>

namespace command::cluster {

namespace {

/// `lake: done, /pictures/lake.png`
std::string words_about(batch::outcome const& one)
{
    auto text = jimeng::for_terminal(one.id, 100) + ": " + std::string{to_string(one.what)};
    for (auto const& file : one.files)
        text += ", " + jimeng::for_terminal(file.path);
    if (one.what != batch::status::done && !one.error.empty()) text += ", " + jimeng::for_terminal(one.error, 600);
    return text;
}

} // namespace

work_report::work_report(batch::tally const& counts, bool as_json)
    : counts_{counts},
      as_json_{as_json},
      terminal_{::isatty(STDERR_FILENO) == 1}
{}

void work_report::begin(std::string const& account, int at_once) const
{
    if (terminal_ && !as_json_)
        complain("runs jobs of account " + jimeng::for_terminal(account, 100) + ", at most " + std::to_string(at_once) +
                 " at once, and waits for more; Ctrl-C ends it");
}

void work_report::ended(batch::outcome const& one)
{
    if (as_json_)
        heard_ = print(to_json(one, "result")) && heard_;
    else if (terminal_)
        complain(words_about(one));
}

void work_report::pass(std::size_t at_work)
{
    auto const now = std::chrono::steady_clock::now();
    if (as_json_ || terminal_ || counts_.ended_now == told_ || now - told_at_ < std::chrono::minutes{1}) return;
    told_ = counts_.ended_now;
    told_at_ = now;
    complain(std::to_string(counts_.of(batch::status::done)) + " done, " +
             std::to_string(counts_.of(batch::status::failed)) + " failed, " +
             std::to_string(counts_.of(batch::status::unknown)) + " unknown, " + std::to_string(at_work) + " at work");
}

} // namespace command::cluster
