#ifndef JIMENG_EMULATOR_DETAIL_LEDGER_FILE_HPP
#define JIMENG_EMULATOR_DETAIL_LEDGER_FILE_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// A file of lines that grows at its end, and is one emulator's at a time.
/// @par Thread safety `append` may be called from any thread.
class ledger_file {
public:
    /// Opens it, or makes one that only its owner may read: it holds prompts.
    /// @par Errors `std::runtime_error`
    explicit ledger_file(std::string path) : path_{std::move(path)}
    {
        descriptor_ = ::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor_ < 0) fail("cannot be opened: " + reason() + "; name a file that can be written");
        struct stat now {};
        if (::fstat(descriptor_, &now) != 0 || !S_ISREG(now.st_mode))
            give_up("no ordinary file, which alone can be gone on with; take another file");
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0)
            give_up("another emulator has it, or it cannot be locked: " + reason() + "; take another file");
        keep_name();
    }
    ~ledger_file() { ::close(descriptor_); }
    ledger_file(ledger_file const&) = delete;
    ledger_file& operator=(ledger_file const&) = delete;

    /// Hands out each whole line with its number. What a line has not come to the end of was promised to nobody, and is cut off.
    /// @param beginning  Of the first line, of which no more may have been written: nobody else's file is cut.
    void read(std::string_view beginning, std::function<void(std::string_view, std::size_t)> const& take)
    {
        std::array<char, 64 * 1024> piece;
        std::string line;
        std::size_t number = 0;
        for (;;) {
            auto const size = ::pread(descriptor_, piece.data(), piece.size(), end_ + static_cast<off_t>(line.size()));
            if (size < 0 && errno == EINTR) continue;
            if (size < 0) fail("cannot be read: " + reason() + "; name another file");
            if (size == 0) break;
            line.append(piece.data(), static_cast<std::size_t>(size));
            hand_out(line, number, take);
        }
        if (line.empty()) return;
        bool const own = number != 0 || line.starts_with(beginning) || beginning.starts_with(line);
        if (!own) fail("line 1: no line of an emulator's ledger; take another file");
        if (::ftruncate(descriptor_, end_) != 0) fail("cannot be cut: " + reason() + "; name another file");
    }

    /// Adds a line, and where it is to be durable waits until the disk has it. False where the file does not take it:
    /// then it holds nothing of the line, or takes no more.
    [[nodiscard]] bool append(std::string line, bool durable)
    {
        line += '\n';
        std::lock_guard const lock{mutex_};
        if (broken_) return false;
        if (!write_all(line)) return take_back();
        if (durable && ::fdatasync(descriptor_) != 0) {
            broken_ = true; // what the disk has is not known any more, and asking again would not tell
            return false;
        }
        end_ += static_cast<off_t>(line.size());
        return true;
    }

    [[noreturn]] void fail(std::string const& why) const
    {
        throw std::runtime_error{"ledger " + for_terminal(path_, 200) + ": " + why};
    }

private:
    [[nodiscard]] static std::string reason() { return std::generic_category().message(errno); }

    [[noreturn]] void give_up(std::string const& why)
    {
        ::close(descriptor_);
        fail(why);
    }

    /// A new file is lost with its folder's entry.
    void keep_name() const noexcept
    {
        auto const folder = std::filesystem::path{path_}.parent_path();
        int const place = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (place < 0) return;
        ::fsync(place);
        ::close(place);
    }

    void hand_out(std::string& line, std::size_t& number,
                  std::function<void(std::string_view, std::size_t)> const& take)
    {
        std::size_t begin = 0;
        for (auto end = line.find('\n'); end != std::string::npos; end = line.find('\n', begin)) {
            take(std::string_view{line}.substr(begin, end - begin), ++number);
            begin = end + 1;
        }
        end_ += static_cast<off_t>(begin);
        line.erase(0, begin);
    }

    [[nodiscard]] bool write_all(std::string_view bytes) const noexcept
    {
        while (!bytes.empty()) {
            auto const size = ::write(descriptor_, bytes.data(), bytes.size());
            if (size < 0 && errno != EINTR) return false;
            if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
        }
        return true;
    }

    [[nodiscard]] bool take_back() noexcept
    {
        broken_ = ::ftruncate(descriptor_, end_) != 0;
        return false;
    }

    std::string path_;
    int descriptor_ = -1;
    off_t end_ = 0; ///< Behind the last whole line.
    bool broken_ = false;
    std::mutex mutex_;
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
