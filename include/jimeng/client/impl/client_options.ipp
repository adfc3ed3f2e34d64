#ifndef JIMENG_CLIENT_IMPL_CLIENT_OPTIONS_IPP
#define JIMENG_CLIENT_IMPL_CLIENT_OPTIONS_IPP

#include <jimeng/client/client_options.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/impl/credentials.ipp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/origin.hpp>
#include <jimeng/net/proxy.hpp>

#include <initializer_list>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

inline std::string complain_of(char const* name, std::string_view wanted)
{
    return detail::concat({name, " is '", for_terminal(without_user(environment(name))), "': it must be ", wanted});
}

JIMENG_SELDOM inline bool read_seconds(char const* name, double least, std::chrono::milliseconds& value,
                                       std::string& complaint)
{
    auto const text = environment(name);
    if (text.empty()) return true;
    auto const seconds = read_number<double>(text);
    bool const good = seconds && *seconds >= least && *seconds <= 86'400.0;
    if (!good)
        return complaint = complain_of(name, detail::concat({"seconds from ", number_text(least), " to 86400"})), false;
    value = std::chrono::milliseconds{static_cast<std::int64_t>(*seconds * 1000.0 + 0.5)};
    return true;
}

JIMENG_SELDOM inline bool read_count(char const* name, int& value, std::string& complaint)
{
    auto const text = environment(name);
    if (text.empty()) return true;
    auto const count = read_number<int>(text);
    if (!count || *count < 1 || *count > 1'000'000)
        return complaint = complain_of(name, "a whole number from 1 to 1000000"), false;
    value = *count;
    return true;
}

JIMENG_SELDOM inline bool read_endpoint(char const* name, std::string& value, std::string& complaint)
{
    auto const text = environment(name);
    if (text.empty()) return true;
    error_code ec;
    (void)parse_address(text, ec);
    if (ec == client_errc::insecure_endpoint)
        return complaint = complain_of(name, "an https address; plain http is for this machine (127.0.0.1) only"),
               false;
    if (ec.failed())
        return complaint = complain_of(
                   name,
                   "an address such as https://visual.volcengineapi.com, or a relay's with its path and no query"),
               false;
    value = text;
    return true;
}

JIMENG_SELDOM inline bool read_route(char const* name, visual_route& value, std::string& complaint)
{
    auto const text = environment(name);
    if (text.empty() || text == "generic") return true;
    if (text != "model") return complaint = complain_of(name, "generic or model"), false;
    value = model_route;
    return true;
}

/// The first of these variables that is set; none: nullptr.
inline char const* first_set(std::initializer_list<char const*> names)
{
    for (auto const* const name : names)
        if (!environment(name).empty()) return name;
    return nullptr;
}

/// What everybody's proxy variables say. A bad one is the affair of those only who would use it; a good one is taken in any
/// case, for links may lead to hosts that need it.
JIMENG_SELDOM inline bool read_proxy(client_options& options, std::string& complaint)
{
    auto const endpoint = parse_url(options.address());
    auto const* const name = first_set({"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    if (name == nullptr) return true;
    if (auto const* const exceptions = first_set({"no_proxy", "NO_PROXY"}))
        options.transport.no_proxy = environment(exceptions);
    std::string why;
    bool const usable = parse_proxy(environment(name), why).has_value();
    bool const unused = endpoint && (is_loopback_host(endpoint->host) ||
                                     goes_without_proxy(options.transport.no_proxy, endpoint->host, endpoint->port));
    if (usable) options.transport.proxy = environment(name);
    if (!usable && !unused) complaint = detail::concat({name, " names a proxy that cannot be used: ", why});
    return usable || unused;
}

} // namespace detail

JIMENG_SELDOM JIMENG_DECL std::optional<client_options> client_options::from_environment(std::string& complaint)
{
    using std::chrono::milliseconds;
    client_options options;
    milliseconds interval{0};
    complaint.clear();
    bool const good = detail::read_endpoint("JIMENG_API_URL", options.endpoint, complaint) &&
                      detail::read_seconds("JIMENG_API_TIMEOUT", 0.001, options.call_timeout, complaint) &&
                      detail::read_seconds("JIMENG_POLL_INTERVAL", 0.001, interval, complaint) &&
                      detail::read_count("JIMENG_MAX_POLL_ATTEMPTS", options.poll.max_attempts, complaint) &&
                      detail::read_route("JIMENG_ROUTE", options.route, complaint) &&
                      detail::read_proxy(options, complaint);
    if (!good) return std::nullopt;
    if (interval != milliseconds{0}) options.poll.interval = interval;
    // So many queries are what the caller asked for; the deadline must not cut them short.
    auto const queries = options.poll.patience(); // below 2^37 seconds
    auto const asked = queries + queries / 100 * options.poll.jitter_percent + options.call_timeout;
    if (asked > options.poll.deadline) options.poll.deadline = asked;
    return options;
}

JIMENG_DECL client_options client_options::from_environment()
{
    std::string complaint;
    auto found = from_environment(complaint);
    if (!found) throw bad_setting{complaint};
    return *std::move(found);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
