#ifndef JIMENG_COMMAND_SERVE_KEYLESS_JOURNAL_HPP
#define JIMENG_COMMAND_SERVE_KEYLESS_JOURNAL_HPP

#include <jimeng/store/job_folder.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace command::serve {

/// What the keys begin with that are made for requests without one; no key that a client chose does.
inline constexpr std::string_view made_keys = "serve-";

/// A request without a key, as its jobs tell of it.
struct kept_request {
    std::string request; ///< As `name_of_request` has it.
    std::string key;
    bool is_over = true;                          ///< Nothing of it is under way.
    std::chrono::system_clock::time_point last{}; ///< When the last of its tasks changed.
};

/// Those whose tasks may be paid and that began since then. Reads no file that is older.
[[nodiscard]] std::vector<kept_request> kept_requests(jimeng::job_folder const& jobs,
                                                      std::chrono::system_clock::time_point since);

} // namespace command::serve

#endif
