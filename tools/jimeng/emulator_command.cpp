#include "exit_code.hpp"
#include "interrupt.hpp"
#include "printing.hpp"
#include "run.hpp"
#include "secrets.hpp"

#include <jimeng/emulator/server.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/system/system_error.hpp>

#include <unistd.h>

#include <chrono>
#include <random>
#include <string>

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
    return service;
}

/// One line for the program that started us: where we listen, and with which keys.
void announce(jimeng::emulator::server const& server, jimeng::credentials const& keys)
{
    jimeng::json_writer json;
    json.begin_object();
    json.member("url", std::string_view{server.url()});
    json.member("access_key_id", std::string_view{keys.access_key_id});
    json.member("secret_access_key", keys.secret_access_key.reveal());
    json.end_object();
    write_all(STDOUT_FILENO, json.take() + "\n"); // the keys are the emulator's own and meant to be read
}

} // namespace

int run_emulator(emulator_arguments const& arguments, jimeng::model_list models)
try {
    known_secrets().wipe_environment(); // none of them is for the emulator
    auto const service = service_of(arguments, models);
    jimeng::emulator::server_options where;
    where.port = arguments.port;
    jimeng::emulator::server server{service, where};
    interrupt signals{[&server] { server.stop(); }};
    announce(server, service.keys);
    server.run();
    return success;
} catch (boost::system::system_error const& error) {
    complain("emulator: port " + std::to_string(arguments.port) + ": " + error.code().message() +
             "; choose another --port");
    return usage;
}

} // namespace command
