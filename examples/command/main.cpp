#include "exit_code.hpp"
#include "generate_arguments.hpp"
#include "run.hpp"

#include <jimeng/core/config.hpp>
#include <jimeng/core/escape.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace command {

namespace {

constexpr char exit_codes[] = R"(Exit codes:
  0 ok   2 usage   3 credentials or settings   4 refused by authentication   5 content refused   6 throttled
  7 the service failed   8 network, not sent   9 still running: wait for it, do not submit again
  10 submit unknown: it may be billed   11 task lost or expired   12 paid but not all saved: wait for it again
  13 local file error   14 answer outside the protocol   130 interrupted

Environment variables:
  VOLC_ACCESSKEY, VOLC_SECRETKEY   keys (required without --emulator); VOLC_SESSION_TOKEN for temporary ones
  JIMENG_API_URL                   API endpoint (default: https://visual.volcengineapi.com)
  JIMENG_API_TIMEOUT               Request timeout seconds (default: 120)
  JIMENG_POLL_INTERVAL             Polling interval seconds (default: growing, at most 4)
  JIMENG_MAX_POLL_ATTEMPTS         Max polling attempts (default: 60, more than 3 minutes)
)";

constexpr char example[] = R"(Examples:
  jimeng generate "A white Siamese cat on a windowsill" --output cat.png
  jimeng generate "Mountain sunset" --width 2560 --height 1440 --emulator
  jimeng generate "Change to watercolor style" --images https://example.com/input.jpg

)";

/// Called by the skill's name it is `jimeng generate`; an extension such as `.py` does not matter.
bool called_generate_image(std::string_view path)
{
    auto const slash = path.rfind('/');
    auto const name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    return name.substr(0, name.find('.')) == "generate_image";
}

void add_emulator_options(CLI::App& app, emulator_arguments& arguments)
{
    app.add_option("--port", arguments.port, "Port on 127.0.0.1 (default: any free one)")->type_name("N");
    app.add_option("--task-seconds", arguments.task_seconds, "How long a task takes (default: 0)")
        ->type_name("S")
        ->check(CLI::Range(0.0, 86400.0));
    app.add_option("--task-queries", arguments.task_queries, "How many queries a task is not done for (default: 0)")
        ->type_name("N")
        ->check(CLI::Range(0, 1000000));
    app.add_option("--access-key-id", arguments.access_key_id, "Access key id of the one account")->type_name("ID");
}

/// What was not understood, in the words of someone who typed it.
std::string what_is_wrong(CLI::App& app, CLI::ParseError const& error)
{
    auto const rest = app.remaining(true);
    if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr && !rest.empty()) {
        for (auto const& word : rest)
            if (word.starts_with('-')) return "there is no option " + word;
        return "'" + rest.front() + "' is one word too many: put the prompt in quotes";
    }
    if (app.get_name() == "jimeng" && app.get_subcommands().empty() && !rest.empty())
        return "there is no subcommand '" + rest.front() + "': use generate, wait or emulator";
    return error.what();
}

int parse_failed(CLI::App& app, CLI::ParseError const& error)
{
    if (error.get_exit_code() == 0) return app.exit(error);
    std::fprintf(stderr, "jimeng: %s; see --help\n", jimeng::for_terminal(what_is_wrong(app, error)).c_str());
    return usage;
}

int run_generate_alone(std::vector<std::string> arguments)
{
    CLI::App app{"Generate images with Volcengine Jimeng from a prompt", "generate_image"};
    app.footer(std::string{example} + exit_codes);
    generate_arguments generate;
    add_generate_options(app, generate);
    try {
        app.parse(std::move(arguments));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error);
    }
    return run_generate(generate);
}

int run_subcommand(std::vector<std::string> arguments)
{
    CLI::App app{"Volcengine Jimeng image generation", "jimeng"};
    app.set_version_flag("--version", "jimeng " JIMENG_VERSION_STRING);
    app.footer(std::string{example} + exit_codes);
    app.require_subcommand(1);
    generate_arguments generate;
    wait_arguments wait;
    emulator_arguments emulator;
    auto* const generate_app =
        app.add_subcommand("generate", "Submit a prompt, wait, show the pictures (alias: generate_image)");
    generate_app->footer(std::string{example} + exit_codes);
    generate_app->alias("generate_image");
    add_generate_options(*generate_app, generate);
    auto* const wait_app = app.add_subcommand("wait", "Wait for a task that was submitted before; costs nothing");
    add_wait_options(*wait_app, wait);
    auto* const emulator_app = app.add_subcommand("emulator", "Run the loopback emulator of the service until Ctrl-C");
    add_emulator_options(*emulator_app, emulator);
    try {
        app.parse(std::move(arguments));
    } catch (CLI::ParseError const& error) {
        return parse_failed(app, error);
    }
    if (generate_app->parsed()) return run_generate(generate);
    return wait_app->parsed() ? run_wait(wait) : run_emulator(emulator);
}

} // namespace

} // namespace command

int main(int argc, char** argv)
try {
    std::signal(SIGPIPE, SIG_IGN);
    std::vector<std::string> arguments{argv + (argc > 0 ? 1 : 0), argv + argc};
    std::reverse(arguments.begin(), arguments.end()); // the order CLI11 takes them in
    if (argc > 0 && command::called_generate_image(argv[0])) return command::run_generate_alone(std::move(arguments));
    return command::run_subcommand(std::move(arguments));
} catch (std::exception const& error) {
    std::fprintf(stderr, "jimeng: %s\n", error.what());
    return command::local_io;
}
