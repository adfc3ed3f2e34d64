#include "work.hpp"

#include "../free_name.hpp"
#include "../job_facts.hpp"
#include "../output_files.hpp"
#include "../resume.hpp"

#include <jimeng/core/escape.hpp>

#include <utility>

namespace command::desk {

namespace {

answer begun(work const& of)
{
    answer made;
    made.found.model = of.model != nullptr ? std::string{of.model->req_key} : std::string{};
    if (of.request) made.found.prompt = of.request->outline().text.view();
    made.job = of.job;
    made.was_there = of.was_there;
    return made;
}

void finish(answer& made)
{
    made.code = exit_code_of(made.found.error, made.found.details);
    if (made.found.error.failed()) made.error = error_line(made.found);
}

std::string way_back(work const& of, report const& found, setting const& with)
{
    bool const paid = !found.details.task_id.empty() && found.details.submitted != jimeng::verdict::rejected;
    if (!paid || of.model == nullptr || with.wanted.emulator) return {};
    auto arguments = with.wanted;
    if (!of.output.empty()) arguments.output = of.output;
    return resume_command(found.details.task_id, model_to_name(*of.model, {}, with.models), arguments);
}

void take(jimeng::picture const& one, report& found)
{
    auto const& saved = one.saved;
    found.pictures.push_back(
        {one.url, saved.path, saved.width, saved.height, saved.format, saved.size_bytes, saved.sha256});
}

/// Facts go to a file of the task's name, beside where pictures would.
void take_facts(work const& of, jimeng::pictures const& came, report& found)
{
    if (found.error.failed() || came.task.result != jimeng::result_kind::data) return;
    found.data = came.response_data;
    if (of.output.empty() || found.data.empty()) return;
    auto const path = of.output.ends_with('/') ? of.output + safe_id(found.details.task_id) + ".json" : of.output;
    if (auto trouble = save_text(path, found.data, true); !trouble.empty()) {
        found.error = jimeng::client_errc::partly_saved;
        found.details.client_message = std::move(trouble);
        return;
    }
    found.data_path = path;
}

} // namespace

answer refusal(work const& of, std::string words, jimeng::client_errc why)
{
    auto made = begun(of);
    auto& found = made.found;
    found.nobody_asked = true;
    found.error = why;
    found.details.client_message = std::move(words);
    found.details.submitted = of.task_id.empty() ? jimeng::verdict::not_sent : jimeng::verdict::accepted;
    found.details.task_id = of.task_id;
    finish(made);
    return made;
}

answer repeated(answer made)
{
    made.was_there = true;
    made.paid = {};
    return made;
}

answer another_request(work const& of, std::string const& since)
{
    auto made = refusal(of,
                        "key " + jimeng::for_terminal(of.key, 60) + ": stands for another request" +
                            (since.empty() ? since : " of " + since) + "; choose another key",
                        jimeng::client_errc::rule_broken);
    made.another_request = true;
    return made;
}

answer held_as_unknown(work const& of)
{
    auto made = begun(of);
    auto& found = made.found;
    found.error = jimeng::client_errc::submit_unknown;
    found.details.submitted = jimeng::verdict::unknown;
    found.details.client_message = "job " + of.job +
                                   ": its submit may have been accepted and billed, and no id came "
                                   "back";
    found.settle = "jimeng resume " + of.job + " --on-unknown resubmit";
    finish(made);
    return made;
}

answer answer_to(work& of, jimeng::error_code ec, jimeng::pictures const& came, setting const& with)
{
    auto made = begun(of);
    auto& found = made.found;
    found.error = ec;
    found.details = of.details;
    auto& details = found.details;
    if (details.task_id.empty()) details.task_id = came.task.id.empty() ? of.task_id : came.task.id.text();
    found.task_is_known = details.submitted == jimeng::verdict::accepted;
    found.link_outlives_run = !with.wanted.emulator;
    if (with.store && !of.job.empty()) found.settle = "jimeng resume " + of.job + " --on-unknown resubmit";
    for (auto const& one : came)
        take(one, found);
    take_facts(of, came, found);
    hide_secrets(found);
    found.resume = way_back(of, found, with);
    made.paid = batch::paid_of(of.reserved, details.submitted, ec, came.size());
    bool const stopped = ec == jimeng::client_errc::cancelled_before_send;
    made.stopped_unsent = stopped && details.submitted == jimeng::verdict::not_sent;
    finish(made);
    return made;
}

answer answer_of_journal(work const& of, setting const& with)
{
    auto made = begun(of);
    auto& found = made.found;
    take_job(of.history, found);
    hide_secrets(found);
    if (found.error.failed()) found.resume = way_back(of, found, with);
    finish(made);
    return made;
}

} // namespace command::desk
