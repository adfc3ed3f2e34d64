#ifndef JIMENG_EMULATOR_DETAIL_FAULT_BOOK_HPP
#define JIMENG_EMULATOR_DETAIL_FAULT_BOOK_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/emulator/planned_fault.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>

namespace jimeng::inline JIMENG_ABI::emulator::detail {

/// The numbers of one call, or of one connection.
struct call_ticket {
    fault_call kind = fault_call::any;
    std::uint64_t nth = 0;         ///< Of all calls.
    std::uint64_t nth_of_kind = 0; ///< Of those of its kind.
};

/// Counts calls, tells which planned fault each of them meets, and keeps account of it.
/// @par Thread safety Its functions may be called from any thread.
class fault_book {
public:
    explicit fault_book(fault_plan plan) : plan_{std::move(plan)} { report_.fired.resize(plan_.size()); }

    [[nodiscard]] bool empty() const noexcept { return plan_.empty(); }

    [[nodiscard]] call_ticket open_connection()
    {
        std::lock_guard const lock{mutex_};
        return {fault_call::any, ++connections_, 0};
    }

    /// @param kind  `any` for a request that is none of the three.
    [[nodiscard]] call_ticket open_call(fault_call kind)
    {
        std::lock_guard const lock{mutex_};
        return {kind, ++calls_, ++calls_of_kind_[static_cast<std::size_t>(kind)]};
    }

    /// The fault that strikes here, counted as fired; null for none.
    /// @param bytes  How far the count of bytes has come, where the point has one.
    [[nodiscard]] planned_fault const* strike(call_ticket const& call, fault_point point, std::uint64_t bytes = 0)
    {
        if (plan_.empty()) return nullptr;
        std::lock_guard const lock{mutex_};
        std::size_t chosen = plan_.size();
        for (std::size_t i = plan_.size(); i-- != 0;) {
            auto const& one = plan_[i];
            if (one.point != point || one.at > bytes || !meets(call, one)) continue;
            if (chosen == plan_.size() || one.nth != 0 || plan_[chosen].nth == 0) chosen = i;
        }
        if (chosen == plan_.size()) return nullptr;
        ++report_.fired[chosen];
        return &plan_[chosen];
    }

    [[nodiscard]] fault_report report() const
    {
        std::lock_guard const lock{mutex_};
        return report_;
    }

private:
    [[nodiscard]] static bool meets(call_ticket const& call, planned_fault const& fault) noexcept
    {
        if (fault.call != fault_call::any && fault.call != call.kind) return false;
        auto const number = fault.call == fault_call::any ? call.nth : call.nth_of_kind;
        return fault.nth == 0 || fault.nth == number;
    }

    fault_plan const plan_;
    mutable std::mutex mutex_;
    fault_report report_;
    std::uint64_t connections_ = 0;
    std::uint64_t calls_ = 0;
    std::array<std::uint64_t, 4> calls_of_kind_{};
};

} // namespace jimeng::inline JIMENG_ABI::emulator::detail

#endif
