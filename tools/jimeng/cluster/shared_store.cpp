#include "shared_store.hpp"

#include "late_libpq.hpp"

#include "../secrets.hpp"

#include <jimeng/core/escape.hpp>
#include <jimeng/store/detail/postgresql_pool.hpp>

#include <cstdlib>
#include <exception>

namespace command::cluster {

namespace {

/// What stands between `:` and `@`, as it is written there: the database is never told of it again.
std::string_view password_in(std::string_view url)
{
    auto const begin = std::min(url.find("//"), url.size());
    url.remove_prefix(std::min(begin + 2, url.size()));
    url = url.substr(0, url.rfind('@') == url.npos ? 0 : url.rfind('@'));
    auto const colon = url.find(':');
    return colon == url.npos ? std::string_view{} : url.substr(colon + 1);
}

} // namespace

std::optional<shared_store> open_store(batch::store_arguments const& wanted, std::chrono::seconds lease,
                                       jimeng::schema_use schema, std::string& trouble, jimeng::client_errc& why)
{
    known_secrets().learn(password_in(wanted.url));
    if (char const* const set = std::getenv("PGPASSWORD")) known_secrets().learn(set);
    why = jimeng::client_errc::rule_broken;
    if (wanted.account.empty() || wanted.account.size() > 100)
        return trouble = "--account: has " + std::to_string(wanted.account.size()) +
                         " bytes (limit 1 to 100); give a short name",
               std::nullopt;
    if (auto const missing = trouble_with_libpq(); !missing.empty()) {
        why = jimeng::client_errc::bad_setting;
        trouble = "--store: " + missing;
        return std::nullopt;
    }
    jimeng::error_code ec;
    jimeng::diagnostics details;
    shared_store made;
    made.jobs = jimeng::postgresql_job_store::open({.url = wanted.url, .lease = lease, .schema = schema}, ec, details);
    trouble = "--store: " + details.client_message;
    if (!made.jobs && ec == jimeng::client_errc::file_io) why = jimeng::client_errc::file_io;
    if (!made.jobs) return std::nullopt;
    try {
        made.queue.emplace(made.jobs, wanted.account);
    } catch (std::exception const& error) {
        why = jimeng::client_errc::file_io;
        return trouble = "--store: " + jimeng::for_terminal(error.what(), 600), std::nullopt;
    }
    trouble.clear();
    return made;
}

bool lacks_schema(batch::store_arguments const& wanted)
{
    if (!jimeng::detail::trouble_with_store_url(wanted.url).empty() || !trouble_with_libpq().empty()) return false;
    jimeng::detail::postgresql_connection to{wanted.url};
    return jimeng::detail::schema_version(to) == 0;
}

} // namespace command::cluster
