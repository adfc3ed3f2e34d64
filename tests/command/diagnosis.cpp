#include "diagnosis.hpp"

#include "../tls/certificates.hpp"

#include <jimeng/emulator/server.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_diagnosis)

namespace {

using namespace std::chrono_literals;
using namespace command;
using jimeng::client_errc;
using jimeng::gateway_errc;
using jimeng::service_errc;
using jimeng_tests::certificate_plan;
using jimeng_tests::identity;
using jimeng_tests::mint;
using jimeng_tests::pem_file;

std::string pem_of(identity const& who, bool key)
{
    BIO* const memory = BIO_new(BIO_s_mem());
    if (key)
        PEM_write_bio_PrivateKey(memory, who.key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    else
        PEM_write_bio_X509(memory, who.certificate.get());
    char* bytes = nullptr;
    auto const size = BIO_get_mem_data(memory, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

jimeng::model_entry const& model(std::string_view name = {})
{
    return *jimeng::find_model(jimeng::library_models(), name);
}

/// A caller with these keys.
caller with_keys(jimeng::credentials keys, jimeng::visual_route const& route = jimeng::generic_route)
{
    return {account{std::move(keys), route}, "ITS_SOURCE", "AKEM****", false, {}};
}

caller emulators_own()
{
    return with_keys(jimeng::emulator::service_options{}.keys);
}

struct diagnosed {
    examination found{language::english};
    jimeng::emulator::ledger counts;

    [[nodiscard]] bool says(std::string_view words) const { return found.lines().find(words) != std::string::npos; }
};

/// What is found at an emulator of these options; whatever it is, nothing was submitted.
diagnosed look_at(caller const& who, jimeng::emulator::server_options where = {},
                  jimeng::emulator::service_options service = {}, std::string const& ca_file = {},
                  std::string_view model_name = {})
{
    bool const tls = !where.certificate_chain_pem.empty();
    jimeng::emulator::background_server const server{std::move(service), std::move(where)};
    jimeng::client_options options;
    options.endpoint = (tls ? "https://localhost:" : "http://localhost:") + std::to_string(server.port());
    options.transport.extra_ca_file = ca_file;
    diagnosed made;
    diagnose(ask(model(model_name), options, who.who, {}), {"MODEL", who, {}}, made.found);
    made.counts = server.counts();
    BOOST_TEST(made.counts.accepted_submits + made.counts.refused_submits == 0U);
    BOOST_TEST(made.counts.queries + made.counts.gateway_refusals <= 1U);
    return made;
}

diagnosed look_at_tls(certificate_plan const& plan, bool trusted)
{
    auto const who = mint(plan);
    pem_file const file{who};
    jimeng::emulator::server_options where;
    where.certificate_chain_pem = pem_of(who, false);
    where.private_key_pem = pem_of(who, true);
    return look_at(emulators_own(), std::move(where), {}, trusted ? file.path() : std::string{});
}

certificate_plan good_certificate()
{
    certificate_plan plan;
    plan.subject_alt_name = "DNS:localhost";
    plan.authority = true;
    return plan;
}

diagnosed look_at_clock(std::chrono::seconds ahead, caller const& who = emulators_own())
{
    jimeng::emulator::server_options where;
    where.clock = [ahead] { return std::chrono::system_clock::now() + ahead; };
    return look_at(who, std::move(where));
}

/// What is said of a query that ended so.
examination said_of(free_query const& query, caller const& who = emulators_own(), std::string proxy = {})
{
    examination found{language::english};
    diagnose(query, {"MODEL", who, std::move(proxy)}, found);
    return found;
}

free_query answered(jimeng::error_code said, std::chrono::seconds ahead = 0s)
{
    free_query query;
    query.host = "host.example";
    query.said = said;
    query.local = std::chrono::sys_days{std::chrono::year{2044} / 11 / 6};
    query.remote = query.local - ahead;
    return query;
}

bool holds(examination const& found, std::string_view words)
{
    return found.lines().find(words) != std::string::npos;
}

BOOST_AUTO_TEST_CASE(good_keys_at_a_trusted_host_are_all_well)
{
    auto const made = look_at_tls(good_certificate(), true);
    BOOST_TEST(made.found.code() == success);
    BOOST_TEST(made.counts.queries == 1U);
    BOOST_TEST(made.says("[ok] TLS: the certificate is for localhost:"));
    BOOST_TEST(made.says("[ok] signature: accepted\n[ok] service: it answers queries of MODEL\n"));
    BOOST_TEST(!made.says("[problem]"));
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_taken_is_told_from_another)
{
    struct row {
        certificate_plan plan;
        bool trusted;
        std::string_view words;
    };
    auto old = good_certificate(), young = good_certificate(), foreign = good_certificate();
    old.begins_seconds = -7200, old.ends_seconds = -3600;
    young.begins_seconds = 3600, young.ends_seconds = 7200;
    foreign.subject_alt_name = "DNS:other.example";
    for (auto const& one : {row{good_certificate(), false, "[problem] TLS: nobody trusted vouches for"},
                            row{old, true, "[problem] TLS: by this machine's clock, 2"},
                            row{young, true, "[problem] TLS: by this machine's clock, 2"},
                            row{foreign, true, "[problem] TLS: the certificate is not for localhost:"}}) {
        auto const made = look_at_tls(one.plan, one.trusted);
        BOOST_TEST_INFO(made.found.lines());
        BOOST_TEST(made.says(one.words));
        BOOST_TEST(made.says("[ok] connection: "));
        BOOST_TEST(made.found.code() == not_sent);
        BOOST_TEST(made.counts.queries + made.counts.gateway_refusals == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_refused_is_named_and_nothing_is_said_of_the_signature)
{
    for (std::chrono::minutes const ahead : {20min, std::chrono::minutes{25h}}) {
        for (auto const sign : {1, -1}) {
            auto const made = look_at_clock(sign * std::chrono::seconds{ahead});
            BOOST_TEST(made.says(sign > 0 ? " behind the service's; set it: such calls are refused"
                                          : " ahead of the service's; set it: such calls are refused"));
            BOOST_TEST(made.found.code() == authentication);
            BOOST_TEST(!made.says("signature"));
        }
    }
    auto const small = look_at_clock(5min);
    BOOST_TEST(small.found.code() == success);
    BOOST_TEST(small.says("[ok] clock: "));
    BOOST_TEST(small.says(" behind the service's; set it: beyond 15 minutes"));
}

BOOST_AUTO_TEST_CASE(without_keys_network_and_clock_are_told_all_the_same)
{
    auto const nobody = caller{std::nullopt, {}, {}, false, "no keys"};
    auto const made = look_at(nobody);
    BOOST_TEST(made.found.code() == success); // that there are no keys is said elsewhere
    BOOST_TEST(made.says("[ok] connection"));
    BOOST_TEST(made.says("clock: "));
    BOOST_TEST(!made.says("signature"));
    BOOST_TEST(made.counts.gateway_refusals == 1U);
    BOOST_TEST(look_at_clock(20min, nobody).says("[problem] clock: "));
}

BOOST_AUTO_TEST_CASE(each_wrong_key_is_told_from_another)
{
    auto const good = jimeng::emulator::service_options{}.keys;
    auto other_id = good, other_secret = good, other_token = good;
    other_id.access_key_id = "AKLTsomebodyelse0000";
    other_secret.secret_access_key = jimeng::secret{"c29tZWJvZHktZWxzZQ=="};
    other_token.security_token = jimeng::secret{"a-token-of-somebody"};
    for (auto const& [keys, words] :
         {std::pair{other_id, "[problem] signature: the access key id is unknown (code 100009, InvalidAccessKey, "},
          std::pair{other_secret, "[problem] signature: it is wrong (code 100010, SignatureDoesNotMatch, "},
          std::pair{other_token, "[problem] signature: the session token is wrong or expired (InvalidSecretToken, "}}) {
        auto const made = look_at(with_keys(keys));
        BOOST_TEST_INFO(made.found.lines());
        BOOST_TEST(made.says(words));
        BOOST_TEST(made.says("ITS_SOURCE\n"));
        BOOST_TEST(made.found.code() == authentication);
        BOOST_TEST(!made.says("service: "));
    }
    jimeng::emulator::service_options relay;
    relay.bearer_token = jimeng::secret{"right-token"};
    auto const token = [](char const* text) {
        return caller{account{jimeng::bearer_token{jimeng::secret{text}}}, "ITS_SOURCE", {}, false, {}};
    };
    auto const refused = look_at(token("wrong-token"), {}, relay);
    BOOST_TEST(refused.says("[problem] signature: the relay refuses the token ("));
    BOOST_TEST(refused.found.code() == authentication);
    BOOST_TEST(look_at(token("right-token"), {}, relay).says("[ok] signature: the relay accepts the token\n"));
}

BOOST_AUTO_TEST_CASE(a_model_without_permission_is_told_from_wrong_keys)
{
    jimeng::emulator::service_options service;
    service.models = {&model("4.6")};
    auto const made = look_at(emulators_own(), {}, service);
    BOOST_TEST(made.says("[problem] service: permission for MODEL is refused (code 50400, "));
    BOOST_TEST(!made.says("signature: "));
    BOOST_TEST(made.found.code() == authentication);
}

BOOST_AUTO_TEST_CASE(a_route_that_does_not_lead_to_the_model_sends_nothing)
{
    jimeng::client_options options;
    options.endpoint = "http://127.0.0.1:9";
    options.route = jimeng::model_route;
    auto const who = emulators_own();
    auto const query = ask(model("outpaint"), options, who.who, {});
    BOOST_TEST(!query.served);
    auto const found = said_of(query);
    BOOST_TEST(holds(found, "[problem] route: no actions are known that bear the name of model MODEL"));
    BOOST_TEST(found.code() == usage);
}

BOOST_AUTO_TEST_CASE(every_way_to_fail_on_the_way_is_a_problem_with_the_commands_code)
{
    for (int value = 120; value != 300; ++value) {
        free_query query;
        query.sent = static_cast<client_errc>(value);
        query.host = "host.example";
        query.details.client_message = "WHY";
        auto const found = said_of(query);
        BOOST_TEST(holds(found, "[problem] "));
        BOOST_TEST((holds(found, "WHY") || found.code() == interrupted));
        BOOST_TEST(found.code() == exit_code_of(query.sent, query.details));
        BOOST_TEST(found.lines().find('{') == std::string::npos);
    }
    free_query query;
    query.sent = client_errc::connect_refused;
    BOOST_TEST(holds(said_of(query), "[problem] connection: "));
    BOOST_TEST(holds(said_of(query, emulators_own(), "HTTPS_PROXY"), "[problem] proxy: "));
    BOOST_TEST(holds(said_of(query, emulators_own(), "HTTPS_PROXY"), "correct HTTPS_PROXY"));
}

BOOST_AUTO_TEST_CASE(every_answer_of_the_gateway_is_told_and_has_the_commands_code)
{
    for (auto const& row : jimeng::gateway_codes) {
        auto const query = answered(row.code);
        auto const found = said_of(query);
        BOOST_TEST_INFO(row.name << '\n' << found.lines());
        BOOST_TEST(found.code() == exit_code_of(query.said, query.details));
        BOOST_TEST(found.code() != success);
        BOOST_TEST(holds(found, "[problem] "));
    }
}

BOOST_AUTO_TEST_CASE(an_answer_about_the_invented_task_is_a_good_one)
{
    for (auto const code : {service_errc::input_invalid, service_errc::invalid_parameter})
        BOOST_TEST(said_of(answered(code)).code() == success);
    BOOST_TEST(said_of(answered({})).code() == success);
    BOOST_TEST(said_of(answered({59999, jimeng::service_category()})).code() == success);
    BOOST_TEST(said_of(answered(service_errc::access_denied)).code() == authentication);
    BOOST_TEST(said_of(answered(service_errc::no_such_interface)).code() == service_failed);
    BOOST_TEST(said_of(answered(service_errc::rate_limited)).code() == throttled);
    BOOST_TEST(said_of(answered(service_errc::internal_error)).code() == service_failed);
    BOOST_TEST(said_of(answered(client_errc::bad_json)).code() == protocol);
    BOOST_TEST(holds(said_of(answered(client_errc::bad_json)), "is not the service's (the answer is not the JSON"));
}

BOOST_AUTO_TEST_CASE(the_clock_is_told_as_far_as_it_is_off)
{
    auto const refused = gateway_errc::invalid_timestamp;
    auto const line = [](jimeng::error_code said, std::chrono::seconds ahead) {
        auto const lines = said_of(answered(said, ahead)).lines();
        auto const at = lines.find("] clock: ");
        return lines.substr(at + 2, lines.find('\n', at) - at - 2);
    };
    BOOST_TEST(line({}, 60s) == "clock: within a minute of the service's");
    BOOST_TEST(line({}, -60s) == "clock: within a minute of the service's");
    BOOST_TEST(line({}, 61s).starts_with("clock: 1 min 1 s ahead of the service's; set it: beyond 15 minutes"));
    BOOST_TEST(line({}, -61s).starts_with("clock: 1 min 1 s behind the service's; set it: beyond 15 minutes"));
    BOOST_TEST(line(refused, 1203s) == "clock: 20 min 3 s ahead of the service's; set it: such calls are refused");
    BOOST_TEST(line(refused, -25h) == "clock: 1 d 1 h behind the service's; set it: such calls are refused");
    BOOST_TEST(line(refused, 0s).starts_with("clock: the service refuses its time"));
    BOOST_TEST(line(gateway_errc::invalid_access_key, 901s).ends_with("such calls are refused"));
    BOOST_TEST(line(gateway_errc::invalid_access_key, 900s).ends_with("and sent again with the service's time"));
    BOOST_TEST(line({}, 2h).ends_with("and sent again with the service's time")); // this one was taken
    auto undated = answered({});
    undated.remote.reset();
    BOOST_TEST(holds(said_of(undated), "[ok] clock: the answer has no date"));
    undated.said = refused;
    BOOST_TEST(holds(said_of(undated), "[problem] clock: the service refuses its time"));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
