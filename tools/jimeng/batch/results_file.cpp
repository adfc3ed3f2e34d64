#include "results_file.hpp"

#include "json_lines.hpp"

#include "../output_files.hpp"

#include <jimeng/core/escape.hpp>

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>

namespace command::batch {

namespace {

status status_called(std::string_view word)
{
    for (auto const one : {status::done, status::running, status::unknown, status::invalid})
        if (to_string(one) == word) return one;
    return status::failed;
}

std::vector<result_file> files_in(boost::json::object const& line)
{
    std::vector<result_file> all;
    auto const* const files = line.if_contains("files");
    if (files == nullptr || !files->is_array()) return all;
    for (auto const& file : files->get_array())
        if (file.is_object())
            all.push_back({text_in(file.get_object(), "path"),
                           static_cast<std::uint64_t>(whole_in(file.get_object(), "size_bytes")),
                           text_in(file.get_object(), "sha256")});
    return all;
}

cost paid_in(boost::json::object const& line)
{
    auto const* const paid = line.if_contains("paid");
    if (paid == nullptr || !paid->is_object()) return {};
    return {whole_in(paid->get_object(), "pictures"), whole_in(paid->get_object(), "seconds"), 0};
}

} // namespace

std::string results_file::open(std::string const& folder, bool create)
{
    path_ = folder + "/results.jsonl";
    int const error = file_.open(path_, create);
    if (!create && error == ENOENT) return {};
    if (error != 0) return trouble(error);
    take(file_.take_text());
    return {};
}

void results_file::take(std::string_view text)
{
    std::size_t read = 0;
    for_each_object(text, [&](boost::json::object const& one, std::string_view line) {
        auto const id = text_in(one, "id");
        ++read;
        must_rewrite_ = must_rewrite_ || known_.contains(id);
        sequence_.push_back(id);
        known_result known{std::string{line} + '\n', text_in(one, "model"),   status_called(text_in(one, "status")),
                           text_in(one, "job"),      text_in(one, "request"), text_in(one, "task_id"),
                           text_in(one, "verdict"),  files_in(one),           paid_in(one)};
        if (!known.job.empty()) ids_.insert_or_assign(known.job, id);
        known_.insert_or_assign(id, std::move(known));
    });
    if (read != static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'))) must_rewrite_ = true;
}

known_result const* results_file::find(std::string_view id) const
{
    auto const found = known_.find(id);
    return found == known_.end() ? nullptr : &found->second;
}

known_result const* results_file::find_job(std::string_view job) const
{
    auto const id = ids_.find(job);
    auto const* const known = id == ids_.end() ? nullptr : find(id->second);
    return known != nullptr && known->job == job ? known : nullptr;
}

std::string results_file::add(outcome const& one)
{
    auto const line = to_json(one);
    auto const* const before = find(one.id);
    if (before != nullptr && before->text == line) return {};
    if (!file_.is_open()) return trouble(EBADF);
    if (int const error = file_.append(line)) return trouble(error);
    must_rewrite_ = must_rewrite_ || before != nullptr;
    take(line);
    return {};
}

std::string results_file::sync()
{
    int const error = file_.is_open() ? file_.sync() : 0;
    return error == 0 ? std::string{} : trouble(error);
}

std::string results_file::rewrite(std::vector<std::string_view> const& order)
{
    std::string text;
    std::vector<std::string_view> sequence;
    std::set<std::string_view> written;
    auto const write = [&](std::string_view id) {
        auto const* const known = find(id);
        if (known == nullptr || !written.insert(id).second) return;
        text += known->text;
        sequence.push_back(id);
    };
    for (auto const id : order)
        write(id);
    for (auto const& [id, known] : known_)
        write(id);
    bool const is_so =
        !must_rewrite_ && std::equal(sequence.begin(), sequence.end(), sequence_.begin(), sequence_.end());
    return is_so || !file_.is_open() ? std::string{} : save_text(path_, text, true);
}

std::string results_file::trouble(int error) const
{
    return "output " + jimeng::for_terminal(path_) + ": cannot be written: " + std::generic_category().message(error);
}

} // namespace command::batch
