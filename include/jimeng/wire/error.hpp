#ifndef JIMENG_WIRE_ERROR_HPP
#define JIMENG_WIRE_ERROR_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/gateway_codes.hpp>
#include <jimeng/wire/service_codes.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <type_traits>

namespace jimeng::inline JIMENG_ABI {

using boost::system::error_category;
using boost::system::error_code;
using boost::system::error_condition;

/// What this library itself found wrong. Values are stable; the groups of a hundred say where it happened.
enum class client_errc {
    rule_broken = 100,   ///< The request breaks a rule of its model; nothing was sent.
    output_exists = 108, ///< The file is there already and overwriting was not asked for.
    bad_path = 109,      ///< The path cannot be a picture file: a folder, a pipe, a dangling name.

    no_credentials = 120,    ///< An environment variable with a key is missing.
    bad_endpoint = 123,      ///< The address of the service is not an http or https URL.
    insecure_endpoint = 124, ///< Plain http to a host that is not this machine.
    bad_setting = 125,       ///< An environment variable holds what it cannot mean.
    no_executor = 126,       ///< An asynchronous operation on a transport that was made without an executor.
    unsafe_header = 127,     ///< CR, LF, NUL or another control character in a method, target, header or host.
    bad_ca_file = 128,       ///< The extra certificate authority file cannot be read.
    signing_failed = 129,    ///< The signer threw; its words are in the diagnostics.
    bad_proxy = 130,         ///< The address of the proxy cannot be understood.
    not_recorded = 134,      ///< The job store could not take a submit's event, so nothing was sent; see `cause`.
    not_admitted = 135,      ///< The limiter did not admit a submit; see `cause`.

    resolve_failed = 200,
    connect_refused = 201,
    connect_timeout = 202,
    network_unreachable = 203,
    tls_handshake = 204,
    tls_untrusted = 205, ///< The certificate's issuer is unknown, or it is self-signed.
    tls_expired = 206,   ///< The certificate is expired or not yet valid.
    tls_hostname = 207,  ///< The certificate is for another host.
    tls_protocol = 208,  ///< No common TLS version of 1.2 or newer, or no common cipher.
    send_incomplete = 209,
    cancelled_before_send = 210,
    deadline_before_send = 211,
    proxy_refused = 212, ///< The proxy would not lead to the service.

    read_timeout = 230,
    read_stalled = 231,
    reset = 232,
    truncated = 233,       ///< The connection ended inside an answer.
    closed = 234,          ///< The connection ended before an answer.
    cancelled = 235,       ///< Cancelled after the request was sent, or while a task was waited for.
    transport_threw = 236, ///< The transport threw; how far it came is not known.

    bad_http = 250,
    bad_json = 251,
    too_large = 252,
    too_deep = 253,
    wrong_type = 254,
    missing_field = 255,
    unsupported_encoding = 256,
    unexpected_redirect = 257,
    forbidden_address = 258,

    limit_reached = 340, ///< A limiter's limit is reached for now: see `diagnostics::cause`.

    empty_result = 354, ///< `done` with code 10000 and no picture or video.

    submit_unknown = 400, ///< The submit may have been accepted; see `verdict::unknown`.
    task_lost = 402,      ///< `not_found`: no such task, or older than 12 h.
    task_expired = 403,   ///< `expired`: the service forgot the task.
    still_running = 404,  ///< Patience ended before the task did; it goes on, ask again with its id.
    partly_saved = 405,   ///< Paid results exist that were not all saved.
    waiting_failed = 406, ///< An accepted task cannot be asked about; it goes on. `diagnostics::cause` tells why.

    file_io = 420,
    job_locked = 422, ///< Another process goes on with the job.
    disk_full = 423,
    not_private = 424, ///< The folder or file may be read or written by others, or is somebody else's.
    job_exists = 425,  ///< A job of this name is in the store and may be paid: it is not sent again.

    link_expired = 440,
    bad_image = 441, ///< The bytes are no whole PNG or JPEG of plausible size, or for a video no whole MP4.
    bad_base64 = 442,
    size_mismatch = 443,
};

/// Questions one can ask any error code of this library: `if (ec == jimeng::condition::not_sent) ...`.
enum class condition {
    not_sent = 1,           ///< The request did not leave whole.
    maybe_sent,             ///< The whole request may have arrived.
    retryable,              ///< The same query may succeed later. Never a licence to repeat a submit.
    throttled,              ///< Too many requests or too many running tasks.
    user_must_act,          ///< Only a change of request, key, right or machine helps.
    resumable,              ///< The task lives on: query it by its id.
    authentication_refused, ///< Key, signature, clock or permission.
    content_refused,        ///< A review refused prompt, input or output.
};

/// Category of `client_errc`. @par Thread safety All categories are immutable.
JIMENG_DECL error_category const& client_category() noexcept;
/// Category of `service_errc` and of business codes that nobody documented: the number survives.
JIMENG_DECL error_category const& service_category() noexcept;
/// Category of `gateway_errc`.
JIMENG_DECL error_category const& gateway_category() noexcept;
JIMENG_DECL error_category const& condition_category() noexcept;

inline error_code make_error_code(client_errc e) noexcept
{
    return {static_cast<int>(e), client_category()};
}
inline error_code make_error_code(service_errc e) noexcept
{
    return {static_cast<int>(e), service_category()};
}
inline error_code make_error_code(gateway_errc e) noexcept
{
    return {static_cast<int>(e), gateway_category()};
}
inline error_condition make_error_condition(condition c) noexcept
{
    return {static_cast<int>(c), condition_category()};
}

} // namespace jimeng::inline JIMENG_ABI

template <>
struct boost::system::is_error_code_enum<jimeng::client_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<jimeng::service_errc> : std::true_type {};
template <>
struct boost::system::is_error_code_enum<jimeng::gateway_errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<jimeng::condition> : std::true_type {};

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/error.ipp>
#endif

#endif
