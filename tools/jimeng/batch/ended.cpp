#include "ended.hpp"

#include "earlier.hpp"

#include "../output_files.hpp"
#include "../report.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/sign/sha256.hpp>

#include <string>

namespace command::batch {

namespace {

/// What happened, in one line.
std::string words_about(jimeng::error_code const& ec, jimeng::diagnostics const& details)
{
    auto text = ec.message();
    if (auto const& more = details.client_message; !more.empty() && more != text)
        text = more.find(text) == std::string::npos ? text + ": " + more : more;
    if (auto const said = said_by_service(details); !said.empty()) text += "; " + said;
    return jimeng::for_terminal(text, 1000);
}

/// The line's own words on what became of its task.
status status_of(jimeng::error_code const& ec, jimeng::diagnostics const& details)
{
    if (!ec.failed()) return status::done;
    if (details.submitted == jimeng::verdict::unknown) return status::unknown;
    return ec == jimeng::condition::resumable ? status::running : status::failed;
}

/// The file of a model that answers with facts.
void save_facts(item const& one, outcome& made, jimeng::error_code& ec, jimeng::diagnostics& details,
                std::string const& facts)
{
    if (auto trouble = save_text(one.output, facts, true); !trouble.empty()) {
        ec = jimeng::client_errc::partly_saved;
        details.client_message = trouble;
    } else {
        made.files.push_back({one.output, facts.size(), jimeng::to_hex(jimeng::sha256(facts))});
    }
}

} // namespace

outcome outcome_of_end(item const& one, jimeng::error_code& ec, jimeng::diagnostics& details,
                       jimeng::pictures const& came)
{
    outcome made = outcome_of(one, jimeng::job_history{});
    made.paid = paid_of(one.most, details.submitted, ec, came.size());
    hide_secrets(details);
    for (auto const& file : came)
        if (!file.saved.path.empty()) made.files.push_back({file.saved.path, file.saved.size_bytes, file.saved.sha256});
    if (!ec.failed() && !came.response_data.empty() && one.model->result == jimeng::result_kind::data)
        save_facts(one, made, ec, details, came.response_data);
    made.task_id = came.task.id.empty() ? details.task_id : came.task.id.text();
    made.verdict = to_string(made.task_id.empty() ? details.submitted : jimeng::verdict::accepted);
    made.what = status_of(ec, details);
    made.code = exit_code_of(ec, details);
    if (ec.failed()) made.cause = jimeng::for_terminal(ec.message(), 300);
    if (ec.failed()) made.error = words_about(ec, details);
    return made;
}

} // namespace command::batch
