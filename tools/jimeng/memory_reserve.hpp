#ifndef JIMENG_COMMAND_MEMORY_RESERVE_HPP
#define JIMENG_COMMAND_MEMORY_RESERVE_HPP

#include <cstddef>
#include <cstring>
#include <memory>

namespace command {

/// Memory that is set aside while there is some, for the report of a run that found none left.
class memory_reserve {
public:
    memory_reserve() : block_{new char[size]}
    {
        std::memset(block_.get(), 1, size); // pages that were never touched may be missing later
    }

    void release() noexcept { block_.reset(); }

private:
    static constexpr std::size_t size = std::size_t{96} << 10; // below what malloc would give back to the system

    std::unique_ptr<char[]> block_;
};

} // namespace command

#endif
