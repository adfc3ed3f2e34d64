#include "connection.hpp"

#include "secrets.hpp"

#include <cstdlib>
#include <random>

namespace command {

std::string connect(result_arguments const& arguments, connection& made, jimeng::client_errc& why)
{
    why = jimeng::client_errc::bad_setting;
    std::string complaint;
    // The service is on this machine then: neither the variable nor a proxy is looked at.
    if (arguments.emulator) ::setenv("JIMENG_API_URL", "http://127.0.0.1", 1);
    auto options = jimeng::client_options::from_environment(complaint);
    if (!options) return complaint;
    auto keys = jimeng::credentials::from_environment(complaint);
    known_secrets().wipe_environment();
    options->transport.extra_ca_file = arguments.ca_file;
    if (arguments.emulator) {
        jimeng::emulator::service_options service;
        service.seed = std::random_device{}(); // ids of two runs differ, and so do the files named after them
        made.emulator = std::make_unique<jimeng::emulator::background_server>(service);
        options->endpoint = made.emulator->url();
        made.client.emplace(service.keys, *options);
        return {};
    }
    why = jimeng::client_errc::no_credentials;
    if (!keys) return complaint + "; or add --emulator to try without an account";
    made.client.emplace(*std::move(keys), *options);
    return {};
}

} // namespace command
