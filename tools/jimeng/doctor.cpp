#include "doctor.hpp"

#include "complaint.hpp"
#include "config/config.hpp"
#include "config/defaults.hpp"
#include "config/nearest.hpp"
#include "diagnosis.hpp"
#include "environment.hpp"
#include "examination.hpp"
#include "free_query.hpp"
#include "interrupt.hpp"
#include "journal.hpp"
#include "printing.hpp"
#include "secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/proxy.hpp>

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace command {

namespace {

/// The variable that a proxy is taken from, in the library's order; empty: none is set.
std::string_view proxy_variable() noexcept
{
    for (char const* const name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
        if (is_set(name)) return name;
    return {};
}

/// What the environment says, before its secrets are wiped.
struct surroundings {
    jimeng::client_options options;
    std::string proxy_variable;
    bool route_is_set = false;
    caller who;
    std::unique_ptr<jimeng::emulator::background_server> emulator; ///< Only with `--emulator`.
};

void look_at_endpoint(surroundings const& here, examination& found)
{
    auto const what = here.emulator                      ? finding::endpoint_emulator
                      : here.options.endpoint.empty()    ? finding::endpoint_default
                      : goes_to_the_vendor(here.options) ? finding::endpoint_set
                                                         : finding::endpoint_foreign;
    found.add(what, {jimeng::for_terminal(here.options.address()), config::place_of("JIMENG_API_URL")});
}

void look_at_route(surroundings const& here, examination& found)
{
    auto const& route = here.options.route;
    found.add(here.route_is_set ? finding::route_set : finding::route_default,
              {route.per_model ? "model" : "generic", route.region, config::place_of("JIMENG_ROUTE")});
}

/// What may be a password is not among the words.
/// @return Whether calls go through a proxy.
bool look_at_proxy(surroundings const& here, examination& found)
{
    auto const there = jimeng::parse_url(here.options.address());
    if (here.proxy_variable.empty() || !there) return found.add(finding::proxy_none), false;
    auto const& transport = here.options.transport;
    std::string complaint;
    auto const proxy = jimeng::parse_proxy(transport.proxy, complaint);
    bool const used = proxy && !jimeng::is_loopback_host(there->host) &&
                      !jimeng::goes_without_proxy(transport.no_proxy, there->host, there->port);
    if (!used) return found.add(finding::proxy_unused, {here.proxy_variable, there->host}), false;
    bool const bare = proxy->host.find(':') == std::string::npos; // else an IPv6 address
    auto const shown = (bare ? proxy->host : "[" + proxy->host + "]") + ":" + std::to_string(proxy->port);
    return found.add(finding::proxy_used, {here.proxy_variable, jimeng::for_terminal(shown)}), true;
}

void look_at_keys(surroundings const& here, examination& found)
{
    auto const& who = here.who;
    if (!who.who) return found.add_problem(finding::keys_bad, configuration, {who.complaint});
    if (who.access_key_id.empty()) return found.add(finding::keys_relay, {who.source});
    auto const what = here.emulator   ? finding::keys_emulator
                      : who.temporary ? finding::keys_temporary
                                      : finding::keys_found;
    found.add(what, {who.access_key_id, who.source});
}

/// Everything that is wrong with the settings, not only the first of it: a run would tell of one after the other.
std::optional<jimeng::client_options> read_settings(bool emulated, std::string& complaints)
{
    auto const add = [&](std::string const& one) { (complaints += complaints.empty() ? "" : "; ") += one; };
    std::string complaint;
    auto options = find_options(emulated, complaint);
    bool good = options.has_value();
    for (int most = 10; !good && most != 0; --most) {
        add(complaint);
        ::unsetenv(complaint.substr(0, complaint.find(' ')).c_str()); // each begins with the name of its variable
        good = find_options(emulated, complaint).has_value();
    }
    int tasks = 1;
    auto const wrong = emulated ? std::string{} : read_concurrency(tasks);
    if (!wrong.empty()) add(wrong);
    auto const& file = config::in_use();
    if (file.of_variable) add(file.trouble);
    return options;
}

void look_at_file(examination& found)
{
    auto const& file = config::in_use();
    auto const path = jimeng::for_terminal(file.path);
    if (!file.trouble.empty() && !file.of_variable)
        return found.add_problem(finding::file_bad, configuration, {file.trouble});
    if (!file.is_there) return;
    file.profile.empty() ? found.add(finding::file_used, {path})
                         : found.add(finding::file_of_profile, {path, jimeng::for_terminal(file.profile, 60)});
}

/// A misspelt variable is one that nobody reads, so nothing else tells of it.
void look_at_variables(examination& found)
{
    std::string unknown, meant;
    for (char const* const* one = environ; *one != nullptr; ++one) {
        std::string_view const all{*one};
        auto const name = all.substr(0, all.find('='));
        if (!name.starts_with("JIMENG_") || config::is_known_variable(name)) continue;
        (unknown += unknown.empty() ? "" : ", ") += jimeng::for_terminal(name, 60);
        if (auto const near = config::nearest_variable(name); !near.empty())
            (meant += meant.empty() ? "" : ", ") += near;
    }
    if (unknown.empty()) return;
    meant.empty() ? found.add(finding::variables_strange, {unknown})
                  : found.add(finding::variables_unknown, {unknown, meant});
}

/// What is wrong with the journal, apart from what to do.
void add_journal_trouble(std::string_view trouble, examination& found)
{
    auto const end = trouble.rfind("; ");
    bool const has_remedy = end != std::string_view::npos;
    found.add_problem(finding::journal_bad, local_io,
                      {trouble.substr(0, end), has_remedy ? trouble.substr(end + 2)
                                                          : "mend the folder, or set JIMENG_STATE_DIR to another one"});
}

void look_at_journal(bool emulated, examination& found)
{
    if (emulated) return found.add(finding::journal_unused);
    auto const trouble = trouble_with_journal();
    if (!trouble.empty()) return add_journal_trouble(trouble, found);
    found.add(finding::journal_good, {jimeng::for_terminal(job_folder_path())});
}

/// None where the settings cannot be understood.
std::optional<surroundings> look_around(doctor_arguments const& arguments, jimeng::model_list models,
                                        examination& found)
{
    std::string complaints;
    bool const emulated = arguments.results.emulator;
    auto options = read_settings(emulated, complaints);
    complaints.empty() ? found.add(finding::settings_good)
                       : found.add_problem(finding::settings_bad, configuration, {complaints});
    look_at_file(found);
    look_at_variables(found);
    look_at_journal(emulated, found);
    std::optional<surroundings> here;
    if (options) {
        here.emplace();
        here->options = *std::move(options);
        here->options.transport.extra_ca_file = arguments.results.ca_file;
        here->proxy_variable = proxy_variable();
        here->route_is_set = is_set("JIMENG_ROUTE");
        if (!emulated) here->who = find_caller(here->options);
    }
    known_secrets().wipe_environment();
    if (here && emulated) here->emulator = start_emulator(models, here->options, here->who);
    return here;
}

void examine(doctor_arguments const& arguments, jimeng::model_list models, jimeng::model_entry const& model,
             std::stop_token stop, examination& found)
{
    auto const here = look_around(arguments, models, found);
    if (!here) return;
    look_at_endpoint(*here, found);
    look_at_route(*here, found);
    bool const through_proxy = look_at_proxy(*here, found);
    look_at_keys(*here, found);
    auto const query = ask_as_a_run_does(model, here->options, here->who.who, stop);
    diagnose(query, {model.name, here->who, through_proxy ? here->proxy_variable : std::string{}}, found);
}

} // namespace

void add_doctor_options(CLI::App& app, doctor_arguments& arguments)
{
    auto& results = arguments.results;
    app.add_option("--model", arguments.model, "Model whose permission is looked at (default: the first)")
        ->type_name("NAME");
    app.add_flag("--json", results.json, "Print one JSON document");
    add_lang(app, results.lang);
    app.add_option("--ca-file", results.ca_file, "Certificates in PEM to trust besides the system's")
        ->type_name("PATH");
    app.add_flag("--emulator", results.emulator, "Look at a private emulator: no account, no network");
}

int run_doctor(doctor_arguments const& arguments, jimeng::model_list models)
{
    auto const& how = arguments.results;
    jimeng::result_options unused;
    if (auto const broken = read_result_options(how, unused)) return refuse(how.json, line_about(broken));
    auto const name =
        arguments.model.empty() && !config::in_use().of_variable ? config::default_model() : arguments.model;
    auto const* const model = jimeng::find_model(models, name);
    if (model == nullptr) return refuse(how.json, unknown_model(name, models));
    examination found{language_of(how)};
    {
        interrupt const signals;
        examine(arguments, models, *model, signals.token(), found);
    }
    return print(how.json ? found.json() : found.lines()) ? found.code() : local_io;
}

} // namespace command
