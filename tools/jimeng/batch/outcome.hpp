#ifndef JIMENG_COMMAND_BATCH_OUTCOME_HPP
#define JIMENG_COMMAND_BATCH_OUTCOME_HPP

#include "cost.hpp"

#include "../exit_code.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace command::batch {

/// What a task brought, as a file.
struct result_file {
    std::string path;
    std::uint64_t size_bytes = 0;
    std::string sha256;
};

/// How far a line of the batch has come.
enum class status : std::uint8_t {
    done,    ///< All its files are there.
    failed,  ///< It failed, or was not sent; see the error.
    running, ///< Its task goes on, or not all of it is saved: another run fetches it.
    unknown, ///< Its submit may have been accepted, and billed.
    invalid  ///< It was left out by `--skip-invalid`.
};

[[nodiscard]] constexpr std::string_view to_string(status what) noexcept
{
    switch (what) {
    case status::done: return "done";
    case status::failed: return "failed";
    case status::running: return "running";
    case status::unknown: return "unknown";
    case status::invalid: return "invalid";
    }
    return "";
}

/// What became of one line.
struct outcome {
    std::string id;
    std::size_t line = 0;
    status what = status::failed;
    std::string model;
    std::string subject; ///< The text that was sent; empty: none, or it is not known.
    std::string task_id;
    std::string verdict; ///< What became of its submit.
    std::vector<result_file> files;
    std::string error; ///< One line; empty: none.
    std::string cause; ///< The same for all that failed alike; empty: none.
    exit_code code = success;
    std::string job;     ///< Its name in the journal.
    std::string request; ///< A hash of all that was sent.
    cost paid;
    bool priced = false; ///< Whether `paid` has money.
};

/// One line of JSON with its end, without secrets and safe to show.
/// @param event  Put first, where it is told as an event; empty: it is a line of `results.jsonl`.
[[nodiscard]] std::string to_json(outcome const& one, std::string_view event = {});

} // namespace command::batch

#endif
