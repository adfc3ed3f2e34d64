#ifndef JIMENG_COMMAND_JOURNAL_OPTIONS_HPP
#define JIMENG_COMMAND_JOURNAL_OPTIONS_HPP

#include "tasks_command.hpp"

namespace CLI {
class App;
}

namespace command {

/// Of the subcommands that look into the journal, or go on with a job of it.
void add_tasks_options(CLI::App& app, tasks_arguments& arguments);
void add_resume_options(CLI::App& app, resume_arguments& arguments);
void add_download_options(CLI::App& app, resume_arguments& arguments);

} // namespace command

#endif
