#ifndef JIMENG_WIRE_SERVICE_CODES_HPP
#define JIMENG_WIRE_SERVICE_CODES_HPP

#include <jimeng/core/config.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// Business codes of the visual service. The number is the code on the wire.
/// @par Source Error tables of the Jimeng pages (85621/…) and the common page 6444/69728.
enum class service_errc {
    invalid_parameter = 50200,
    missing_parameter = 50201,
    parameter_type = 50204,
    image_dimensions = 50205,
    image_missing = 50206,
    image_undecodable = 50207,
    video_missing = 50209,
    video_undecodable = 50210,
    video_dimensions = 50211,
    body_too_large = 50213,
    video_too_long = 50214,
    input_invalid = 50215,
    resource_at_risk = 50218,
    access_denied = 50400,
    no_such_interface = 50402,
    input_image_refused = 50411,
    input_text_refused = 50412,
    input_text_sensitive = 50413,
    rate_limited = 50429,
    concurrency_limited = 50430,
    internal_error = 50500,
    internal_rpc_error = 50501,
    output_image_refused = 50511,
    output_text_refused = 50512,
    input_video_refused = 50513,
    input_audio_refused = 50514,
    output_video_refused = 50516,
    output_audio_refused = 50517,
    input_image_copyright = 50518,
    output_image_copyright = 50519,
    review_failed = 50520,
    copyright_words_failed = 50521,
    copyright_images_failed = 50522,
    face_missing = 60102,
    image_sensitive = 60208,
};

/// The page's own column "needs retry".
enum class documented_retry { not_stated, no, yes, differs };

/// What a client may do: `resubmit` means a new and newly paid task, so it is never done unasked.
enum class retry_class { never, back_off, few_times, resubmit };

struct service_code_facts {
    service_errc code;
    int http_status; ///< 0: not documented.
    documented_retry page;
    retry_class retry;
    std::string_view wire_message; ///< Empty: not documented.
    std::string_view meaning;
    std::string_view remedy;
};

/// Every documented code once. `differs`: image pages say no, video pages say yes.
inline constexpr std::array service_codes = std::to_array<service_code_facts>({
#define JIMENG_ROW(name, http, page, retry, wire, meaning, remedy)                                                     \
    {service_errc::name, http, documented_retry::page, retry_class::retry, wire, meaning, remedy},
    // clang-format off
    JIMENG_ROW(invalid_parameter, 0, not_stated, never, "", "a parameter is invalid", "check the request key and the parameters")
    JIMENG_ROW(missing_parameter, 0, not_stated, never, "", "a parameter is missing", "check the parameters of the model's page")
    JIMENG_ROW(parameter_type, 0, not_stated, never, "", "a parameter is missing or of the wrong type", "check the parameters of the model's page")
    JIMENG_ROW(image_dimensions, 0, not_stated, never, "", "the image dimensions are over the limit", "use a smaller input image")
    JIMENG_ROW(image_missing, 0, not_stated, never, "", "no image was found in the request", "give an input image")
    JIMENG_ROW(image_undecodable, 0, not_stated, never, "", "the image cannot be decoded", "use a JPEG or PNG, and base64 without a data: prefix")
    JIMENG_ROW(video_missing, 0, not_stated, never, "", "no video was found in the request", "give an input video")
    JIMENG_ROW(video_undecodable, 0, not_stated, never, "", "the video cannot be decoded", "use another video file")
    JIMENG_ROW(video_dimensions, 0, not_stated, never, "", "the video dimensions are over the limit", "use a smaller video")
    JIMENG_ROW(body_too_large, 0, not_stated, never, "", "the request body is too large", "use fewer or smaller images")
    JIMENG_ROW(video_too_long, 0, not_stated, never, "", "the input video is too long", "use a shorter video")
    JIMENG_ROW(input_invalid, 400, not_stated, never, "Input invalid for this service.", "the input does not satisfy the service, or the task id is expired, corrupted or of another model", "check the input images and the task id")
    JIMENG_ROW(resource_at_risk, 400, no, never, "Resource exists risk.", "the input resource is under review", "use another input")
    JIMENG_ROW(access_denied, 401, not_stated, never, "Access Denied: Internal Error", "permission check failed", "activate the model in the console, check the key's rights and quota, and the request key")
    JIMENG_ROW(no_such_interface, 0, not_stated, never, "", "the interface does not exist", "check Action, Version and request key")
    JIMENG_ROW(input_image_refused, 400, no, never, "Pre Img Risk Not Pass", "the input image failed the content check", "use another input image")
    JIMENG_ROW(input_text_refused, 400, no, never, "Text Risk Not Pass", "the prompt failed the content check", "change the prompt")
    JIMENG_ROW(input_text_sensitive, 400, no, never, "Post Text Risk Not Pass", "the prompt has sensitive or protected words", "change the prompt")
    JIMENG_ROW(rate_limited, 429, yes, back_off, "Request Has Reached API Limit, Please Try Later", "too many requests per second", "wait a little, then try again")
    JIMENG_ROW(concurrency_limited, 429, yes, back_off, "Request Has Reached API Concurrent Limit, Please Try Later", "too many tasks at once", "wait until a running task has ended, then try again")
    JIMENG_ROW(internal_error, 500, differs, few_times, "Internal Error", "internal error of the service", "try again later; a new submit is a new cost")
    JIMENG_ROW(internal_rpc_error, 500, differs, few_times, "Internal RPC Error", "internal algorithm error", "try again later; a new submit is a new cost")
    JIMENG_ROW(output_image_refused, 400, yes, resubmit, "Post Img Risk Not Pass", "the output image failed the content check", "submit again or change the prompt; it may be charged again")
    JIMENG_ROW(output_text_refused, 400, no, never, "Post Text Risk Not Pass", "the output text failed the content check", "change the prompt")
    JIMENG_ROW(input_video_refused, 400, no, never, "Pre Video Risk Not Pass", "the input video failed the content check", "use another video")
    JIMENG_ROW(input_audio_refused, 400, no, never, "Pre Audio Risk Not Pass", "the input audio failed the content check", "use another audio file")
    JIMENG_ROW(output_video_refused, 400, yes, resubmit, "Post Video Risk Not Pass", "the output video failed the content check", "submit again or change the prompt; it may be charged again")
    JIMENG_ROW(output_audio_refused, 400, yes, resubmit, "Post Audio Risk Not Pass", "the output audio failed the content check", "submit again or change the input; it may be charged again")
    JIMENG_ROW(input_image_copyright, 400, no, never, "Pre Img Risk Not Pass: Copyright", "the input image is protected", "use another input image")
    JIMENG_ROW(output_image_copyright, 400, yes, resubmit, "Post Img Risk Not Pass: Copyright", "the output image resembles a protected one", "submit again or change the prompt; it may be charged again")
    JIMENG_ROW(review_failed, 400, no, never, "Risk Internal Error", "the review service failed", "try again later")
    JIMENG_ROW(copyright_words_failed, 400, no, never, "Antidirt Internal Error", "the copyright-word service failed", "try again later")
    JIMENG_ROW(copyright_images_failed, 400, no, never, "Image Copyright Internal Error", "the copyright-image service failed", "try again later")
    JIMENG_ROW(face_missing, 0, not_stated, never, "", "a face is required but none was found", "use an image with a face")
    JIMENG_ROW(image_sensitive, 0, not_stated, never, "", "the input image has sensitive content", "use another input image")
// clang-format on
#undef JIMENG_ROW
});

/// The business code of success.
inline constexpr std::int64_t service_success = 10000;

/// The facts of a business code, or nullptr where no table has it.
[[nodiscard]] constexpr service_code_facts const* find_service_code(std::int64_t code) noexcept
{
    for (auto const& row : service_codes)
        if (static_cast<std::int64_t>(row.code) == code) return &row;
    return nullptr;
}

/// Codes of a service that broke down: whether it had made a task by then, which is billed, they do not tell.
[[nodiscard]] constexpr bool is_breakdown(std::int64_t code) noexcept
{
    switch (static_cast<service_errc>(code)) {
    case service_errc::internal_error:
    case service_errc::internal_rpc_error:
    case service_errc::review_failed:
    case service_errc::copyright_words_failed:
    case service_errc::copyright_images_failed: return true;
    default: return false;
    }
}

} // namespace jimeng::inline JIMENG_ABI

#endif
