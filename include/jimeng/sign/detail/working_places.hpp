#ifndef JIMENG_SIGN_DETAIL_WORKING_PLACES_HPP
#define JIMENG_SIGN_DETAIL_WORKING_PLACES_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <thread>
#include <type_traits>

namespace jimeng::inline JIMENG_ABI::detail {

/// Memory that threads work in, one at a time: nobody waits for a place. A thread comes back to the same one, so what
/// it left there serves it again.
template <class Work>
class working_places {
    struct alignas(64) place { // a cache line of its own
        std::atomic<bool> taken{false};
        std::unique_ptr<Work> work{};
    };

public:
    /// Calls `use(Work&)` in a place that no other thread is in, or in a new one that is gone afterwards.
    template <class Use>
    void with_one(Use use)
    {
        auto const home = own_index();
        for (std::size_t i = 0; i != tries; ++i) {
            auto& one = places_[(home + i) % places_.size()];
            if (one.taken.exchange(true, std::memory_order_acquire)) continue;
            leaving const end{one};
            if (!one.work) one.work = std::make_unique<Work>();
            return use(*one.work);
        }
        use_passing(use);
    }

private:
    static constexpr std::size_t tries = 4;

    template <class Use>
    [[gnu::noinline]] static void use_passing(Use& use)
    {
        Work passing;
        use(passing);
    }

    struct leaving {
        place& one;
        ~leaving() { one.taken.store(false, std::memory_order_release); }
    };

    /// Thread ids are addresses that lie whole stacks apart; the multiplication spreads what differs to the top bits.
    [[nodiscard]] static std::size_t own_index() noexcept
    {
        auto const id = std::this_thread::get_id();
        std::uint64_t number = 0;
        if constexpr (sizeof id <= sizeof number && std::is_trivially_copyable_v<std::thread::id>)
            std::memcpy(&number, &id, sizeof id);
        else
            number = std::hash<std::thread::id>{}(id);
        return static_cast<std::size_t>(number * 0x9E3779B97F4A7C15U >> 60);
    }

    std::array<place, 16> places_{};
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
