#include "begun_jobs.hpp"

#include "json_lines.hpp"

#include <jimeng/core/escape.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

namespace command::batch {

std::string begun_jobs::open(std::string const& folder, bool create)
{
    auto const path = folder + "/.jimeng-batch";
    int const error = file_.open(path, create);
    if (!create && error == ENOENT) return {};
    if (error != 0)
        return "output " + jimeng::for_terminal(path) +
               ": cannot be opened: " + std::generic_category().message(error) + "; choose a folder of yours";
    if (jimeng::detail::lock_file(file_.file()) != 0)
        return "output " + jimeng::for_terminal(folder) +
               ": another batch runs there; wait for it, or name another folder";
    for_each_object(file_.take_text(), [this](boost::json::object const& one) {
        keep({text_in(one, "job"), {whole_in(one, "pictures"), whole_in(one, "seconds")}});
    });
    return {};
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
    auto const line = R"({"job":")" + begun.name + R"(","pictures":)" + std::to_string(begun.most.pictures) +
                      R"(,"seconds":)" + std::to_string(begun.most.seconds) + "}\n";
    if (int const error = file_.append(line)) return error;
    keep(std::move(begun));
    return 0;
}

} // namespace command::batch
