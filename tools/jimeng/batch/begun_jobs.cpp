#include "begun_jobs.hpp"

#include "json_lines.hpp"

#include "../json_text.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/utf8.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

namespace command::batch {

std::string begun_jobs::open(std::string const& folder, bool create)
{
    auto const path = folder + "/.jimeng-batch";
    auto const trouble = [&](std::string const& what, int error) {
        return "output " + jimeng::for_terminal(path) + ": cannot be " + what + ": " +
               std::generic_category().message(error) + "; choose a folder of yours";
    };
    first_path_.clear();
    given_to_.clear();
    int const error = file_.open(path, create);
    if (!create && error == ENOENT) return first_path_ = folder, std::string{};
    if (error != 0) return trouble("opened", error);
    if (jimeng::detail::lock_file(file_.file()) != 0)
        return "output " + jimeng::for_terminal(folder) +
               ": another batch runs there; wait for it, or name another folder";
    read(file_.take_text());
    int const not_kept = first_path_.empty() ? keep_first_path(folder) : 0;
    return not_kept == 0 ? std::string{} : trouble("written", not_kept);
}

void begun_jobs::read(std::string_view text)
{
    for_each_object(text, [this](boost::json::object const& one) {
        if (auto const folder = text_in(one, "folder"); !folder.empty())
            first_path_ = folder;
        else if (auto const account = text_in(one, "store"); !account.empty())
            given_to_ = account;
        else
            keep(
                {text_in(one, "job"), {whole_in(one, "pictures"), whole_in(one, "seconds"), 0}, text_in(one, "model")});
    });
}

/// Before any job is begun, and on the disk: jobs that are begun without it would be others once the folder is moved. A
/// path that is not UTF-8 fits into no JSON, and such a folder is another one where it is moved.
int begun_jobs::keep_first_path(std::string const& folder)
{
    first_path_ = folder;
    if (!jimeng::is_utf8(folder)) return 0;
    std::string line{R"({"folder":)"};
    append_json_string(line, folder);
    int const error = file_.append(line + "}\n");
    return error == 0 ? file_.sync() : error;
}

int begun_jobs::give_to(std::string const& account)
{
    if (given_to_ == account) return 0;
    std::string line{R"({"store":)"};
    append_json_string(line, account);
    if (int const error = file_.append(line + "}\n")) return error;
    given_to_ = account;
    return file_.sync();
}

begun_jobs::job const* begun_jobs::find(std::string_view name) const
{
    auto const found = places_.find(name);
    return found == places_.end() ? nullptr : &jobs_[found->second];
}

void begun_jobs::keep(job begun)
{
    if (!begun.name.empty()) places_.try_emplace(begun.name, jobs_.size());
    jobs_.push_back(std::move(begun));
}

int begun_jobs::add(job begun)
{
    begun.most.money = 0; // prices are the run's
    auto line = R"({"job":")" + begun.name + R"(","model":)";
    append_json_string(line, begun.model);
    line += R"(,"pictures":)" + std::to_string(begun.most.pictures) + R"(,"seconds":)" +
            std::to_string(begun.most.seconds) + "}\n";
    if (int const error = file_.append(line)) return error;
    keep(std::move(begun));
    return 0;
}

} // namespace command::batch
