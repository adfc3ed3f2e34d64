#ifndef JIMENG_NET_FILE_SLOTS_HPP
#define JIMENG_NET_FILE_SLOTS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/diagnostics.hpp>
#include <jimeng/wire/error.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Places that the processes of a machine share, and a few words that they leave each other: locked files in a folder.
///
/// A place is taken while its file is locked (`flock`), so it is free again when its owner died, however it died. Nothing
/// here waits. The folder holds `slot-1`, `slot-2`, ... and `state`; nothing secret is in them, and they may be removed
/// while no process uses them.
/// @par Thread safety One thread at a time. Several objects may use one folder, in one process too. A child that is
/// forked without `exec` holds what its parent holds until both gave it back: open slots of its own there.
class file_slots {
public:
    /// Makes the folder where it is missing, its parent excepted, for its owner only (0700).
    /// @param slots  How many places: 1 to 256, else the nearer of them.
    /// @par Errors `bad_path` for a folder of somebody else, or one that others may use; `file_io`. No pointer then, and
    /// the sentence in `details`.
    [[nodiscard]] JIMENG_DECL static std::unique_ptr<file_slots> open(std::string const& folder, int slots,
                                                                      error_code& ec, diagnostics& details);
    file_slots(file_slots const&) = delete;
    file_slots& operator=(file_slots const&) = delete;
    /// Gives back what is taken.
    JIMENG_DECL ~file_slots();

    [[nodiscard]] int size() const noexcept { return static_cast<int>(slots_.size()); }

    /// Takes the one lock of the folder, under which places are taken and words are read and written. False where somebody
    /// else has it: try again in some milliseconds.
    [[nodiscard]] JIMENG_DECL bool try_lock(error_code& ec) noexcept;
    JIMENG_DECL void unlock() noexcept;

    /// Under the lock: how many places are taken, by anybody.
    [[nodiscard]] JIMENG_DECL int taken() const noexcept;
    /// Under the lock: takes a free place; false where there is none.
    [[nodiscard]] JIMENG_DECL bool take() noexcept;
    /// At any time: gives one of those back that were taken here.
    JIMENG_DECL void give_back() noexcept;

    /// Under the lock: what was written last, 4 KiB at most.
    [[nodiscard]] JIMENG_DECL std::string read(error_code& ec) const;
    JIMENG_DECL void write(std::string_view words, error_code& ec) noexcept;

private:
    struct slot {
        int descriptor = -1;
        bool mine = false;
    };

    file_slots() = default;
    int open_in(std::string const& folder, int slots);
    int open_files(int folder, int slots);

    int state_ = -1;
    std::vector<slot> slots_;
};

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/net/impl/file_slots.ipp>
#endif

#endif
