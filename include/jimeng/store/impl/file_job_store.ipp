#ifndef JIMENG_STORE_IMPL_FILE_JOB_STORE_IPP
#define JIMENG_STORE_IMPL_FILE_JOB_STORE_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/job_names.hpp>
#include <jimeng/store/detail/journal_file.hpp>
#include <jimeng/store/file_job_store.hpp>
#include <jimeng/store/journal_line.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// The journal of one job that this process goes on with.
class open_journal {
public:
    open_journal() = default;
    open_journal(open_journal const&) = delete;
    open_journal& operator=(open_journal const&) = delete;
    /// A job that was held and never begun is none.
    ~open_journal()
    {
        if (opened_ && size_ == 0) ::unlink(path_.c_str());
    }

    /// @return An error where it is not, or must not be, this one's.
    error_code open(std::string const& folder, std::string_view name)
    {
        folder_ = folder;
        path_ = journal_path(folder, name);
        if (int const error = open_locked(path_))
            return error == EWOULDBLOCK ? client_errc::job_locked : file_error(error);
        std::string text;
        if (int const error = read_all(file_, text)) return file_error(error);
        auto const history = read_history(std::string{name}, text);
        standing_ = history.standing();
        for (auto const& event : history.events)
            note_end(event);
        if (history.whole_bytes != text.size())
            if (int const error = cut(history.whole_bytes)) return file_error(error);
        size_ = history.whole_bytes;
        next_ = history.next_number;
        has_name_ = next_ > 2; // whoever wrote the first two may have been killed before they were on the disk
        opened_ = true;
        return {};
    }

    [[nodiscard]] bool is_open() const noexcept { return opened_; }

    /// An operation begins the job: once, and only where nothing of it can be paid.
    [[nodiscard]] error_code may_begin() const
    {
        if (begun_) return client_errc::job_locked;
        if (standing_ != job_standing::not_sent) return client_errc::job_exists;
        return {};
    }

    /// @param begins  The job has begun once the event is there.
    error_code append(job_event const& event, bool begins)
    {
        if (is_of_submit(event) && !begun_ && !begins) return client_errc::job_locked;
        if (broken_) return client_errc::file_io;
        if (done_ && event.what == job_event::kind::final && event.error.failed()) return {};
        auto const line = to_text({next_, event});
        if (int const error = write_all(file_.get(), line)) {
            broken_ = cut(size_) != 0; // else half a line would spoil the next one
            return file_error(error);
        }
        if (int const error = may_wait(event.what) ? 0 : sync()) {
            broken_ = true;
            return file_error(error);
        }
        size_ += line.size();
        ++next_;
        begun_ = begun_ || begins;
        note_end(event);
        return {};
    }

private:
    /// Nothing is sent, paid or told before the next event, which brings these to the disk with it.
    static bool may_wait(job_event::kind what) noexcept
    {
        using enum job_event::kind;
        return what == intent || what == done || what == saved;
    }

    /// What ended well stays so, whatever a later look at its task says: the service forgets it.
    void note_end(job_event const& event) noexcept
    {
        if (event.what == job_event::kind::final) done_ = !event.error.failed();
        if (event.what == job_event::kind::intent) done_ = false;
    }

    /// A file that was forgotten between being opened and locked is nobody's.
    int open_locked(std::string const& path)
    {
        for (;;) {
            file_ = descriptor{::open(path.c_str(), O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
            if (!file_ && errno == ENOENT)
                file_ = descriptor{::open(
                    path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600)};
            if (!file_ && errno == EEXIST) continue; // somebody else was faster
            if (!file_) return errno;
            if (int const error = lock_patiently(file_)) return error;
            if (!has_name(file_, path)) continue;
            if (is_empty()) take_room();
            return 0;
        }
    }

    /// Whoever only looks holds it for a moment.
    static int lock_patiently(descriptor const& file)
    {
        int error = lock_file(file);
        for (int attempt = 0; error == EWOULDBLOCK && attempt != 20; ++attempt) {
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
            error = lock_file(file);
        }
        return error;
    }

    [[nodiscard]] bool is_empty() const noexcept
    {
        struct stat there {};
        return ::fstat(file_.get(), &there) == 0 && there.st_size == 0;
    }

    /// Room for the task's id is taken while the disk has some.
    void take_room() const noexcept
    {
#if defined(FALLOC_FL_KEEP_SIZE)
        static_cast<void>(::fallocate(file_.get(), FALLOC_FL_KEEP_SIZE, 0, 4096));
#endif
    }

    /// A new file's name too, and after the file, which on most systems brings it along: the disk then waits once.
    int sync()
    {
        if (int const error = sync_data(file_.get())) return error;
        if (std::exchange(has_name_, true)) return 0;
        return sync_folder(folder_);
    }

    [[nodiscard]] int cut(std::size_t size) const
    {
        return uninterrupted([&] { return ::ftruncate(file_.get(), static_cast<off_t>(size)); });
    }

    static int sync_data(int number)
    {
#if defined(__linux__)
        return uninterrupted([number] { return ::fdatasync(number); });
#else
        return sync_file(number);
#endif
    }

    descriptor file_;
    std::string folder_;
    std::string path_;
    std::size_t size_ = 0;
    std::uint64_t next_ = 0;
    job_standing standing_ = job_standing::not_sent; ///< When it was opened.
    bool has_name_ = false;                          ///< On the disk, in its folder.
    bool opened_ = false;
    bool begun_ = false;
    bool broken_ = false;
    bool done_ = false;
};

/// Whoever reads it may stand in another folder.
inline job_event seen_from_anywhere(job_event event)
{
    std::error_code ec;
    auto const whole = event.path.empty() ? std::filesystem::path{} : std::filesystem::absolute(event.path, ec);
    if (!ec && !whole.empty()) event.path = whole.string();
    return event;
}

} // namespace detail

struct file_job_store::impl {
    struct job {
        std::mutex mutex;
        detail::open_journal journal;
    };

    explicit impl(job_folder where) : folder{std::move(where)} {}

    std::shared_ptr<job> of(std::string const& name)
    {
        std::lock_guard const lock{mutex};
        auto& found = jobs[name];
        if (!found) found = std::make_shared<job>();
        return found;
    }
    void let_go(std::string_view name) noexcept
    {
        std::lock_guard const lock{mutex};
        if (auto const found = jobs.find(name); found != jobs.end()) jobs.erase(found);
    }

    job_folder folder;
    std::mutex mutex; ///< Of the map only: one job's disk is no other's business.
    std::map<std::string, std::shared_ptr<job>, std::less<>> jobs;
};

JIMENG_DECL file_job_store::file_job_store(job_folder folder) : impl_{std::make_unique<impl>(std::move(folder))} {}
JIMENG_DECL file_job_store::~file_job_store() = default;

JIMENG_DECL job_folder const& file_job_store::folder() const noexcept
{
    return impl_->folder;
}

JIMENG_DECL std::string file_job_store::name_job(std::string_view key, std::chrono::system_clock::time_point now)
{
    return detail::job_name(key, now);
}

JIMENG_DECL error_code file_job_store::hold(std::string_view name)
{
    if (!detail::is_job_name(name)) return client_errc::bad_path;
    auto const job = impl_->of(std::string{name});
    std::lock_guard const lock{job->mutex};
    auto const ec = job->journal.is_open() ? error_code{} : job->journal.open(impl_->folder.path(), name);
    if (ec.failed()) impl_->let_go(name);
    return ec;
}

JIMENG_DECL error_code file_job_store::record(job_event const& event)
{
    if (!detail::is_job_name(event.job)) return client_errc::bad_path;
    auto const job = impl_->of(event.job);
    std::lock_guard const lock{job->mutex};
    bool const opened = job->journal.is_open();
    auto ec = opened ? error_code{} : job->journal.open(impl_->folder.path(), event.job);
    bool const begins = event.what == job_event::kind::intent && event.attempt == 0;
    if (!ec.failed() && begins) ec = job->journal.may_begin();
    if (!ec.failed()) ec = job->journal.append(detail::seen_from_anywhere(event), begins);
    bool const refused = ec.failed() && !opened;
    if (refused || event.what == job_event::kind::final) impl_->let_go(event.job);
    return ec;
}

JIMENG_DECL void file_job_store::release(std::string_view job) noexcept
{
    impl_->let_go(job);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
