#ifndef JIMENG_COMMAND_STANDING_HPP
#define JIMENG_COMMAND_STANDING_HPP

#include <jimeng/wire/diagnostics.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <mutex>
#include <string_view>

namespace command {

/// How it stands with the money while a run is under way, for whoever has to tell it in the middle. Asks for no memory.
/// @par Thread safety Any thread may ask.
class standing {
public:
    /// A copy of what is known at one moment.
    struct moment {
        jimeng::verdict submitted = jimeng::verdict::not_sent;
        bool seen = false; ///< Whether the service itself spoke of the task.
        std::array<char, 128> id{};
        std::size_t id_size = 0;

        [[nodiscard]] std::string_view task_id() const noexcept { return {id.data(), id_size}; }
    };

    /// A repeated submit is another task's, or nobody's.
    void submitting() noexcept
    {
        std::lock_guard const lock{mutex_};
        now_ = {.submitted = jimeng::verdict::unknown};
    }
    void settled(jimeng::verdict submitted) noexcept { set(submitted); }
    void accepted(std::string_view task_id) noexcept
    {
        set(jimeng::verdict::accepted);
        remember(task_id);
        seen();
    }
    void remember(std::string_view task_id) noexcept
    {
        std::lock_guard const lock{mutex_};
        now_.id_size = task_id.copy(now_.id.data(), now_.id.size());
    }
    void seen() noexcept
    {
        std::lock_guard const lock{mutex_};
        now_.seen = true;
    }

    [[nodiscard]] moment now() const noexcept
    {
        std::lock_guard const lock{mutex_};
        return now_;
    }

private:
    void set(jimeng::verdict submitted) noexcept
    {
        std::lock_guard const lock{mutex_};
        now_.submitted = submitted;
    }

    mutable std::mutex mutex_;
    moment now_;
};

} // namespace command

#endif
