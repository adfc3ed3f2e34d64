#ifndef JIMENG_WIRE_ENCODE_HPP
#define JIMENG_WIRE_ENCODE_HPP

#include <jimeng/core/check.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/core/image_url.hpp>
#include <jimeng/core/member_kind.hpp>
#include <jimeng/core/result_options.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace jimeng {

namespace detail {

/// One overload per `member_kind`; what was not set is not sent.
inline void write_field(json_writer& json, std::string_view name, prompt const& value)
{
    json.member(name, value.text());
}

/// A template, so that no number, pointer or enumerator turns into a truth value on its way here.
template <std::same_as<bool> Truth>
void write_field(json_writer& json, std::string_view name, Truth value)
{
    json.member(name, value);
}

template <std::size_t Max>
void write_field(json_writer& json, std::string_view name, image_urls_up_to<Max> const& urls)
{
    if (urls.empty()) return;
    json.key(name);
    json.begin_array();
    for (auto const& url : urls)
        json.value(url.text());
    json.end_array();
}

template <size_limits Limits>
void write_field(json_writer& json, std::string_view name, size_within<Limits> const& size)
{
    if (size.empty()) return;
    if (!size.has_sides()) return json.member(name, size.area());
    json.member("width", size.sides().width);
    json.member("height", size.sides().height);
}

template <optional_value Value>
void write_field(json_writer& json, std::string_view name, Value const& value)
{
    using number = std::remove_cvref_t<decltype(value.value())>;
    if (value.empty()) return;
    if constexpr (std::same_as<number, bool>)
        json.member(name, bool{value.value()});
    else if constexpr (std::floating_point<number>)
        json.member(name, double{value.value()});
    else
        json.member(name, std::int64_t{value.value()});
}

/// A value that is written last, into a body of its exact size.
template <class Value>
concept long_value = is_image_files<Value>;

/// How much text `write_field` makes of it, and of the object's end behind it.
template <long_value Value>
std::size_t size_of_field(std::string_view name, Value const& files)
{
    if (files.empty()) return 0;
    std::size_t size = name.size() + std::string_view{R"(,"":[]})"}.size();
    for (auto const& file : files)
        size += base64_size(static_cast<std::size_t>(file.size_bytes())) + std::string_view{R"("",)"}.size();
    return size;
}

/// False when a file can no longer be read as it was checked.
template <long_value Value>
bool write_long_field(json_writer& json, std::string_view name, Value const& files)
{
    if (files.empty()) return true;
    bool good = true;
    json.reserve(size_of_field(name, files));
    json.key(name);
    json.begin_array();
    for (auto const& file : files)
        good = json.value(file) && good;
    json.end_array();
    return good;
}

/// The bounds that the service needs for sides outside [1/3, 3] and that the caller left out. They are rounded outwards
/// to four decimals, so that no reading of the number excludes the sides themselves; sides that no model has get the
/// outermost bound.
struct needed_bounds {
    double min_ratio = 0.0; ///< 0: not needed.
    double max_ratio = 0.0;
};

constexpr double floored_ratio(std::int64_t width, std::int64_t height) noexcept
{
    return static_cast<double>(width * 10000 / height) / 10000.0;
}
constexpr double ceiled_ratio(std::int64_t width, std::int64_t height) noexcept
{
    return static_cast<double>((width * 10000 + height - 1) / height) / 10000.0;
}

constexpr needed_bounds bounds_for(image_size sides) noexcept
{
    needed_bounds needed;
    if (sides.width <= 0 || sides.height <= 0) return needed;
    constexpr std::int64_t largest = std::int64_t{1} << 49; // ten thousand times as much is still a number
    auto const outermost = [](std::int64_t longer, std::int64_t shorter) {
        return longer > largest || longer / 16 >= shorter;
    };
    if ((sides.width - 1) / 3 >= sides.height)
        needed.max_ratio = outermost(sides.width, sides.height) ? 16.0 : ceiled_ratio(sides.width, sides.height);
    if ((sides.height - 1) / 3 >= sides.width)
        needed.min_ratio = outermost(sides.height, sides.width) ? 0.0625 : floored_ratio(sides.width, sides.height);
    return needed;
}

template <class Request>
void write_needed_bounds(json_writer& json, Request const& request)
{
    auto const needed = bounds_for(request.size.sides());
    if (needed.min_ratio != 0.0 && request.min_ratio.empty()) json.member("min_ratio", needed.min_ratio);
    if (needed.max_ratio != 0.0 && request.max_ratio.empty()) json.member("max_ratio", needed.max_ratio);
}

/// The long fields come last: until then the text moves as it grows.
template <class Request>
std::string encode_members(Request const& request)
{
    json_writer json;
    json.begin_object();
    json.member("req_key", std::string_view{Request::req_key});
    for_each_field(request, [&]<class Value>(auto described, Value const& value) {
        if constexpr (!long_value<Value>) detail::write_field(json, described.name, value);
    });
    if constexpr (bounded_size<Request>) write_needed_bounds(json, request);
    bool good = true;
    for_each_field(request, [&]<class Value>(auto described, Value const& value) {
        if constexpr (long_value<Value>) good = detail::write_long_field(json, described.name, value) && good;
    });
    json.end_object();
    return good ? json.take() : std::string{};
}

} // namespace detail

/// The body of a submit: the request key, then every described field that was set.
///
/// Sides outside [1/3, 3] bring the `min_ratio` or `max_ratio` with them that the service then needs, unless the caller
/// set it. Local files are read, piece by piece, straight into the body.
/// @return Empty when a file can no longer be read as it was checked.
/// @pre `broken_rule(request) == rule::none`.
template <described_request Request>
[[nodiscard]] std::string encode_submit(Request const& request)
{
    constexpr bool known = std::same_as<detail::first_unknown_member<Request>, detail::every_member_is_known>;
    static_assert(std::same_as<detail::first_unknown_member<Request>, detail::every_member_is_known>,
                  "jimeng: a member of this model has a type that cannot be sent; take prompt, flag, bool, "
                  "scale_fraction, scale_percent, aspect_ratio, size_within, image_urls_up_to, image_files_up_to, or "
                  "a type of your own with empty() and value(): see core/member_kind.hpp");
    if constexpr (known)
        return detail::encode_members(request);
    else
        return {};
}

/// `req_json`: how the result is wanted, as JSON text.
/// @par Source 4.0 page: return_url, logo_info, aigc_meta.
[[nodiscard]] JIMENG_DECL std::string encode_result_options(result_options const& options);

/// The body of a query. `req_json` is a JSON document inside a string, as the page wants it. The task id comes last:
/// everything before it is the same for every task.
[[nodiscard]] JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id,
                                                   result_options const& options);

/// The same for actions that take no result options.
[[nodiscard]] JIMENG_DECL std::string encode_query(std::string_view req_key, task_id const& id);

/// An unsigned call of the service.
/// @param path  What stands before the query, without the slash at its end; empty at the service itself.
[[nodiscard]] JIMENG_DECL http_request make_call(http_origin const& origin, std::string_view path,
                                                 std::string_view action, std::string_view version, std::string body);

template <class Action>
[[nodiscard]] http_request make_call(http_origin const& origin, std::string body)
{
    return make_call(origin, {}, Action::name, Action::version, std::move(body));
}

} // namespace jimeng

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/encode.ipp>
#endif

#endif
