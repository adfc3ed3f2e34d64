#ifndef JIMENG_WIRE_IMPL_ERROR_IPP
#define JIMENG_WIRE_IMPL_ERROR_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/wire/error.hpp>

#include <string>

namespace jimeng::inline JIMENG_ABI::detail {

inline char const* client_text(client_errc e) noexcept
{
    switch (e) {
    case client_errc::rule_broken: return "the request breaks a rule of its model";
    case client_errc::output_exists: return "no existing file is replaced unasked";
    case client_errc::bad_path: return "the output path cannot be written as a file";
    case client_errc::no_credentials: return "credentials are missing";
    case client_errc::bad_endpoint: return "the endpoint is not an http or https URL";
    case client_errc::insecure_endpoint: return "plain http is allowed to this machine only";
    case client_errc::bad_setting: return "a setting cannot be understood";
    case client_errc::no_executor: return "the transport was made without an executor";
    case client_errc::unsafe_header: return "a control character in a method, target or header";
    case client_errc::signing_failed: return "the request could not be signed";
    case client_errc::bad_proxy: return "the address of the proxy cannot be understood";
    case client_errc::not_recorded: return "the job store did not take the event, so nothing was sent";
    case client_errc::not_admitted: return "the limiter did not admit the submit";
    case client_errc::transport_threw: return "the transport failed";
    case client_errc::bad_ca_file: return "the certificate authority file cannot be read";
    case client_errc::resolve_failed: return "the host name cannot be resolved";
    case client_errc::connect_refused: return "the connection was refused";
    case client_errc::connect_timeout: return "connecting took too long";
    case client_errc::network_unreachable: return "the network cannot be reached";
    case client_errc::tls_handshake: return "the TLS handshake failed";
    case client_errc::tls_untrusted: return "the server's certificate is not trusted";
    case client_errc::tls_expired: return "the server's certificate is expired or not yet valid";
    case client_errc::tls_hostname: return "the server's certificate is for another host";
    case client_errc::tls_protocol: return "no common TLS version of 1.2 or newer";
    case client_errc::send_incomplete: return "the connection broke before the request was sent whole";
    case client_errc::cancelled_before_send: return "cancelled before the request was sent";
    case client_errc::deadline_before_send: return "time ran out before the request was sent";
    case client_errc::proxy_refused: return "the proxy did not lead to the service";
    case client_errc::read_timeout: return "no answer in time";
    case client_errc::read_stalled: return "the answer came to a halt";
    case client_errc::reset: return "the connection was reset";
    case client_errc::truncated: return "the connection ended inside the answer";
    case client_errc::closed: return "the connection ended before the answer";
    case client_errc::cancelled: return "cancelled";
    case client_errc::bad_http: return "the answer is not valid HTTP";
    case client_errc::bad_json: return "the answer is not the JSON that the service documents";
    case client_errc::too_large: return "the answer is larger than the limit";
    case client_errc::too_deep: return "the answer is nested too deeply";
    case client_errc::wrong_type: return "a value in the answer has the wrong type";
    case client_errc::missing_field: return "the answer lacks a field";
    case client_errc::unsupported_encoding: return "the answer is compressed although that was not asked for";
    case client_errc::unexpected_redirect: return "the answer is a redirect, which is not followed";
    case client_errc::forbidden_address: return "the address may not be fetched";
    case client_errc::limit_reached: return "a limit is reached for now";
    case client_errc::empty_result: return "the task is done but has no result";
    case client_errc::submit_unknown: return "the submit may have been accepted: no answer told";
    case client_errc::task_lost: return "the service knows no such task, or it is older than 12 hours";
    case client_errc::task_expired: return "the task has expired at the service";
    case client_errc::still_running: return "the task is still running";
    case client_errc::partly_saved: return "not every result was saved";
    case client_errc::waiting_failed: return "the task was accepted and goes on, but it cannot be asked about";
    case client_errc::file_io: return "the file cannot be written";
    case client_errc::job_locked: return "another process goes on with the job";
    case client_errc::disk_full: return "the disk is full";
    case client_errc::not_private: return "others may read or write it, or it is somebody else's";
    case client_errc::job_exists: return "a job of this name was submitted already";
    case client_errc::link_expired: return "the link has expired";
    case client_errc::bad_image: return "the bytes are no whole picture or video of the kind that was wanted";
    case client_errc::bad_base64: return "the picture's base64 is broken";
    case client_errc::size_mismatch: return "the picture has another length than announced";
    }
    return "unknown client error";
}

inline bool number_between(int value, client_errc first, client_errc last) noexcept
{
    return value >= static_cast<int>(first) && value <= static_cast<int>(last);
}

inline bool client_is(client_errc e, condition c) noexcept
{
    int const value = static_cast<int>(e);
    bool const prevented = number_between(value, client_errc::rule_broken, client_errc::not_admitted);
    bool const not_sent = prevented || number_between(value, client_errc::resolve_failed, client_errc::proxy_refused);
    bool const transport =
        number_between(value, client_errc::read_timeout, client_errc::closed) || e == client_errc::transport_threw;
    bool const protocol = number_between(value, client_errc::bad_http, client_errc::unexpected_redirect);
    bool const certificate = number_between(value, client_errc::tls_untrusted, client_errc::tls_protocol);
    switch (c) {
    case condition::not_sent: return not_sent;
    case condition::maybe_sent:
        return transport || protocol || e == client_errc::cancelled || e == client_errc::submit_unknown;
    case condition::retryable:
        return transport || e == client_errc::bad_json || e == client_errc::bad_http ||
               e == client_errc::limit_reached ||
               (not_sent && !prevented && !certificate && e != client_errc::cancelled_before_send &&
                e != client_errc::deadline_before_send);
    case condition::throttled: return e == client_errc::limit_reached;
    case condition::user_must_act: return prevented || certificate;
    case condition::resumable:
        return e == client_errc::still_running || e == client_errc::partly_saved || e == client_errc::waiting_failed ||
               e == client_errc::cancelled;
    default: return false;
    }
}

inline bool service_is_content_refusal(service_errc e) noexcept
{
    switch (e) {
    case service_errc::resource_at_risk:
    case service_errc::input_image_refused:
    case service_errc::input_text_refused:
    case service_errc::input_text_sensitive:
    case service_errc::output_image_refused:
    case service_errc::output_text_refused:
    case service_errc::input_video_refused:
    case service_errc::input_audio_refused:
    case service_errc::output_video_refused:
    case service_errc::output_audio_refused:
    case service_errc::input_image_copyright:
    case service_errc::output_image_copyright:
    case service_errc::review_failed:
    case service_errc::copyright_words_failed:
    case service_errc::copyright_images_failed:
    case service_errc::image_sensitive: return true;
    default: return false;
    }
}

inline bool service_is(service_errc e, condition c) noexcept
{
    auto const* const facts = find_service_code(static_cast<int>(e));
    bool const throttled = e == service_errc::rate_limited || e == service_errc::concurrency_limited;
    switch (c) {
    case condition::retryable:
        return facts != nullptr && (facts->retry == retry_class::back_off || facts->retry == retry_class::few_times);
    case condition::throttled: return throttled;
    case condition::authentication_refused: return e == service_errc::access_denied;
    case condition::content_refused: return service_is_content_refusal(e);
    case condition::user_must_act: return facts != nullptr && facts->retry == retry_class::never;
    default: return false;
    }
}

inline bool gateway_is(gateway_errc e, condition c) noexcept
{
    gateway_code_facts const* facts = nullptr;
    for (auto const& row : gateway_codes)
        if (row.code == e) facts = &row;
    bool const parameters = e == gateway_errc::missing_parameter || e == gateway_errc::invalid_action_or_version ||
                            e == gateway_errc::method_not_allowed;
    switch (c) {
    case condition::retryable: return facts != nullptr && facts->effect != gateway_effect::refused;
    case condition::maybe_sent: return facts == nullptr || facts->effect == gateway_effect::unclear;
    case condition::throttled: return facts != nullptr && facts->effect == gateway_effect::throttled;
    case condition::user_must_act: return facts != nullptr && facts->effect == gateway_effect::refused;
    case condition::authentication_refused:
        return facts != nullptr && facts->effect == gateway_effect::refused && !parameters;
    default: return false;
    }
}

// Each category has a number of its own: shared objects that hide their symbols have a copy each, and the copies must
// compare equal.
class client_category_type final : public error_category {
public:
    constexpr client_category_type() noexcept : error_category{0x8d2f6c1be3a94705} {}
    char const* name() const noexcept override { return "jimeng.client"; }
    JIMENG_SELDOM std::string message(int value) const override { return client_text(static_cast<client_errc>(value)); }
    JIMENG_SELDOM bool equivalent(int value, error_condition const& c) const noexcept override
    {
        if (c.category() != condition_category()) return default_error_condition(value) == c;
        return client_is(static_cast<client_errc>(value), static_cast<condition>(c.value()));
    }
};

class service_category_type final : public error_category {
public:
    constexpr service_category_type() noexcept : error_category{0xa51e9d3c70b8f246} {}
    char const* name() const noexcept override { return "jimeng.service"; }
    JIMENG_SELDOM std::string message(int value) const override
    {
        auto const* const facts = find_service_code(value);
        if (facts == nullptr)
            return concat({"business code ", std::to_string(value), ", which no documentation lists"});
        return std::string{facts->meaning};
    }
    JIMENG_SELDOM bool equivalent(int value, error_condition const& c) const noexcept override
    {
        if (c.category() != condition_category()) return default_error_condition(value) == c;
        return service_is(static_cast<service_errc>(value), static_cast<condition>(c.value()));
    }
};

class gateway_category_type final : public error_category {
public:
    constexpr gateway_category_type() noexcept : error_category{0xc7430b8fd16e5a92} {}
    char const* name() const noexcept override { return "jimeng.gateway"; }
    JIMENG_SELDOM std::string message(int value) const override
    {
        for (auto const& row : gateway_codes)
            if (static_cast<int>(row.code) == value) return std::string{row.meaning};
        return "gateway error that no documentation lists";
    }
    JIMENG_SELDOM bool equivalent(int value, error_condition const& c) const noexcept override
    {
        if (c.category() != condition_category()) return default_error_condition(value) == c;
        return gateway_is(static_cast<gateway_errc>(value), static_cast<condition>(c.value()));
    }
};

class condition_category_type final : public error_category {
public:
    constexpr condition_category_type() noexcept : error_category{0xe96a27f4185cd03b} {}
    char const* name() const noexcept override { return "jimeng.condition"; }
    JIMENG_SELDOM std::string message(int value) const override
    {
        switch (static_cast<condition>(value)) {
        case condition::not_sent: return "the request was not sent whole";
        case condition::maybe_sent: return "the request may have arrived";
        case condition::retryable: return "the same query may succeed later";
        case condition::throttled: return "throttled";
        case condition::user_must_act: return "the user has to change something";
        case condition::resumable: return "the task lives on";
        case condition::authentication_refused: return "authentication was refused";
        case condition::content_refused: return "the content was refused";
        }
        return "unknown condition";
    }
};

} // namespace jimeng::inline JIMENG_ABI::detail

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL error_category const& client_category() noexcept
{
    static detail::client_category_type const category;
    return category;
}

JIMENG_DECL error_category const& service_category() noexcept
{
    static detail::service_category_type const category;
    return category;
}

JIMENG_DECL error_category const& gateway_category() noexcept
{
    static detail::gateway_category_type const category;
    return category;
}

JIMENG_DECL error_category const& condition_category() noexcept
{
    static detail::condition_category_type const category;
    return category;
}

} // namespace jimeng::inline JIMENG_ABI

#endif
