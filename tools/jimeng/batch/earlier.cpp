#include "earlier.hpp"

#include "../job_facts.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/media/output_names.hpp>
#include <jimeng/sign/body_sha256.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

namespace command::batch {

namespace {

namespace fs = std::filesystem;

outcome begin_outcome(item const& one)
{
    outcome made;
    made.id = one.id;
    made.line = one.from.line;
    made.model = one.model->req_key;
    made.job = one.job;
    made.request = one.request;
    made.priced = one.priced;
    return made;
}

/// Of the request as it was sent under the key.
std::string differs(item const& one, jimeng::job_event const& last, jimeng::prepared_request const& request)
{
    auto const body = jimeng::body_sha256({.body = request.body, .files = request.files});
    if (last.req_key == request.req_key && (last.body_sha256.empty() || last.body_sha256 == body)) return {};
    return "job_key " + jimeng::for_terminal(one.key, 60) +
           ": stands for another request; choose another key, or run jimeng tasks forget " + one.job;
}

} // namespace

std::string earlier::open(std::string const& folder, bool create)
{
    auto trouble = begun.is_open() ? std::string{} : begun.open(folder, create);
    return trouble.empty() && !results.is_open() ? results.open(folder, create) : trouble;
}

std::string place_of(result_file const& file, item const& one)
{
    std::error_code ec;
    fs::path const saved{file.path};
    for (auto const& path : {fs::path{one.output}.parent_path() / saved.filename(), saved})
        if (auto const size = fs::file_size(path, ec); !ec && size == file.size_bytes) return path.string();
    return {};
}

void follow_moved_files(jimeng::job_history& job, item const& one)
{
    for (auto& event : job.events) {
        if (event.what != jimeng::job_event::kind::saved) continue;
        if (auto place = place_of({event.path, event.file_bytes, {}}, one); !place.empty())
            event.path = std::move(place);
    }
}

bool earlier::is_done(item const& one) const
{
    auto const* const known = results.find(one.id);
    return known != nullptr && known->what == status::done && known->request == one.request &&
           std::all_of(known->files.begin(), known->files.end(),
                       [&](result_file const& file) { return !place_of(file, one).empty(); });
}

cost earlier::paid()
{
    cost all;
    std::set<std::string_view> seen;
    auto const add = [&](cost paid, std::string_view model) {
        prices.put_on(paid, model);
        all += paid;
    };
    for (auto const& one : begun.jobs()) {
        if (one.name.empty()) add(one.most, one.model);
        if (one.name.empty() || !seen.insert(one.name).second) continue;
        auto const* const known = results.find_job(one.name);
        bool const told = known != nullptr && known->what == status::done;
        if (told)
            add(known->paid, known->model);
        else if (store)
            add(paid_of(one.most, store->folder().read(one.name)), one.model);
    }
    return all;
}

cost earlier::counted(jimeng::job_history const& job)
{
    auto const* const one = begun.find(job.name);
    if (one == nullptr) return {};
    auto paid = paid_of(one->most, job);
    prices.put_on(paid, one->model);
    return paid;
}

std::string earlier::trouble_with(item const& one, jimeng::prepared_request const& request, std::string_view endpoint)
{
    auto const job = store ? store->folder().read(one.job) : jimeng::job_history{};
    if (!job.events.empty() && job.standing() != jimeng::job_standing::not_sent) {
        auto const& known = job.last().endpoint;
        if (auto trouble = differs(one, job.last(), request); !trouble.empty()) return trouble;
        if (known.empty() || endpoint.empty() || known == endpoint) return {};
        return "it was submitted at " + jimeng::for_terminal(known) + "; set JIMENG_API_URL to it";
    }
    if (!taken.may_hinder(one.output)) return {};
    jimeng::diagnostics details;
    auto const ec = jimeng::check_output(one.output, false, details);
    return ec.failed() ? details.client_message + "; or move it away" : std::string{};
}

outcome outcome_of(item const& one, known_result const& known)
{
    auto made = begin_outcome(one);
    made.what = known.what;
    made.task_id = known.task_id;
    made.verdict = known.verdict;
    made.files = known.files;
    for (auto& file : made.files)
        if (auto place = place_of(file, one); !place.empty()) file.path = std::move(place);
    made.paid = part_of(one.most, known.paid.pictures, known.paid.seconds);
    return made;
}

outcome outcome_of(item const& one, jimeng::job_history const& job)
{
    auto made = begin_outcome(one);
    if (job.events.empty()) return made;
    auto const& last = job.last();
    made.task_id = last.task_id;
    made.verdict = to_string(last.task_id.empty() ? last.submitted : jimeng::verdict::accepted);
    made.what = last.error.failed() ? status::failed : status::done;
    if (job.standing() == jimeng::job_standing::unknown) made.what = status::unknown;
    for (auto const& file : results_of(job))
        if (!file.path.empty()) made.files.push_back({file.path, file.size_bytes, file.sha256});
    made.paid = paid_of(one.most, job);
    if (!last.error.failed()) return made;
    made.error = made.cause = last.error.message();
    jimeng::diagnostics details;
    details.submitted = last.submitted;
    made.code = exit_code_of(last.error, details);
    return made;
}

} // namespace command::batch
