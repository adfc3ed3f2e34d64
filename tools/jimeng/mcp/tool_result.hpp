#ifndef JIMENG_COMMAND_MCP_TOOL_RESULT_HPP
#define JIMENG_COMMAND_MCP_TOOL_RESULT_HPP

#include "message.hpp"

#include "../batch/budget.hpp"
#include "../batch/pricing.hpp"
#include "../desk/order.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace command::mcp {

/// Of all pictures that one result shows, together and decoded: a model's context must survive them.
inline constexpr std::size_t most_shown_bytes = 1'000'000;

/// What costs are told with.
struct money_words {
    batch::pricing& prices;
    batch::budget const& limits;
};

/// `1 picture, 0.2 in money at the price that was given`.
[[nodiscard]] std::string words_of(batch::cost units, std::string_view req_key, batch::pricing& prices);
[[nodiscard]] json::object describe(batch::cost units, std::string_view req_key, batch::pricing& prices);

/// A result that is a text, and the same as data where there is some.
[[nodiscard]] json::object text_result(std::string_view words, bool failed = false);
[[nodiscard]] json::object text_result(std::string_view words, json::object data, bool failed = false);

/// How a task is called.
struct task_names {
    std::string task;  ///< What `wait_task` takes where there is no id.
    std::string job;   ///< Of its resources.
    std::string model; ///< By its name.
};

/// What became of a task: its files, the pictures small, what it cost, or the money's fate and the way to go on.
[[nodiscard]] json::object task_result(desk::answer const& said, task_names const& names, money_words money);

/// A task that goes on while its caller may wait no longer.
/// @param task_id  Empty: the service has not accepted it yet.
[[nodiscard]] json::object still_going_on(task_names const& names, std::string const& task_id);

} // namespace command::mcp

#endif
