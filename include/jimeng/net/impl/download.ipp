#ifndef JIMENG_NET_IMPL_DOWNLOAD_IPP
#define JIMENG_NET_IMPL_DOWNLOAD_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/core/url.hpp>
#include <jimeng/net/detail/bounded_duration.hpp>
#include <jimeng/net/detail/full_jitter.hpp>
#include <jimeng/net/detail/partial_file.hpp>
#include <jimeng/net/download.hpp>
#include <jimeng/wire/retry_after.hpp>

#include <algorithm>
#include <charconv>
#include <exception>
#include <new>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// A checked link as a request knows it.
struct download_address {
    http_origin origin;
    std::string target;
};

JIMENG_SELDOM inline std::optional<download_address> read_link(std::string_view url)
{
    auto const parts = parse_url(url);
    if (!parts) return std::nullopt;
    std::string target{parts->target};
    if (!target.starts_with('/')) target.insert(0, 1, '/');
    return download_address{{parts->https ? "https" : "http", std::string{parts->host}, parts->port},
                            std::move(target)};
}

/// The absolute form of a `Location`. Forms relative to a folder are not resolved: no picture server uses them.
JIMENG_SELDOM inline std::string absolute_location(http_origin const& from, std::string const& location)
{
    if (location.starts_with("//")) return from.scheme + ':' + location;
    if (location.starts_with('/')) return detail::concat({from.scheme, "://", host_header(from), location});
    return location;
}

inline media_limits limits_of(download_options const& options) noexcept
{
    return options.max_bytes ? media_limits{*options.max_bytes} : media_limits{};
}

inline char const* life_of_links(wanted_media what) noexcept
{
    switch (what) {
    case wanted_media::picture: return "links live 24 hours";
    case wanted_media::video: return "links of videos live 1 hour";
    case wanted_media::any: break;
    }
    return "links of pictures live 24 hours, of videos 1 hour";
}

inline bool is_redirect(int status) noexcept
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

JIMENG_SELDOM inline std::optional<std::uint64_t> announced_size(http_response const& response)
{
    auto const* const text = find_header(response.headers, "Content-Length");
    std::uint64_t size = 0;
    if (text == nullptr) return std::nullopt;
    auto const end = text->data() + text->size();
    auto const [rest, failure] = std::from_chars(text->data(), end, size);
    if (failure != std::errc{} || rest != end) return std::nullopt; // the transport has its own, stricter, reading
    return size;
}

inline constexpr backoff waits_of_downloads{std::chrono::milliseconds{200}, std::chrono::seconds{10}};

} // namespace detail

struct download_operation::impl {
    JIMENG_SELDOM impl(std::string_view link, std::optional<std::string> where, download_options how)
        : url{link},
          target{std::move(where)},
          options{std::move(how)},
          check{detail::limits_of(options), options.wanted}
    {}

    JIMENG_SELDOM next_action fail(error_code ec, std::string sentence)
    {
        error = ec;
        if (!sentence.empty()) details.client_message = std::move(sentence);
        saved = {};
        file.reset();
        bytes.clear();
        return {};
    }

    next_action step(action_result& result) { return started ? judge(result) : begin(result.now); }

    /// The step itself, as work; what it leads to is told afterwards.
    JIMENG_SELDOM next_action step_apart(action_result result)
    {
        if (std::exchange(worked, false)) return std::move(next);
        next_action action;
        action.what = next_action::kind::work;
        action.work = [this, result = std::make_shared<action_result>(std::move(result))] {
            next = step(*result);
            worked = true;
        };
        return action;
    }

    JIMENG_SELDOM next_action begin(std::chrono::system_clock::time_point now)
    {
        started = true;
        deadline = now + detail::bounded_duration(options.timeout);
        auto const link = detail::read_link(url);
        if (!link) return fail(client_errc::bad_endpoint, "link: is not an absolute http or https URL");
        if (link->origin.scheme == "http" && !is_loopback_host(link->origin.host))
            return fail(client_errc::insecure_endpoint, "link: plain http is allowed to this machine only");
        if (names_this_machine(*link) && !options.allow_this_machine)
            return fail(client_errc::forbidden_address,
                        "link: points to this machine, which only a service on this machine may do");
        address = *link;
        if (auto const ec = open_file()) return fail(ec, {});
        return send(now);
    }

    JIMENG_SELDOM error_code open_file()
    {
        error_code ec;
        if (name)
            file = picture_file::open_unnamed(name->leads_to.empty() ? name->path : name->leads_to,
                                              detail::limits_of(options), ec, details, options.wanted);
        else if (target)
            file =
                picture_file::open(*target, options.overwrite, detail::limits_of(options), ec, details, options.wanted);
        return ec;
    }

    static bool names_this_machine(detail::download_address const& link) { return is_loopback_host(link.origin.host); }

    JIMENG_SELDOM next_action send(std::chrono::system_clock::time_point now)
    {
        next_action action;
        action.what = next_action::kind::send;
        action.request = {"GET", address.origin, address.target, {}, {}};
        if (!partial.begin_attempt(action.request.headers))
            if (auto const ec = restart()) return fail(ec, "output: cannot be written from its beginning");
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now);
        action.options.timeout = std::max(left, std::chrono::milliseconds{0});
        auto const most = detail::limits_of(options).video_bytes; // what it is says how long it may be, once it comes
        action.options.max_body_bytes = static_cast<std::size_t>(std::min<std::uint64_t>(most, SIZE_MAX));
        action.options.on_head = [this](int status, http_headers const& headers) { return take_head(status, headers); };
        action.options.sink = [this](std::string_view piece) { return take(piece); };
        action.options.first_byte = options.first_byte;
        action.options.waiting_since = options.waiting_since;
        action.options.public_addresses_only = !names_this_machine(address);
        action.options.stop = options.stop;
        return action;
    }

    JIMENG_SELDOM error_code restart()
    {
        partial.restarted();
        bytes.clear();
        check = picture_check{detail::limits_of(options), options.wanted};
        return file ? file->restart() : error_code{};
    }

    JIMENG_SELDOM error_code take_head(int status, http_headers const& headers)
    try {
        switch (partial.answered(status, headers)) {
        case detail::partial_file::part::anew: return partial.is_empty() ? error_code{} : restart();
        case detail::partial_file::part::rest:
        case detail::partial_file::part::other: return {};
        case detail::partial_file::part::misfit: break;
        }
        return client_errc::bad_http;
    } catch (std::bad_alloc const&) {
        return client_errc::too_large;
    }

    error_code take(std::string_view piece)
    try {
        if (!partial.may_grow()) return client_errc::bad_http;
        auto const ec = file ? file->write(piece) : check.write(piece);
        if (!ec && !file && options.keep_bytes) bytes += piece;
        if (!ec) partial.grew(piece.size());
        return ec;
    } catch (std::bad_alloc const&) { // thrown on, it would be taken for a failure that passes
        return client_errc::too_large;
    }

    JIMENG_SELDOM void give_up(std::exception const& thrown) noexcept
    {
        error = client_errc::too_large;
        file.reset();
        std::string{}.swap(bytes);
        try {
            details.client_message = std::string{"download: "} + thrown.what();
        } catch (std::exception const&) {
            details.client_message.clear();
        }
    }

    JIMENG_SELDOM next_action judge(action_result& result)
    {
        details = std::move(result.details);
        if (waiting && result.error) return fail(result.error, "download: a stop was requested");
        if (std::exchange(waiting, false)) return send(result.now);
        bool const refused = result.response.status == 416 && partial.asked_for_rest();
        if (partial.is_misfit() || refused) return start_over(result.now);
        if (result.error) {
            if (result.error == condition::retryable) return retry(result, result.error, {});
            return fail(result.error, {});
        }
        return judge_answer(result);
    }

    JIMENG_SELDOM next_action judge_answer(action_result const& result)
    {
        int const status = result.response.status;
        details.http_status = status;
        auto const answer =
            detail::concat({"link on ", host_header(address.origin), ": answered ", std::to_string(status)});
        if (status == 200) return commit(detail::announced_size(result.response));
        if (status == 206 && partial.asked_for_rest()) {
            if (partial.is_short())
                return retry(result, client_errc::truncated, answer + " and a part of what is missing");
            return commit(partial.total());
        }
        if (detail::is_redirect(status)) return follow(result);
        if (status == 403 || status == 404 || status == 410)
            return fail(client_errc::link_expired, detail::concat({answer, "; ", detail::life_of_links(options.wanted),
                                                                   ", query the task for a new one"}));
        if (status == 408 || status == 429 || status >= 500)
            return retry(result, client_errc::bad_http, answer + "; try again later");
        return fail(client_errc::bad_http, answer + ", which is no result");
    }

    JIMENG_SELDOM next_action commit(std::optional<std::uint64_t> announced)
    {
        saved = !file  ? check.finish(announced, error, details)
                : name ? file->commit_as(*name, announced, error, details)
                       : file->commit(announced, error, details);
        bool const kept = !saved.path.empty() || (error == client_errc::bad_image && !check.ending_to_keep().empty());
        if (error && !kept) return fail(error, {});
        file.reset();
        return {};
    }

    JIMENG_SELDOM next_action follow(action_result const& result)
    {
        auto const* const location = find_header(result.response.headers, "Location");
        if (location == nullptr || ++hops > options.max_hops)
            return fail(
                client_errc::unexpected_redirect,
                detail::concat({"link: redirects without end; ", std::to_string(options.max_hops), " are followed"}));
        auto const link = detail::read_link(detail::absolute_location(address.origin, *location));
        if (!link) return fail(client_errc::unexpected_redirect, "link: redirects to what is no http or https URL");
        if (link->origin.scheme == "http" && address.origin.scheme == "https")
            return fail(client_errc::unexpected_redirect, "link: redirects from https to http, which is not followed");
        bool const inward = names_this_machine(*link);
        if (inward && !names_this_machine(address))
            return fail(client_errc::forbidden_address, "link: redirects to this machine, which is not followed");
        if (!inward && link->origin.scheme == "http")
            return fail(client_errc::insecure_endpoint, "link: redirects to plain http, which is not followed");
        address = *link;
        partial.moved();
        return send(result.now);
    }

    /// The file changed, or the server's ranges are not to be relied on: whichever, whole files are asked for from here on.
    JIMENG_SELDOM next_action start_over(std::chrono::system_clock::time_point now)
    {
        partial.distrust_ranges();
        return send(now);
    }

    JIMENG_SELDOM next_action retry(action_result const& result, error_code ec, std::string sentence)
    {
        auto const own = detail::full_jitter(detail::waits_of_downloads, failures, result.random);
        auto const now = std::chrono::floor<std::chrono::seconds>(result.now);
        auto const pause = with_retry_after(own, retry_after(result.response.headers, now));
        if (!partial.gained()) ++failures;
        if (failures >= options.attempts || pause >= deadline - result.now) return fail(ec, std::move(sentence));
        waiting = true;
        next_action action;
        action.what = next_action::kind::wait;
        action.duration = pause;
        action.options.stop = options.stop;
        return action;
    }

    std::string url;
    std::optional<std::string> target;
    std::optional<picture_name> name;
    download_options options;
    detail::download_address address;
    std::chrono::system_clock::time_point deadline;
    bool started = false;
    bool waiting = false;
    bool worked = false;
    next_action next; ///< After a step that was taken apart.
    int hops = 0;
    int failures = 0; ///< Attempts that gained nothing.
    detail::partial_file partial;
    std::optional<picture_file> file;
    picture_check check;
    std::string bytes;
    saved_picture saved;
    error_code error;
    diagnostics details;
};

JIMENG_DECL download_options detail::allowed_by(std::string_view endpoint, download_options how)
{
    auto const parts = parse_url(endpoint);
    if (parts && is_loopback_host(parts->host)) how.allow_this_machine = true;
    return how;
}

JIMENG_SELDOM JIMENG_DECL download_operation::download_operation(std::string_view url,
                                                                 std::optional<std::string> target,
                                                                 download_options options)
    : impl_{new impl{url, std::move(target), std::move(options)}}
{}

JIMENG_SELDOM JIMENG_DECL download_operation::download_operation(std::string_view url, picture_name name,
                                                                 download_options options)
    : download_operation{url, std::nullopt, std::move(options)}
{
    impl_->name = std::move(name);
}

JIMENG_SELDOM JIMENG_DECL download_operation::~download_operation() = default;

JIMENG_SELDOM JIMENG_DECL next_action download_operation::resume(action_result result)
{
    return impl_->options.work_apart ? impl_->step_apart(std::move(result)) : impl_->step(result);
}

JIMENG_SELDOM JIMENG_DECL void download_operation::threw(std::exception const& thrown) noexcept
{
    impl_->give_up(thrown);
}

JIMENG_DECL error_code download_operation::error() const
{
    return impl_->error;
}
JIMENG_DECL diagnostics const& download_operation::details() const
{
    return impl_->details;
}
JIMENG_DECL saved_picture const& download_operation::saved() const
{
    return impl_->saved;
}
JIMENG_DECL std::string& download_operation::bytes()
{
    return impl_->bytes;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
