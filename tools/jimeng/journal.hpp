#ifndef JIMENG_COMMAND_JOURNAL_HPP
#define JIMENG_COMMAND_JOURNAL_HPP

#include "generate_arguments.hpp"

#include <jimeng/store.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command {

/// The folder of the jobs: below `JIMENG_STATE_DIR`, else `XDG_STATE_HOME/jimeng`, else `~/.local/state/jimeng`. Empty where
/// none of the variables is set.
[[nodiscard]] std::string job_folder_path();

/// Opens it for reading; nothing where there is none, with the reason in `trouble` where it should be usable and is not.
[[nodiscard]] std::optional<jimeng::job_folder> find_jobs(std::string& trouble);

/// Opens it to keep jobs in, and says so where it was made just now.
/// @return None with the reason in `trouble`.
[[nodiscard]] std::shared_ptr<jimeng::file_job_store> open_journal(std::string& trouble);

/// Why no journal could be kept, in one line with the remedy; empty where it could. Makes nothing.
[[nodiscard]] std::string trouble_with_journal();

/// The same of what the library says of an event or of the limits beside the journal; empty where that is about no file.
[[nodiscard]] std::string words_about_journal(jimeng::error_code const& cause);

/// That `find_jobs` found no folder: nothing was begun with these settings.
[[nodiscard]] std::string no_journal_yet();

/// Forgets a job whose submit was refused for its keys, unless it has a key by which somebody orders it again: it was not
/// accepted, costs nothing, and stands for nothing.
/// @param why  How its run ended.
void forget_refused(jimeng::file_job_store& store, std::string const& job, jimeng::error_code const& why);

/// What a run leaves in the journal so that a later one goes on like it.
struct job_note {
    std::string prompt;
    std::vector<std::string> words; ///< Options of `wait`, one word each.
    std::string cost{};             ///< How much is billed at most, in words.
    std::string options{};          ///< What was typed of what decides what comes, JSON; empty: not known.
};

[[nodiscard]] std::string to_text(job_note const& note);
[[nodiscard]] job_note read_note(std::string_view text);

/// The note of a job whose results are wanted like this. A relative output is made absolute: who goes on may stand elsewhere.
[[nodiscard]] job_note note_of(std::string prompt, result_arguments const& arguments);

/// The first event's note: later ones have none.
[[nodiscard]] job_note note_of(jimeng::job_history const& job);

} // namespace command

#endif
