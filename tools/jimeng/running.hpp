#ifndef JIMENG_COMMAND_RUNNING_HPP
#define JIMENG_COMMAND_RUNNING_HPP

#include "complaint.hpp"
#include "connection.hpp"
#include "runner.hpp"
#include "session.hpp"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace command {

/// What a run asks of the client.
using client_part = std::function<void(account_client&, std::stop_token)>;

/// The rest of a run, once the arguments are understood. Signals are waited for until all is said: they must not hide what was
/// paid.
/// @param task  That a refusal would be about.
/// @return The exit code.
int run_with(result_arguments const& arguments, session const& of, jimeng::model_list models, runner& run,
             client_part const& call, known_task const& task = {});

/// Everything about the results that can be refused without knowing the model; empty when nothing is.
[[nodiscard]] std::string trouble_with(result_arguments const& arguments, jimeng::result_options& results);

/// What keeps the results from their place; empty when nothing does.
/// @param remedy  The options that help where a file exists.
/// @param own     Results of the same task, which may be there.
[[nodiscard]] std::string trouble_with_place(result_arguments const& arguments, std::string_view remedy,
                                             jimeng::saved_results const& own = {});

/// The journal of a run that wants one. False where it cannot be opened, with the reason in `trouble`.
[[nodiscard]] bool open_journal_for(result_arguments const& arguments, session& of, std::string& trouble);

/// Takes the job, where there is one. Empty, or why it cannot be had: another process goes on with it, mostly.
[[nodiscard]] std::string trouble_with_job(session const& of);

} // namespace command

#endif
