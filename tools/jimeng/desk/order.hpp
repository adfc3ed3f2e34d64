#ifndef JIMENG_COMMAND_DESK_ORDER_HPP
#define JIMENG_COMMAND_DESK_ORDER_HPP

#include "../batch/cost.hpp"
#include "../report.hpp"

#include <jimeng/client/generate_options.hpp>
#include <jimeng/wire/any_request.hpp>

#include <functional>
#include <string>

namespace command::desk {

/// A task that is asked for.
struct order {
    jimeng::model_entry const* model = nullptr;
    jimeng::any_request request; ///< With its fields checked. It owns what it refers to.
    std::string key{};       ///< A job of this key is submitted once, however often it is ordered; empty: a new job.
    std::string output{};    ///< A folder that ends in `/`, or a file; empty: the bytes are not fetched.
    bool links_only = false; ///< Without `output`: as the service gives them, without a look at what they lead to.
};

/// What became of it.
struct answer {
    report found;                 ///< Safe to show but for what the service itself wrote: hidden secrets, not escaped.
    exit_code code = success;     ///< As the command would end.
    std::string error{};          ///< One line with the money's fate and the way to go on; empty: all is there.
    std::string job{};            ///< Its name in the journal; empty: it is not kept.
    batch::cost paid{};           ///< As the service bills it, as far as anybody can see.
    bool was_there = false;       ///< Submitted by an earlier order, or an earlier process: this one cost nothing.
    bool stopped_unsent = false;  ///< Everybody had left before anything was sent.
    bool another_request = false; ///< Refused: its key stands for another request.
};

/// Called between steps; the views live during the call only.
using follower = std::function<void(jimeng::progress const&)>;
/// Called once, never before the order was taken.
using receiver = std::function<void(answer const&)>;

} // namespace command::desk

#endif
