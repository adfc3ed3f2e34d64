#ifndef JIMENG_COMMAND_DESK_WORK_HPP
#define JIMENG_COMMAND_DESK_WORK_HPP

#include "desk.hpp"

#include <jimeng/store/job_history.hpp>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace command::desk {

/// Who waits, and what for.
struct visitor {
    follower heard;
    receiver told;
};

/// One task at work, and all who wait for it.
struct work {
    jimeng::model_entry const* model = nullptr;
    std::optional<jimeng::any_request> request{}; ///< None: it is only waited for.
    std::string job{}; ///< By which it is found here; its name in the journal where there is one.
    std::string key{};
    std::string body_sha256{}; ///< Of the request.
    std::string task_id{};
    std::string output{};
    bool links_only = false;
    jimeng::job_history history{};
    jimeng::diagnostics details{};
    std::stop_source stop{};
    batch::cost reserved{};
    bool counts = false;    ///< Whether the budget knows of it.
    bool sent = false;      ///< Its submit may have left.
    bool was_there = false; ///< An earlier process submitted it.
    std::map<desk::visit, visitor> visitors{};
    desk::visit orderer = 0; ///< Who pays for it.
    int tries = 0;           ///< To get a job that another process goes on with.
};

/// One that has ended, where no journal has it.
struct past_work {
    std::string job;
    std::string key;
    std::string body_sha256;
    jimeng::model_entry const* model = nullptr;
    std::string task_id; ///< Empty: nobody knows whether it was taken.
    std::string output;
    std::shared_ptr<answer const> said; ///< None: the task is to be waited for again.
};

/// An answer to those who wait, before anything was sent for them.
[[nodiscard]] answer refusal(work const& of, std::string words, jimeng::client_errc why);

/// To somebody whose key stands for something else.
/// @param since  When that was ordered; empty: not long ago.
[[nodiscard]] answer another_request(work const& of, std::string const& since = {});

/// For another one than who paid for it.
[[nodiscard]] answer repeated(answer made);

/// How its operation ended. Facts that came in the place of pictures are saved here.
[[nodiscard]] answer answer_to(work& of, jimeng::error_code ec, jimeng::pictures const& came, setting const& with);

/// What the journal knows of a job that is over.
[[nodiscard]] answer answer_of_journal(work const& of, setting const& with);

/// Of a job whose submit may be paid, and has no id.
[[nodiscard]] answer held_as_unknown(work const& of);

} // namespace command::desk

#endif
