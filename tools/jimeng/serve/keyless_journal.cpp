#include "keyless_journal.hpp"

#include "keys.hpp"

#include <jimeng/core/numbers.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace command::serve {

namespace {

bool changed_since(std::string const& path, std::chrono::system_clock::time_point since)
{
    struct stat facts {};
    return ::stat(path.c_str(), &facts) == 0 && std::chrono::system_clock::from_time_t(facts.st_mtime) >= since;
}

/// Adds one task to its request.
void take(jimeng::job_history const& job, std::map<std::string, kept_request>& to)
{
    auto const& first = job.first();
    auto const number = first.key.rfind('#');
    auto const slash = first.key.rfind('/');
    if (number == std::string::npos || slash == std::string::npos || slash < number) return;
    auto const count = jimeng::detail::read_number<std::int64_t>(std::string_view{first.key}.substr(slash + 1));
    if (!count || first.body_sha256.empty()) return;
    auto key = first.key.substr(0, number);
    auto& one = to[key];
    one.request = name_of_request(first.req_key, *count, first.body_sha256);
    one.key = std::move(key);
    one.is_over = one.is_over && job.standing() == jimeng::job_standing::over;
    one.last = std::max(one.last, job.last().at);
}

} // namespace

std::vector<kept_request> kept_requests(jimeng::job_folder const& jobs, std::chrono::system_clock::time_point since)
{
    std::map<std::string, kept_request> by_key;
    for (auto const& name : jobs.names()) {
        if (!changed_since(jobs.path() + '/' + name + ".jsonl", since)) continue;
        auto const job = jobs.read(name);
        if (job.events.empty() || !job.first().key.starts_with(made_keys) || job.first().at < since) continue;
        if (job.standing() == jimeng::job_standing::not_sent) continue;
        if (jimeng::job_name_of_key(job.first().key) == name) take(job, by_key); // else it was set aside
    }
    std::vector<kept_request> all;
    for (auto& [key, one] : by_key)
        all.push_back(std::move(one));
    return all;
}

} // namespace command::serve
