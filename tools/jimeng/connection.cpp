#include "connection.hpp"

#include "secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/wire/http_message.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string_view>

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

/// Whether calls go to the vendor and not to a relay.
bool goes_to_the_vendor(jimeng::client_options const& options)
{
    static constexpr std::string_view domain = ".volcengineapi.com";
    auto const there = jimeng::parse_url(options.address());
    if (!there || there->host.size() < domain.size()) return false;
    auto const end = there->host.substr(there->host.size() - domain.size());
    return jimeng::detail::equal_ignoring_case(end, domain);
}

/// The token of a relay, where one is set; else the keys of an account. A relay's token is nothing that the service itself
/// may see.
std::optional<account> account_of_environment(jimeng::client_options const& options, std::string& complaint)
{
    if (char const* const set = std::getenv("JIMENG_BEARER_TOKEN"); set != nullptr && *set != '\0') {
        if (goes_to_the_vendor(options)) {
            complaint = "JIMENG_BEARER_TOKEN is set and JIMENG_API_URL names no relay, so the token would go to " +
                        std::string{options.address()} +
                        ": set JIMENG_API_URL to the relay's address, or unset the token";
            return std::nullopt;
        }
        auto token = jimeng::bearer_token::from_environment(complaint);
        return token ? std::optional<account>{account{*std::move(token)}} : std::nullopt;
    }
    auto keys = jimeng::credentials::from_environment(complaint);
    return keys ? std::optional<account>{account{*std::move(keys), options.route}} : std::nullopt;
}

/// The number of queries no longer matters then.
void wait_for(double seconds, jimeng::poll_policy& poll)
{
    poll.deadline = std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000.0)};
    poll.max_attempts = std::numeric_limits<int>::max();
}

} // namespace

std::string connect(result_arguments const& arguments, session const& of, jimeng::model_list models, connection& made,
                    jimeng::client_errc& why)
{
    why = jimeng::client_errc::bad_setting;
    std::string complaint;
    // The service is on this machine then: neither the variable nor a proxy is looked at.
    if (arguments.emulator) ::setenv("JIMENG_API_URL", "http://127.0.0.1", 1);
    auto options = jimeng::client_options::from_environment(complaint);
    if (!options) return complaint;
    auto caller = account_of_environment(*options, complaint);
    known_secrets().wipe_environment();
    options->transport.extra_ca_file = arguments.ca_file;
    options->store = of.store;
    if (arguments.wait_timeout) wait_for(*arguments.wait_timeout, options->poll);
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
    auto const address = jimeng::without_user(options->address());
    if (!of.endpoint.empty() && of.endpoint != address) {
        why = jimeng::client_errc::bad_setting;
        return "JIMENG_API_URL leads to " + jimeng::for_terminal(address) +
               ", which does not know the task: set it to " + jimeng::for_terminal(of.endpoint) +
               ", where it was submitted";
    }
    made.client.emplace(*std::move(caller), jimeng::beast_transport{options->transport}, *options);
    return {};
}

} // namespace command
