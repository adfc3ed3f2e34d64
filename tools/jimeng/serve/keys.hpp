#ifndef JIMENG_COMMAND_SERVE_KEYS_HPP
#define JIMENG_COMMAND_SERVE_KEYS_HPP

#include "picture_request.hpp"

#include <jimeng/store/file_job_store.hpp>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace command::serve {

/// Under which keys the tasks of a request are kept, and what the keys stand for that clients chose.
class keys {
public:
    /// @param store  None: what is remembered ends with the process.
    explicit keys(std::shared_ptr<jimeng::file_job_store> store) : store_{std::move(store)} {}

    /// False where the client's key stands for another number of pictures. Other differences show where the task is.
    [[nodiscard]] bool claim(std::string const& chosen, std::int64_t count);

    /// Of one task of a request.
    [[nodiscard]] static std::string of_task(std::string const& key, std::int64_t number, std::int64_t count);

private:
    std::shared_ptr<jimeng::file_job_store> store_;
    std::map<std::string, std::int64_t> claimed_;
    std::deque<std::string> order_; ///< Of `claimed_`: the oldest are forgotten.
};

/// The same for requests that ask for the same.
[[nodiscard]] std::string name_of_request(std::string_view req_key, std::int64_t count, std::string_view body_sha256);

/// That of this one.
/// @throws std::runtime_error Where an input file is not as it was looked at.
[[nodiscard]] std::string name_of_request(picture_request const& asked);

} // namespace command::serve

#endif
