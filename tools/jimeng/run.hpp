#ifndef JIMENG_COMMAND_RUN_HPP
#define JIMENG_COMMAND_RUN_HPP

#include "generate_arguments.hpp"
#include "session.hpp"

#include <jimeng/wire/prepared_request.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace command {

int run_generate(generate_arguments arguments, jimeng::model_list models);
int run_wait(wait_arguments arguments, jimeng::model_list models);

/// The same for a job of the journal.
int run_wait(wait_arguments arguments, jimeng::model_list models, session const& of);

/// Submits a job again of which nothing was sent.
int run_again(wait_arguments arguments, jimeng::model_list models, jimeng::prepared_request request, session const& of);

struct emulator_arguments {
    std::uint16_t port = 0;
    double task_seconds = 0.0;
    int task_queries = 0;
    std::string access_key_id;
    std::string path;                             ///< Empty: actions are served at the root.
    std::optional<std::string> bearer_token_from; ///< The file that holds it.
    std::string ledger;                           ///< Empty: none.
    std::vector<std::string> prices;              ///< `MODEL=NUMBER`.
    std::optional<std::string> fault_plan;        ///< The file that holds it.
    unsigned most_running = 0;                    ///< 0: any number.
    unsigned submits_per_second = 0;              ///< The same.
    std::int64_t clock_offset = 0;                ///< In seconds.
};

int run_emulator(emulator_arguments const& arguments, jimeng::model_list models);

} // namespace command

#endif
