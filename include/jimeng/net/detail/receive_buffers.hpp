#ifndef JIMENG_NET_DETAIL_RECEIVE_BUFFERS_HPP
#define JIMENG_NET_DETAIL_RECEIVE_BUFFERS_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI::detail {

using receive_buffer = std::array<char, 32 * 1024>;

/// Buffers between two exchanges: the next one mostly comes at once. What is more than a few goes back to the heap.
class receive_buffers {
public:
    receive_buffers() { spare_.reserve(most_spare); } // so that giving back cannot fail

    std::unique_ptr<receive_buffer> take()
    {
        if (spare_.empty()) return std::make_unique_for_overwrite<receive_buffer>();
        auto buffer = std::move(spare_.back());
        spare_.pop_back();
        return buffer;
    }

    void give(std::unique_ptr<receive_buffer> buffer) noexcept
    {
        if (buffer && spare_.size() < most_spare) spare_.push_back(std::move(buffer));
    }

private:
    static constexpr std::size_t most_spare = 2;
    std::vector<std::unique_ptr<receive_buffer>> spare_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
