#include "connection.hpp"

#include "secrets.hpp"

#include <cstdlib>
#include <random>

namespace command {

namespace {

/// Its models are this program's, so that each can be tried.
jimeng::emulator::service_options private_service(jimeng::model_list models)
{
    jimeng::emulator::service_options service;
    service.models.assign(models.begin(), models.end());
    service.seed = std::random_device{}(); // ids of two runs differ, and so do the files named after them
    return service;
}

/// The token of a relay, where one is set; else the keys of an account.
std::optional<account> account_of_environment(jimeng::visual_route const& route, std::string& complaint)
{
    if (char const* const set = std::getenv("JIMENG_BEARER_TOKEN"); set != nullptr && *set != '\0') {
        auto token = jimeng::bearer_token::from_environment(complaint);
        return token ? std::optional<account>{account{*std::move(token)}} : std::nullopt;
    }
    auto keys = jimeng::credentials::from_environment(complaint);
    return keys ? std::optional<account>{account{*std::move(keys), route}} : std::nullopt;
}

} // namespace

std::string connect(result_arguments const& arguments, jimeng::model_list models, connection& made,
                    jimeng::client_errc& why)
{
    why = jimeng::client_errc::bad_setting;
    std::string complaint;
    // The service is on this machine then: neither the variable nor a proxy is looked at.
    if (arguments.emulator) ::setenv("JIMENG_API_URL", "http://127.0.0.1", 1);
    auto options = jimeng::client_options::from_environment(complaint);
    if (!options) return complaint;
    auto caller = account_of_environment(options->route, complaint);
    known_secrets().wipe_environment();
    options->transport.extra_ca_file = arguments.ca_file;
    if (arguments.emulator) {
        auto const service = private_service(models);
        made.emulator = std::make_unique<jimeng::emulator::background_server>(service);
        options->endpoint = made.emulator->url();
        made.client.emplace(account{service.keys, options->route}, jimeng::beast_transport{options->transport},
                            *options);
        return {};
    }
    why = jimeng::client_errc::no_credentials;
    if (!caller) return complaint + "; or add --emulator to try without an account";
    made.client.emplace(*std::move(caller), jimeng::beast_transport{options->transport}, *options);
    return {};
}

} // namespace command
