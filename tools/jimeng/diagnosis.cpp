#include "diagnosis.hpp"

#include "clock_offset.hpp"
#include "report.hpp"

#include <jimeng/core/escape.hpp>

#include <chrono>
#include <string>

namespace command {

namespace {

using jimeng::client_errc;
using jimeng::gateway_errc;

/// How far a signature's time may be from the service's.
/// @par Source Common parameters, 6369/67268: 900 s; for the future assumed.
constexpr std::chrono::seconds tolerated{900};
constexpr std::chrono::seconds not_worth_a_word{60};

bool is_gateway(jimeng::error_code const& ec, gateway_errc what)
{
    return ec == make_error_code(what);
}

/// Whether no connection came about: with a proxy, none with the proxy.
bool is_before_connection(client_errc error)
{
    using enum client_errc;
    return error == resolve_failed || error == connect_refused || error == connect_timeout ||
           error == network_unreachable;
}

/// What an exchange without an answer was stopped by.
finding finding_of(client_errc error, bool through_proxy)
{
    if (through_proxy && is_before_connection(error)) return finding::proxy_refused;
    using enum client_errc;
    switch (error) {
    case resolve_failed: return finding::name_unknown;
    case connect_refused: return finding::refused;
    case connect_timeout:
    case deadline_before_send: return finding::timed_out;
    case network_unreachable: return finding::unreachable;
    case proxy_refused:
    case bad_proxy: return finding::proxy_refused;
    case bad_ca_file: return finding::ca_file_bad;
    case tls_untrusted: return finding::tls_untrusted;
    case tls_expired: return finding::tls_expired;
    case tls_hostname: return finding::tls_hostname;
    case tls_handshake:
    case tls_protocol: return finding::tls_failed;
    case cancelled:
    case cancelled_before_send: return finding::interrupted_here;
    case bad_http:
    case too_large:
    case unsupported_encoding: return finding::service_odd;
    default: return finding::broken_off;
    }
}

void without_answer(free_query const& query, asked_with const& with, examination& found)
{
    auto const& words = query.details.client_message;
    auto const why = jimeng::for_terminal(words.empty() ? query.sent.message() : words);
    auto const code = exit_code_of(query.sent, query.details);
    auto const error = static_cast<client_errc>(query.sent.value());
    auto const what = query.signed_well ? finding_of(error, !with.proxy_variable.empty()) : finding::signing_failed;
    if (words_of(what).where == looked_at::tls && what != finding::ca_file_bad)
        found.add(finding::reached, {query.host});
    switch (what) {
    case finding::proxy_refused: return found.add_problem(what, code, {why, with.proxy_variable});
    case finding::ca_file_bad: return found.add_problem(what, code, {why});
    case finding::service_odd: return found.add_problem(what, code, {with.model, why});
    case finding::signing_failed: return found.add_problem(what, code, {why, with.who.source});
    default: return found.add_problem(what, code, {query.host, why, time_text(query.local)});
    }
}

/// What was said, or what is wrong with the answer where it is not the service's.
std::string words_of_query(free_query const& query)
{
    auto said = said_by_service(query.details);
    if (query.said.category() != jimeng::client_category()) return said;
    return query.said.message() + (said.empty() ? "" : ", " + said);
}

/// Whether the call was taken as one of this account's, whatever the answer to it.
bool is_accepted(jimeng::error_code const& said)
{
    if (said.category() == jimeng::service_category()) return said != jimeng::service_errc::access_denied;
    return !said.failed() || is_gateway(said, gateway_errc::lack_policy) ||
           is_gateway(said, gateway_errc::lack_project_policy) || is_gateway(said, gateway_errc::access_denied);
}

void look_at_clock(free_query const& query, std::string const& said, examination& found)
{
    bool const refused = is_gateway(query.said, gateway_errc::invalid_timestamp);
    if (!query.remote)
        return refused ? found.add_problem(finding::clock_refused, authentication, {said})
                       : found.add(finding::clock_unknown);
    auto const ahead = query.local - *query.remote;
    auto const size = ahead.count() < 0 ? -ahead : ahead;
    auto const text = duration_text(ahead, found.spoken());
    if (size <= not_worth_a_word)
        return refused ? found.add_problem(finding::clock_refused, authentication, {said})
                       : found.add(finding::clock_good);
    if (refused || (size > tolerated && !query.dated_by_service && !is_accepted(query.said)))
        return found.add_problem(ahead.count() > 0 ? finding::clock_far_ahead : finding::clock_far_behind,
                                 authentication, {text});
    found.add(ahead.count() > 0 ? finding::clock_ahead : finding::clock_behind, {text});
}

/// What is wrong with the signature; `signature_good` where nothing of it was said.
finding finding_of_signature(jimeng::error_code const& said, bool relay)
{
    if (said.category() != jimeng::gateway_category() || said != jimeng::condition::authentication_refused ||
        is_accepted(said))
        return finding::signature_good;
    if (relay) return finding::relay_token_wrong;
    switch (static_cast<gateway_errc>(said.value())) {
    case gateway_errc::invalid_access_key:
    case gateway_errc::invalid_client_token_id: return finding::key_unknown;
    case gateway_errc::signature_does_not_match: return finding::signature_wrong;
    case gateway_errc::invalid_secret_token: return finding::session_token_wrong;
    default: return finding::signature_refused;
    }
}

/// What was said of the service itself, by whom the signature was taken. Any answer about the invented task is a good one.
finding finding_of_service(jimeng::error_code const& said)
{
    if (!said.failed()) return finding::service_open;
    if (said == jimeng::condition::throttled) return finding::service_busy;
    if (said == jimeng::condition::authentication_refused) return finding::service_closed;
    if (said.category() == jimeng::client_category()) return finding::service_odd;
    if (said == jimeng::service_errc::no_such_interface) return finding::service_refuses;
    if (said.category() == jimeng::gateway_category())
        return said == jimeng::condition::retryable ? finding::service_failed : finding::service_refuses;
    return said == jimeng::condition::retryable ? finding::service_failed : finding::service_open;
}

/// Where the part of the keys stands that is wrong: of two variables one, of a file the file.
std::string_view place_of(finding wrong, std::string_view source)
{
    auto const comma = source.starts_with('/') ? std::string_view::npos : source.find(", ");
    if (comma == std::string_view::npos) return source;
    if (wrong == finding::key_unknown) return source.substr(0, comma);
    return wrong == finding::signature_wrong ? source.substr(comma + 2) : source;
}

void look_at_answer(free_query const& query, asked_with const& with, std::string const& said, examination& found)
{
    auto const code = exit_code_of(query.said, query.details);
    bool const relay = with.who.access_key_id.empty();
    auto const signature = finding_of_signature(query.said, relay);
    if (signature != finding::signature_good)
        return found.add_problem(signature, code, {said, place_of(signature, with.who.source)});
    if (is_accepted(query.said)) found.add(relay ? finding::token_good : finding::signature_good);
    auto const service = finding_of_service(query.said);
    service == finding::service_open ? found.add(service, {with.model})
                                     : found.add_problem(service, code, {with.model, said});
}

} // namespace

void diagnose(free_query const& query, asked_with const& with, examination& found)
{
    if (!query.served) return found.add_problem(finding::route_without_model, usage, {with.model});
    if (query.sent.failed()) return without_answer(query, with, found);
    found.add(finding::reached, {query.host});
    query.over_tls ? found.add(finding::tls_good, {query.host}) : found.add(finding::tls_unneeded);
    auto const said = words_of_query(query);
    look_at_clock(query, said, found);
    if (with.who.who && !is_gateway(query.said, gateway_errc::invalid_timestamp))
        look_at_answer(query, with, said, found);
}

} // namespace command
