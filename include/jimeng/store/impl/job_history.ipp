#ifndef JIMENG_STORE_IMPL_JOB_HISTORY_IPP
#define JIMENG_STORE_IMPL_JOB_HISTORY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/job_history.hpp>
#include <jimeng/store/journal_line.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Who only waits for a task knows neither the key nor what was sent; the job it belongs to does.
inline void inherit_marks(job_event const& earlier, job_event& later)
{
    if (later.key.empty()) later.key = earlier.key;
    if (later.body_sha256.empty()) later.body_sha256 = earlier.body_sha256;
}

} // namespace detail

JIMENG_DECL job_history read_history(std::string name, std::string_view journal)
{
    job_history history;
    history.name = std::move(name);
    for (auto end = journal.find('\n'); end != std::string_view::npos; end = journal.find('\n', history.whole_bytes)) {
        auto line = read_journal_line(journal.substr(history.whole_bytes, end - history.whole_bytes));
        history.whole_bytes = end + 1;
        history.last_is_damaged = !line;
        history.damaged_lines += line ? 0 : 1;
        history.next_number = line ? std::max(history.next_number, line->number + 1) : history.next_number + 1;
        if (!line) continue;
        if (history.events.empty()) history.began_as = line->event.job;
        line->event.job = history.name; // what goes on with a job that was set aside goes on with its own journal
        if (!history.events.empty()) detail::inherit_marks(history.events.back(), line->event);
        history.events.push_back(std::move(line->event));
    }
    return history;
}

JIMENG_DECL jimeng::saved_results job_history::saved_results() const
{
    std::map<std::size_t, saved_result> latest;
    for (auto const& event : events)
        if (event.what == job_event::kind::saved && !event.path.empty())
            latest.insert_or_assign(event.index, saved_result{event.index, event.path, event.file_sha256});
    jimeng::saved_results all;
    for (auto& [index, one] : latest)
        all.push_back(std::move(one));
    return all;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
