#ifndef JIMENG_WIRE_DETAIL_JSON_NUMBER_HPP
#define JIMENG_WIRE_DETAIL_JSON_NUMBER_HPP

#include <jimeng/core/config.hpp>

#include <cstdint>

namespace jimeng::inline JIMENG_ABI::detail {

/// A number of a JSON document, character by character: whether it is one, and its value where that is an integer.
class json_number {
public:
    /// @return False where the number ends before this character, or where it cannot begin with it.
    bool take(char c) noexcept
    {
        bool const digit = c >= '0' && c <= '9';
        switch (at_) {
        case place::begin:
            if (c == '-') return negative_ = true, go(place::sign);
            [[fallthrough]];
        case place::sign:
            if (digit) add(c);
            return digit && go(c == '0' ? place::zero : place::digits);
        case place::digits:
            if (digit) return add(c), true;
            [[fallthrough]];
        case place::zero:
            if (c == '.') return go(place::point);
            return is_exponent(c) && go(place::exponent);
        case place::point: return digit && go(place::fraction);
        case place::fraction: return digit || (is_exponent(c) && go(place::exponent));
        case place::exponent:
            if (c == '+' || c == '-') return go(place::exponent_sign);
            [[fallthrough]];
        case place::exponent_sign:
        case place::exponent_digits: return digit && go(place::exponent_digits);
        }
        return false;
    }

    /// Whether it may end here.
    [[nodiscard]] bool whole() const noexcept
    {
        return is_integer() || at_ == place::fraction || at_ == place::exponent_digits;
    }

    /// Written without a fraction and exponent, and between the least of 64 bits with a sign and the most without one.
    [[nodiscard]] bool fits_integer() const noexcept
    {
        return is_integer() && !overflow_ && (!negative_ || magnitude_ <= std::uint64_t{1} << 63);
    }
    [[nodiscard]] bool fits_signed() const noexcept
    {
        return fits_integer() && (negative_ || magnitude_ <= std::uint64_t{INT64_MAX});
    }
    /// Of a negative one the two's complement.
    [[nodiscard]] std::uint64_t value() const noexcept { return negative_ ? 0 - magnitude_ : magnitude_; }

private:
    enum class place : std::uint8_t {
        begin,
        sign,
        zero,
        digits,
        point,
        fraction,
        exponent,
        exponent_sign,
        exponent_digits
    };

    static constexpr bool is_exponent(char c) noexcept { return c == 'e' || c == 'E'; }
    [[nodiscard]] bool is_integer() const noexcept { return at_ == place::zero || at_ == place::digits; }

    bool go(place next) noexcept
    {
        at_ = next;
        return true;
    }

    void add(char c) noexcept
    {
        auto const digit = static_cast<std::uint64_t>(c - '0');
        overflow_ = overflow_ || magnitude_ > (UINT64_MAX - digit) / 10;
        magnitude_ = magnitude_ * 10 + digit;
    }

    place at_ = place::begin;
    bool negative_ = false;
    bool overflow_ = false;
    std::uint64_t magnitude_ = 0;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
