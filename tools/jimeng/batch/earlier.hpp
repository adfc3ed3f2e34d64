#ifndef JIMENG_COMMAND_BATCH_EARLIER_HPP
#define JIMENG_COMMAND_BATCH_EARLIER_HPP

#include "begun_jobs.hpp"
#include "item.hpp"
#include "outcome.hpp"
#include "pricing.hpp"
#include "results_file.hpp"
#include "taken_names.hpp"

#include <jimeng/store/file_job_store.hpp>
#include <jimeng/wire/prepared_request.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace command::batch {

/// What earlier runs left of a folder's lines.
struct earlier {
    begun_jobs begun;
    results_file results;
    std::shared_ptr<jimeng::file_job_store> store; ///< None: nothing is kept.
    taken_names taken;
    pricing prices;

    /// Opens what is not open yet.
    /// @return One line; empty where both files are open, or are missing and were not to be made.
    [[nodiscard]] std::string open(std::string const& folder, bool create);

    /// Whether an item is done and its files lie there as large as they were saved.
    [[nodiscard]] bool is_done(item const& one) const;

    /// What the folder's jobs cost so far; what is not known to be free is counted.
    [[nodiscard]] cost paid();
    /// The part of it that a job of the journal has.
    [[nodiscard]] cost counted(jimeng::job_history const& job);

    /// Why an item cannot be sent or waited for as things are; empty where it can.
    /// @param endpoint  Where calls go; empty: that is not known.
    [[nodiscard]] std::string trouble_with(item const& one, jimeng::prepared_request const& request,
                                           std::string_view endpoint);
};

/// An item that was at its end already, as the results file has it.
[[nodiscard]] outcome outcome_of(item const& one, known_result const& known);
/// The same, as the journal has it.
[[nodiscard]] outcome outcome_of(item const& one, jimeng::job_history const& job);

/// Where a file of an item lies, as large as it was saved: beside the item's output, for a folder may have been moved or
/// copied with all that is in it, or where it was saved. Empty: nowhere.
[[nodiscard]] std::string place_of(result_file const& file, item const& one);

/// Where they lie there, the files of a job are from now on those beside its item's output.
void follow_moved_files(jimeng::job_history& job, item const& one);

} // namespace command::batch

#endif
