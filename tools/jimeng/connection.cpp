#include "connection.hpp"

#include "config/config.hpp"
#include "config/defaults.hpp"
#include "discreet_store.hpp"
#include "environment.hpp"
#include "key_source.hpp"
#include "offered.hpp"
#include "printing.hpp"
#include "provenance/keeper.hpp"
#include "secrets.hpp"

#include <jimeng/core/detail/shortened_key_id.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/account_limiter.hpp>
#include <jimeng/sign/sha256.hpp>
#include <jimeng/wire/http_message.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <string_view>
#include <system_error>
#include <utility>

namespace command {

namespace {

jimeng::emulator::service_options private_service(jimeng::model_list models)
{
    jimeng::emulator::service_options service;
    service.models.assign(models.begin(), models.end());
    service.seed = std::random_device{}(); // ids of two runs differ, and so do the files named after them
    return service;
}

caller relay_of_environment(jimeng::client_options const& options)
{
    caller found;
    if (goes_to_the_vendor(options)) {
        found.complaint = "JIMENG_BEARER_TOKEN is set and JIMENG_API_URL names no relay, so the token would go to " +
                          std::string{options.address()} +
                          ": set JIMENG_API_URL to the relay's address, or unset the token";
        return found;
    }
    if (auto token = jimeng::bearer_token::from_environment(found.complaint)) found.who.emplace(*std::move(token));
    constexpr std::string_view of_keys = "copy the key again";
    if (found.complaint.ends_with(of_keys))
        found.complaint.replace(found.complaint.size() - of_keys.size(), of_keys.size(), "copy the token again");
    if (found.who) found.source = "JIMENG_BEARER_TOKEN";
    return found;
}

} // namespace

std::string read_concurrency(int& tasks)
{
    auto const text = variable("JIMENG_CONCURRENCY");
    if (text.empty()) return {};
    auto const read = std::from_chars(text.data(), text.data() + text.size(), tasks);
    bool const good = read.ec == std::errc{} && read.ptr == text.data() + text.size() && tasks >= 1 && tasks <= 256;
    return good ? std::string{}
                : "JIMENG_CONCURRENCY is '" + jimeng::for_terminal(text, 60) + "': it must be a number from 1 to 256";
}

namespace {

/// The folder in which the runs of one account at one place take turns, beside the journal.
std::string limits_folder(session const& of, caller const& found, jimeng::client_options const& options)
{
    auto const jobs = of.store->folder().path();
    auto const all = jobs.substr(0, jobs.rfind('/')) + "/limits";
    static_cast<void>(::mkdir(all.c_str(), 0700)); // what is wrong with it shows when it is used
    auto const whose = std::string{options.address()} + ' ' + found.access_key_id + ' ' + of.req_key;
    return all + '/' + jimeng::to_hex(jimeng::sha256(whose)).substr(0, 16);
}

/// Runs wait for a slot of the account instead of failing, all of them together where there is a journal.
std::string keep_to_limits(session const& of, caller const& found, jimeng::client_options& options,
                           jimeng::client_errc& why)
{
    jimeng::account_limits limits;
    if (auto trouble = read_concurrency(limits.tasks); !trouble.empty()) return trouble;
    if (auto const there = jimeng::parse_url(options.address()); there && jimeng::is_loopback_host(there->host))
        limits.submits_per_second = limits.queries_per_second = 1000.0; // no account's rate is to be kept here
    limits.submits_per_second = config::default_rate().value_or(limits.submits_per_second);
    if (of.many && of.many->tasks) limits.tasks = *of.many->tasks;
    if (of.many && of.many->submits_per_second) limits.submits_per_second = *of.many->submits_per_second;
    options.submit = jimeng::wait_for_account;
    if (!of.many) options.submit.network_attempts = 4; // somebody waits for the word that the network is gone
    std::unique_ptr<jimeng::file_slots> slots;
    if (of.store) {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        slots = jimeng::file_slots::open(limits_folder(of, found, options), limits.tasks, ec, details);
        if (!slots) why = jimeng::client_errc::file_io;
        if (!slots)
            return details.client_message + "; name another (JIMENG_STATE_DIR=/PATH)" + std::string{or_no_journal()};
    }
    options.admission = std::make_shared<jimeng::account_limiter>(limits, std::move(slots));
    return {};
}

/// The number of queries no longer matters then.
void wait_for(double seconds, jimeng::poll_policy& poll)
{
    poll.deadline = std::chrono::milliseconds{static_cast<std::int64_t>(seconds * 1000.0)};
    poll.max_attempts = std::numeric_limits<int>::max();
}

/// Of a task that has ended; who does not answer by then is not there.
constexpr std::chrono::milliseconds long_enough_for_an_answer{60'000};

} // namespace

bool goes_to_the_vendor(jimeng::client_options const& options)
{
    static constexpr std::string_view domain = ".volcengineapi.com";
    auto const there = jimeng::parse_url(options.address());
    if (!there || there->host.size() < domain.size()) return false;
    auto const end = there->host.substr(there->host.size() - domain.size());
    return jimeng::detail::equal_ignoring_case(end, domain);
}

caller find_caller(jimeng::client_options const& options)
{
    if (is_set("JIMENG_BEARER_TOKEN")) return relay_of_environment(options);
    auto found = find_keys();
    if (!found.keys) return {std::nullopt, {}, {}, false, std::move(found.complaint)};
    auto shortened = jimeng::detail::shortened_key_id(found.keys->access_key_id);
    known_secrets().learn(found.keys->access_key_id); // no secret, and whole it is nobody's business either
    bool const temporary = !found.keys->security_token.empty();
    return {
        account{*std::move(found.keys), options.route}, std::move(found.source), std::move(shortened), temporary, {}};
}

std::unique_ptr<jimeng::emulator::background_server> start_emulator(jimeng::model_list models,
                                                                    jimeng::client_options& options, caller& made)
{
    auto const service = private_service(models);
    auto emulator = std::make_unique<jimeng::emulator::background_server>(service);
    options.endpoint = emulator->url();
    made = {account{service.keys, options.route},
            {},
            jimeng::detail::shortened_key_id(service.keys.access_key_id),
            false,
            {}};
    return emulator;
}

std::optional<jimeng::client_options> find_options(bool emulator, std::string& complaint)
{
    if (emulator) ::setenv("JIMENG_API_URL", "http://127.0.0.1", 1);
    return jimeng::client_options::from_environment(complaint);
}

namespace {

/// Whoever set the variable should know where prompts go: it may have come from a file that somebody else wrote.
void say_where_it_goes(jimeng::client_options const& options)
{
    auto const there = jimeng::parse_url(options.address());
    if (!there || jimeng::is_loopback_host(there->host) || goes_to_the_vendor(options)) return;
    complain("note: " + config::place_of("JIMENG_API_URL") + " leads to " + jimeng::for_terminal(there->host, 100) +
             ", which is no host of the vendor's: prompts, pictures and what your keys sign go there");
}

/// @return Empty, or what is wrong with the settings.
std::string read_once(bool emulator, settings& known)
{
    if (known.options) return {};
    std::string complaint;
    known.options = find_options(emulator, complaint);
    if (!known.options) return complaint;
    if (!emulator) known.who = find_caller(*known.options);
    if (!emulator) say_where_it_goes(*known.options);
    known_secrets().wipe_environment();
    return {};
}

} // namespace

std::string connect(result_arguments const& arguments, session const& of, jimeng::model_list models, connection& made,
                    jimeng::client_errc& why)
{
    why = jimeng::client_errc::bad_setting;
    auto const known = of.known ? of.known : std::make_shared<settings>();
    if (auto complaint = read_once(arguments.emulator, *known); !complaint.empty()) return complaint;
    auto options = known->options;
    auto found = known->who;
    if (arguments.emulator) made.emulator = start_emulator(models, *options, found);
    options->transport.extra_ca_file = arguments.ca_file;
    if (of.store) options->store = std::make_shared<discreet_store>(of.store);
    if (of.store && of.keeper) options->store = provenance::keeping_store(options->store, of.keeper);
    if (of.shared) options->store = std::make_shared<discreet_store>(of.shared);
    if (of.many) options->disk = of.many->disk;
    if (!arguments.emulator && !of.shared)
        if (auto trouble = keep_to_limits(of, found, *options, why); !trouble.empty()) return trouble;
    if (auto const seconds = arguments.wait_timeout ? arguments.wait_timeout : config::default_wait_timeout())
        wait_for(*seconds, options->poll);
    else if (of.has_ended && !of.may_be_elsewhere)
        options->poll.deadline = std::min(options->poll.deadline, long_enough_for_an_answer);
    why = jimeng::client_errc::no_credentials;
    if (!found.who)
        return found.complaint + (offers("--emulator") ? "; or add --emulator to try without an account" : "");
    auto const address = jimeng::without_user(options->address());
    bool const elsewhere = !of.endpoint.empty() && of.endpoint != address;
    if (elsewhere && of.may_be_elsewhere) options->store.reset(); // what is said there is no word on the job
    if (elsewhere && !of.may_be_elsewhere) {
        why = jimeng::client_errc::bad_setting;
        return config::place_of("JIMENG_API_URL") + " leads to " + jimeng::for_terminal(address) +
               ", which does not know the task: set it to " + jimeng::for_terminal(of.endpoint) +
               ", where it was submitted";
    }
    auto transport = of.many ? jimeng::beast_transport{of.many->executor, options->transport}
                             : jimeng::beast_transport{options->transport};
    made.client.emplace(*std::move(found.who), std::move(transport), *options);
    return {};
}

} // namespace command
