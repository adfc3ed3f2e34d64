#include "arguments.hpp"
#include "server.hpp"

#include "../complaint.hpp"
#include "../config/defaults.hpp"
#include "../journal.hpp"

#include <jimeng/core/escape.hpp>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace command::mcp {

namespace {

/// Absolute: a client starts its servers anywhere.
std::string folder_of(arguments const& wanted)
{
    std::error_code ec;
    auto folder =
        std::filesystem::absolute(wanted.results.output.value_or(default_folder()), ec).lexically_normal().string();
    if (!folder.ends_with('/')) folder += '/';
    return folder;
}

/// A task that nobody waits for any more is brought home still.
constexpr double longest_wait = 3600;

} // namespace

int run(arguments const& wanted, jimeng::model_list models)
{
    server_setting with{.models = models};
    std::string trouble = with.folders.read(wanted.folders);
    if (trouble.empty()) trouble = with.limits.read(wanted.budgets);
    if (trouble.empty()) trouble = with.prices.read(wanted.prices, models);
    if (!trouble.empty()) return refuse(false, trouble);
    if (!wanted.results.emulator) with.store = open_journal(trouble);
    if (!trouble.empty()) return refuse(false, trouble, jimeng::client_errc::file_io);
    with.results = wanted.results;
    with.results.output = folder_of(wanted);
    if (!with.results.wait_timeout) with.results.wait_timeout = config::default_wait_timeout().value_or(longest_wait);
    with.concurrency = wanted.concurrency;
    with.answer_within = std::chrono::milliseconds{static_cast<std::int64_t>(wanted.answer_within * 1000)};
    server one{with};
    return one.run();
}

} // namespace command::mcp
