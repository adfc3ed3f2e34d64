#ifndef JIMENG_STORE_IMPL_JOB_FOLDER_IPP
#define JIMENG_STORE_IMPL_JOB_FOLDER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/store/detail/journal_file.hpp>
#include <jimeng/store/detail/lock_owner.hpp>
#include <jimeng/store/job_folder.hpp>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline error_code refuse_folder(client_errc code, std::string const& path, std::string_view words, diagnostics& details)
{
    details.client_message = concat({"job folder ", for_terminal(path), ": ", words});
    return code;
}

/// Missing folders are made for their owner alone.
inline int make_folders(std::filesystem::path const& path)
{
    if (path.empty()) return 0;
    auto const parent = path.parent_path();
    if (::mkdir(path.c_str(), 0700) != 0) {
        if (errno == EEXIST) return 0;
        if (errno != ENOENT || parent == path) return errno;
        if (int const error = make_folders(parent)) return error;
        if (::mkdir(path.c_str(), 0700) != 0) return errno == EEXIST ? 0 : errno;
    }
    static_cast<void>(sync_folder(parent.empty() ? "." : parent.string())); // what it cannot promise costs nothing yet
    return 0;
}

inline error_code check_private(std::string const& path, diagnostics& details)
{
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0 || !S_ISDIR(there.st_mode))
        return refuse_folder(client_errc::file_io, path, "is no folder; name another", details);
    if (!is_own(there))
        return refuse_folder(client_errc::not_private, path, "belongs to somebody else; name another", details);
    if (!is_closed_to_others(there))
        return refuse_folder(client_errc::not_private, path,
                             "others may look into it; run chmod 700 on it, or name another", details);
    return {};
}

} // namespace detail

JIMENG_DECL std::optional<job_folder> job_folder::open(std::string const& path, error_code& ec, diagnostics& details)
{
    ec.clear();
    int const error = path.empty() || path.find('\0') != std::string::npos ? EINVAL : detail::make_folders(path);
    if (error != 0) {
        auto const words = std::generic_category().message(error) + "; name another";
        ec = detail::refuse_folder(detail::file_error(error), path, words, details);
        return std::nullopt;
    }
    ec = detail::check_private(path, details);
    if (ec.failed()) return std::nullopt;
    return job_folder{path};
}

JIMENG_DECL std::vector<std::string> job_folder::names() const
{
    std::vector<std::string> all;
    std::error_code ec;
    for (std::filesystem::directory_iterator i{path_, ec}, end; !ec && i != end; i.increment(ec)) {
        auto const file = i->path().filename().string();
        constexpr std::string_view ending = ".jsonl";
        if (!file.ends_with(ending)) continue;
        auto name = file.substr(0, file.size() - ending.size());
        if (detail::is_job_name(name)) all.push_back(std::move(name));
    }
    std::sort(all.begin(), all.end());
    return all;
}

JIMENG_DECL job_history job_folder::read(std::string_view name) const
{
    std::string text;
    bool unreadable = false;
    if (detail::is_job_name(name)) {
        detail::descriptor const file{
            ::open(detail::journal_path(path_, name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
        unreadable = file ? detail::read_all(file, text) != 0 : errno != ENOENT;
        if (unreadable) text.clear();
    }
    auto history = read_history(std::string{name}, text);
    history.unreadable = unreadable;
    return history;
}

JIMENG_DECL std::optional<job_history> job_folder::find_task(std::string_view task_id) const
{
    std::optional<job_history> found;
    for (auto const& name : names()) {
        auto history = read(name);
        bool const has = std::any_of(history.events.begin(), history.events.end(),
                                     [&](job_event const& event) { return event.task_id == task_id; });
        bool const later = has && (!found || found->last().at <= history.last().at);
        if (later) found = std::move(history);
    }
    return found;
}

JIMENG_DECL bool job_folder::is_locked(std::string_view name) const
{
    if (!detail::is_job_name(name)) return false;
    detail::descriptor const file{
        ::open(detail::journal_path(path_, name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    return file && detail::lock_file(file) == EWOULDBLOCK;
}

JIMENG_DECL int job_folder::owner_of(std::string_view name) const
{
    if (!is_locked(name)) return 0;
    detail::descriptor const file{
        ::open(detail::journal_path(path_, name).c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    return file ? detail::lock_owner(file) : 0;
}

namespace detail {

/// Does something with the name of a job's file while nobody goes on with the job, and makes it durable.
template <class Change>
error_code with_journal(std::string const& folder, std::string_view name, Change const& change)
{
    if (!is_job_name(name)) return client_errc::file_io;
    auto const path = journal_path(folder, name);
    descriptor const file{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
    if (!file) return file_error(errno);
    int const locked = lock_file(file);
    if (locked != 0) return locked == EWOULDBLOCK ? client_errc::job_locked : file_error(locked);
    if (!has_name(file, path)) return client_errc::job_locked; // another job has its name since
    if (error_code const ec = change(path, file); ec.failed()) return ec;
    int const error = sync_folder(folder);
    return error == 0 ? error_code{} : error_code{file_error(error)};
}

inline error_code remove_file(std::string const& path)
{
    return ::unlink(path.c_str()) == 0 ? error_code{} : error_code{file_error(errno)};
}

} // namespace detail

JIMENG_DECL error_code job_folder::forget(std::string_view name) const
{
    return detail::with_journal(path_, name,
                                [](std::string const& path, auto const&) { return detail::remove_file(path); });
}

JIMENG_DECL error_code job_folder::forget_over(std::string_view name) const
{
    return detail::with_journal(path_, name, [&](std::string const& path, auto const& file) -> error_code {
        std::string text;
        if (int const error = detail::read_all(file, text)) return detail::file_error(error);
        auto const job = read_history(std::string{name}, text);
        return job.standing() == job_standing::over ? detail::remove_file(path) : client_errc::job_exists;
    });
}

JIMENG_DECL error_code job_folder::set_aside(std::string_view name) const
{
    return detail::with_journal(path_, name, [&](std::string const& path, auto const&) -> error_code {
        for (int number = 1; number != 10'000; ++number) {
            auto const other = detail::journal_path(path_, detail::concat({name, "-", std::to_string(number)}));
            if (::link(path.c_str(), other.c_str()) == 0) return detail::remove_file(path);
            if (errno != EEXIST) return detail::file_error(errno);
        }
        return detail::file_error(EEXIST);
    });
}

JIMENG_DECL std::string job_name_of_key(std::string_view key)
{
    return "key-" + to_hex(sha256(key)).substr(0, 32);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
