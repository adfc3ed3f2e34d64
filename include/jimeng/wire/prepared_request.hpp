#ifndef JIMENG_WIRE_PREPARED_REQUEST_HPP
#define JIMENG_WIRE_PREPARED_REQUEST_HPP

#include <jimeng/core/check.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/core/field.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/results.hpp>
#include <jimeng/core/route.hpp>
#include <jimeng/core/rules.hpp>
#include <jimeng/wire/encode.hpp>

#include <concepts>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// A request that was checked and encoded: all that a client needs of it. It refers to the caller's request no more.
struct prepared_request {
    std::string_view req_key;     ///< Of the model's description, which lives as long as the program.
    std::string_view action_stem; ///< Likewise.
    result_kind result = result_kind::pictures;
    violation broken{};
    std::string body{}; ///< Empty where a rule is broken.
};

/// Checks and encodes a request whose model is known to the compiler.
template <described_request Request>
[[nodiscard]] prepared_request prepare(Request const& request)
{
    prepared_request prepared{Request::req_key, action_stem_of<Request>(), result_kind_of<Request>, check(request)};
    if (prepared.broken) return prepared;
    if constexpr (detail::every_member_known<Request>) {
        json_sink body{Request::req_key};
        write_fields(request, body);
        prepared.body = body.take();
        if (prepared.body.empty()) prepared.broken = body.unreadable();
    }
    return prepared;
}

/// It is ready.
[[nodiscard]] inline prepared_request prepare(prepared_request const& request)
{
    return request;
}

/// What a client takes: the request of a model, or one that was prepared.
template <class Request>
concept submittable = described_request<Request> || std::same_as<Request, prepared_request>;

} // namespace jimeng::inline JIMENG_ABI

#endif
