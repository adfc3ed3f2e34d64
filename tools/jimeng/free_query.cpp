#include "free_query.hpp"

#include "clock_offset.hpp"
#include "report.hpp"

#include <jimeng/client/detail/client_memory.hpp>
#include <jimeng/client/visual_backend.hpp>

#include <string_view>
#include <utility>

namespace command {

namespace {

/// An id of the form that the service gives, and of no task that anybody here submitted.
constexpr std::string_view invented_id = "1000000000000000000";

jimeng::task task_of(jimeng::model_entry const& model)
{
    auto const id = jimeng::task_id::parse(invented_id);
    return {std::string{model.req_key}, *id, std::string{model.action_stem}, model.result};
}

/// @return Whether it could.
bool sign(jimeng::http_request& request, std::optional<account> const& who, std::chrono::seconds ahead,
          free_query& query)
try {
    if (who) who->sign(request, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + ahead);
    return true;
} catch (std::exception const& error) {
    query.sent = jimeng::client_errc::signing_failed;
    query.details.client_message = error.what();
    return query.signed_well = false;
}

void read_date(jimeng::http_response const& reply, free_query& query)
{
    if (auto const* const date = jimeng::find_header(reply.headers, "Date")) query.remote = read_http_date(*date);
}

} // namespace

free_query ask(jimeng::model_entry const& model, jimeng::client_options const& options,
               std::optional<account> const& who, std::stop_token stop, std::chrono::seconds ahead)
{
    free_query query;
    query.dated_by_service = ahead.count() != 0;
    auto where = jimeng::parse_address(options.address(), query.sent);
    query.host = jimeng::host_header(where.origin);
    query.over_tls = where.origin.scheme == "https";
    if (query.sent.failed()) return query;
    jimeng::visual_backend const backend{std::move(where), options.route};
    auto const task = task_of(model);
    if (query.served = backend.serves(task); !query.served) return query;
    auto request = backend.next_call(task, {});
    if (!sign(request, who, ahead, query)) return query;
    jimeng::exchange_options how;
    how.timeout = options.call_timeout;
    how.stop = std::move(stop);
    jimeng::beast_transport transport{options.transport};
    auto const before = std::chrono::system_clock::now();
    auto const reply = transport.exchange(request, how, query.sent, query.details);
    auto const middle = before + (std::chrono::system_clock::now() - before) / 2;
    query.local = std::chrono::floor<std::chrono::seconds>(middle);
    if (query.sent.failed()) return query;
    read_date(reply, query);
    (void)backend.judge(reply, query.said, query.details);
    hide_secrets(query.details);
    return query;
}

free_query ask_as_a_run_does(jimeng::model_entry const& model, jimeng::client_options const& options,
                             std::optional<account> const& who, std::stop_token const& stop)
{
    using jimeng::gateway_errc;
    auto query = ask(model, options, who, stop);
    bool const dated =
        query.said == gateway_errc::invalid_timestamp || query.said == gateway_errc::signature_does_not_match;
    if (!who || query.sent.failed() || !dated || !query.remote) return query;
    auto const ahead = *query.remote - query.local;
    if (std::chrono::abs(ahead) <= jimeng::detail::clock_offset::tolerance) return query;
    auto corrected = ask(model, options, who, stop, ahead);
    return corrected.sent.failed() ? query : corrected;
}

} // namespace command
