#include "exit_code.hpp"
#include "interrupt.hpp"
#include "prices.hpp"
#include "printing.hpp"
#include "prompt_text.hpp"
#include "run.hpp"
#include "secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/secret.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/emulator/fault_plan.hpp>
#include <jimeng/emulator/server.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/system/system_error.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace command {

namespace {

jimeng::emulator::service_options service_of(emulator_arguments const& arguments, jimeng::model_list models)
{
    jimeng::emulator::service_options service;
    service.models.assign(models.begin(), models.end());
    service.seed = std::random_device{}();
    service.task_duration = std::chrono::nanoseconds{static_cast<std::int64_t>(arguments.task_seconds * 1e9)};
    service.queries_until_done = static_cast<unsigned>(arguments.task_queries);
    if (!arguments.access_key_id.empty()) service.keys.access_key_id = arguments.access_key_id;
    service.ledger_file = arguments.ledger;
    service.most_running = arguments.most_running;
    service.submits_per_second = arguments.submits_per_second;
    service.clock_offset = std::chrono::seconds{arguments.clock_offset};
    return service;
}

/// The path of a relay, without a slash at its end. Returns what is wrong with it, or nothing.
std::string read_path(std::string const& given, std::string& path)
{
    path = given.substr(0, given.size() - (given.ends_with('/') ? 1 : 0));
    auto const address = "http://127.0.0.1" + path;
    bool const good = path.size() > 1 && path.front() == '/' && path.find_first_of("?%") == std::string::npos &&
                      path.find("//") == std::string::npos && jimeng::parse_url(address);
    if (given.empty() || good) return {};
    return "emulator: --path " + jimeng::for_terminal(given, 60) + ": not a path; write it as in /relay/jimeng";
}

/// Returns what is wrong with it, or nothing.
std::string read_token(std::string const& file, jimeng::secret& token)
{
    std::string text;
    auto trouble = read_small_file(file, text);
    bool const good =
        !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    if (trouble.empty() && !good) trouble = "holds no token of visible ASCII characters";
    known_secrets().learn(text);
    token = jimeng::secret{std::move(text)};
    if (trouble.empty()) return {};
    return "emulator: --bearer-token-from " + jimeng::for_terminal(file, 200) + ": " + trouble +
           "; name a file with the token alone";
}

/// Returns what is wrong with it, or nothing.
std::string read_plan(std::string const& file, jimeng::emulator::fault_plan& plan)
{
    std::string text;
    auto trouble = read_small_file(file, text);
    if (!trouble.empty()) trouble += "; name a file with a JSON list of faults";
    try {
        if (trouble.empty()) plan = jimeng::emulator::read_fault_plan(text);
    } catch (std::invalid_argument const& error) {
        trouble = error.what();
    }
    return trouble.empty() ? trouble : "emulator: --fault-plan " + jimeng::for_terminal(file, 200) + ": " + trouble;
}

/// Returns what is wrong with the first of them, or nothing.
std::string read_files_and_prices(emulator_arguments const& arguments, jimeng::model_list models,
                                  jimeng::emulator::service_options& service)
{
    auto trouble = read_path(arguments.path, service.path);
    if (trouble.empty() && arguments.bearer_token_from)
        trouble = read_token(*arguments.bearer_token_from, service.bearer_token);
    if (trouble.empty()) trouble = read_prices(arguments.prices, models, service.prices);
    if (trouble.starts_with("--price")) trouble.insert(0, "emulator: ");
    if (trouble.empty() && arguments.fault_plan) trouble = read_plan(*arguments.fault_plan, service.faults);
    return trouble;
}

/// A plan of which something never happened has tested nothing.
constexpr int fault_left = 1;

/// The last line for the program that started us, where it planned something.
int account_for(jimeng::emulator::fault_plan const& plan, jimeng::emulator::fault_report const& report)
{
    write_all(STDERR_FILENO, fault_report_json(plan, report) + "\n");
    return report.left() == 0 ? success : fault_left;
}

/// One line for the program that started us: where we listen, and with which keys. A token is known to whoever gave it.
void announce(jimeng::emulator::server const& server, jimeng::emulator::service_options const& service)
{
    jimeng::json_writer json;
    json.begin_object();
    json.member("url", std::string_view{server.url() + service.path});
    if (service.bearer_token.empty()) {
        json.member("access_key_id", std::string_view{service.keys.access_key_id});
        json.member("secret_access_key", service.keys.secret_access_key.reveal());
    }
    json.end_object();
    write_all(STDOUT_FILENO, json.take() + "\n"); // the keys are the emulator's own and meant to be read
}

} // namespace

int run_emulator(emulator_arguments const& arguments, jimeng::model_list models)
try {
    known_secrets().wipe_environment(); // none of them is for the emulator
    auto service = service_of(arguments, models);
    auto const trouble = read_files_and_prices(arguments, models, service);
    if (!trouble.empty()) return complain(trouble), usage;
    jimeng::emulator::server_options where;
    where.port = arguments.port;
    jimeng::emulator::server server{service, where};
    interrupt signals{[&server] { server.stop(); }};
    announce(server, service);
    server.run();
    return arguments.fault_plan ? account_for(service.faults, server.faults()) : success;
} catch (boost::system::system_error const& error) {
    complain("emulator: port " + std::to_string(arguments.port) + ": " + error.code().message() +
             "; choose another --port");
    return usage;
}

} // namespace command
