#include "keeper.hpp"

#include "../job_facts.hpp"
#include "../output_files.hpp"
#include "embed.hpp"
#include "texts.hpp"

#include <jimeng/core/escape.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <utility>

namespace command::provenance {

namespace {

namespace fs = std::filesystem;

/// Whether another file may stand there: nothing does, or the record of the same result.
bool may_be_written(std::string const& path, record const& one)
{
    std::error_code ec;
    if (fs::symlink_status(path, ec).type() == fs::file_type::not_found) return true;
    auto const there = record_beside(path);
    return there && there->task_id == one.task_id && there->index == one.index;
}

/// `cat.json` for `cat.png`; `cat.png.json` where the first is somebody else's.
std::string write_sidecar(std::string const& path, record const& one, bool overwrite)
{
    auto const text = to_json(one) + '\n';
    auto const names = sidecar_names(path);
    for (auto const& name : names)
        if (overwrite || may_be_written(name, one)) return save_text(name, text, true);
    return "sidecar " + jimeng::for_terminal(names.front()) +
           ": exists already; the picture is saved, and has no sidecar";
}

} // namespace

kept_file keeper::keep(std::string const& path, std::string_view task_id, std::size_t index,
                       files::file_facts const& now)
{
    std::lock_guard const lock{mutex_};
    if (auto const known = kept_.find(path); known != kept_.end()) return known->second;
    kept_file made{now, {}};
    record one{made_from_, std::string{task_id}, index, time_words(std::chrono::system_clock::now()),
               now.sha256, now.size_bytes};
    if (wanted_.embed) made.facts = embed(path, one, now, made.trouble);
    one.sha256 = made.facts.sha256;
    one.size_bytes = made.facts.size_bytes;
    if (wanted_.sidecar)
        if (auto trouble = write_sidecar(path, one, wanted_.overwrite); !trouble.empty())
            made.trouble += (made.trouble.empty() ? "" : "; ") + trouble;
    return kept_[path] = std::move(made);
}

namespace {

class keeping final : public jimeng::job_store {
public:
    keeping(std::shared_ptr<jimeng::job_store> to, std::shared_ptr<keeper> with)
        : to_{std::move(to)},
          with_{std::move(with)}
    {}

    [[nodiscard]] std::string name_job(std::string_view key, std::chrono::system_clock::time_point now) override
    {
        return to_->name_job(key, now);
    }
    jimeng::error_code record(jimeng::job_event const& event) override { return to_->record(with_record(event)); }
    void async_record(jimeng::job_event event, std::function<void(jimeng::error_code)> done) override
    {
        to_->async_record(with_record(std::move(event)), std::move(done));
    }
    void release(std::string_view job) noexcept override { to_->release(job); }

private:
    /// What is wrong with a record is told at the end; the result is there.
    jimeng::job_event with_record(jimeng::job_event event)
    {
        if (event.what != jimeng::job_event::kind::saved || event.path.empty()) return event;
        auto const made = with_->keep(event.path, event.task_id, event.index, {event.file_sha256, event.file_bytes});
        event.file_sha256 = made.facts.sha256;
        event.file_bytes = made.facts.size_bytes;
        return event;
    }

    std::shared_ptr<jimeng::job_store> to_;
    std::shared_ptr<keeper> with_;
};

} // namespace

std::shared_ptr<jimeng::job_store> keeping_store(std::shared_ptr<jimeng::job_store> to, std::shared_ptr<keeper> with)
{
    return std::make_shared<keeping>(std::move(to), std::move(with));
}

} // namespace command::provenance
