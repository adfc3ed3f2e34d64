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

#include <memory>
#include <string>
#include <string_view>

namespace jimeng::inline JIMENG_ABI {

/// A request that was checked and encoded: all that a client needs of it. It refers to the caller's request no more.
struct prepared_request {
    std::string_view req_key;     ///< Of the model's description, which lives as long as the program.
    std::string_view action_stem; ///< Likewise.
    result_kind result = result_kind::pictures;
    violation broken{};
    std::string body{};                 ///< Empty where a rule is broken.
    std::shared_ptr<file_body> files{}; ///< What follows it, where local files are sent.
};

namespace detail {

/// Writes the fields of a request into the body.
JIMENG_DECL void encode(prepared_request& prepared, void const* request,
                        void (*write)(void const* request, field_sink& to));

} // namespace detail

/// Checks and encodes a request whose model is known to the compiler.
template <described_request Request>
[[nodiscard]] prepared_request prepare(Request const& request)
{
    prepared_request prepared{Request::req_key, action_stem_of<Request>(), result_kind_of<Request>, check(request)};
    if (prepared.broken) return prepared;
    if constexpr (detail::every_member_known<Request>) {
        auto const write = [](void const* from, field_sink& to) {
            write_fields(*static_cast<Request const*>(from), to);
        };
        detail::encode(prepared, &request, write);
    }
    return prepared;
}

/// It is ready.
[[nodiscard]] inline prepared_request prepare(prepared_request const& request)
{
    return request;
}

/// Whether `prepare` takes a type that describes no model itself.
template <class Request>
inline constexpr bool is_prepared = false;
template <>
inline constexpr bool is_prepared<prepared_request> = true;

/// What a client takes: the request of a model, or one that was prepared, such as an `any_request`.
template <class Request>
concept submittable = described_request<Request> || is_prepared<Request>;

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/prepared_request.ipp>
#endif

#endif
