#ifndef JIMENG_STORE_DETAIL_JOB_NAMES_HPP
#define JIMENG_STORE_DETAIL_JOB_NAMES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/sign/date.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/store/job_folder.hpp>

#include <openssl/rand.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI::detail {

/// @throws std::runtime_error Where the system has no random numbers.
inline std::string random_digits()
{
    std::array<unsigned char, 6> random;
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw std::runtime_error{"OpenSSL gives no random numbers"};
    return to_hex(random);
}

/// The name of a job: of a key always the same, else of the time and by chance.
inline std::string job_name(std::string_view key, std::chrono::system_clock::time_point now)
{
    if (!key.empty()) return job_name_of_key(key);
    auto const date = basic_date(std::chrono::floor<std::chrono::seconds>(now)); // YYYYMMDDTHHMMSSZ
    return concat({date.substr(0, 8), "-", date.substr(9, 6), "-", random_digits()});
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
