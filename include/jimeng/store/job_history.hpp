#ifndef JIMENG_STORE_JOB_HISTORY_HPP
#define JIMENG_STORE_JOB_HISTORY_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/saved_result.hpp>
#include <jimeng/net/job_store.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// What a store knows of one job.
struct job_history {
    std::string name{};              ///< `job_event::job`, of all its events.
    std::string began_as{};          ///< Its name when it began: another one where it was set aside since.
    std::vector<job_event> events{}; ///< Those that could be read, in their order.
    std::size_t damaged_lines = 0;   ///< Lines that were written whole and cannot be read any more.
    bool unreadable = false;         ///< It is there, and the system does not let it be read.
    bool last_is_damaged = false;    ///< Whether one of them stands behind the last event.
    std::size_t whole_bytes = 0;     ///< Of the journal: what comes behind was never promised to be there.
    std::uint64_t next_number = 0;   ///< Of the event that comes next.

    /// Where the job stands. What cannot be read counts as the worst that it can have been: a submit.
    [[nodiscard]] job_standing standing() const noexcept
    {
        auto const read = events.empty() ? job_standing::not_sent : standing_after(events.back());
        bool const lost = last_is_damaged || unreadable;
        return lost && read != job_standing::accepted ? job_standing::unknown : read;
    }

    /// The event with which the job began; it must not be empty.
    [[nodiscard]] job_event const& first() const { return events.front(); }
    [[nodiscard]] job_event const& last() const { return events.back(); }

    /// The results that were saved, each once, in their order, for `generate_options::already_saved`. Whether they lie there
    /// still is for `find_saved` to say.
    [[nodiscard]] JIMENG_DECL jimeng::saved_results saved_results() const;
};

/// Reads a journal; what an event lacks of the job's key and the hash of its body it has of the one before. A piece of a line at its end is what a crash left of an event that nobody was told to be durable.
[[nodiscard]] JIMENG_DECL job_history read_history(std::string name, std::string_view journal);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/store/impl/job_history.ipp>
#endif

#endif
