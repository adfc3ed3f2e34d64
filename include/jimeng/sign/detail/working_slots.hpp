#ifndef JIMENG_SIGN_DETAIL_WORKING_SLOTS_HPP
#define JIMENG_SIGN_DETAIL_WORKING_SLOTS_HPP

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace jimeng::detail {

/// Memory that threads work in, one at a time: nobody waits for a slot. A thread comes back to the same one, so what it
/// left there serves it again.
template <class Work>
class working_slots {
public:
    /// Calls `use(Work&)` in a slot that no other thread is in, or in a new one that is gone afterwards.
    template <class Use>
    void with_one(Use use)
    {
        auto const own = own_index();
        for (std::size_t i = 0; i != tries; ++i) {
            auto& one = slots_[(own + i) % slots_.size()];
            if (one.taken.exchange(true, std::memory_order_acquire)) continue;
            leaving const end{one};
            if (!one.work) one.work = std::make_unique<Work>();
            return use(*one.work);
        }
        use(*std::make_unique<Work>());
    }

private:
    static constexpr std::size_t tries = 4;

    struct alignas(64) slot { // a cache line of its own
        std::atomic<bool> taken{false};
        std::unique_ptr<Work> work{};
    };
    struct leaving {
        slot& one;
        ~leaving() { one.taken.store(false, std::memory_order_release); }
    };

    /// Every thread has an own address here. They lie whole stacks apart, and the multiplication spreads what differs to
    /// the top bits.
    [[nodiscard]] static std::size_t own_index() noexcept
    {
        static thread_local char const here{};
        return static_cast<std::size_t>(reinterpret_cast<std::uintptr_t>(&here) * 0x9E3779B97F4A7C15U >> 60);
    }

    std::array<slot, 16> slots_{};
};

} // namespace jimeng::detail

#endif
