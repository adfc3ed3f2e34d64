#include "service.hpp"

#include "form.hpp"

#include <jimeng/wire/uri_encoding.hpp>

#include <algorithm>
#include <array>
#include <exception>

namespace command::serve {

/// A place that can be asked.
struct service::route {
    std::string_view path; ///< A name may follow one that ends in a slash.
    std::string_view method;
    bool is_open = false; ///< Without a token.
    bool takes_forms = false;
    std::uint64_t most_body_bytes = 0;
};

namespace {

constexpr std::uint64_t of_fields = std::uint64_t{1} << 20;
constexpr std::uint64_t of_files = std::uint64_t{64} << 20;

std::string_view path_of(std::string_view target) noexcept
{
    return target.substr(0, target.find('?'));
}

reply refused(int status, std::string message, std::string_view code)
{
    return error_reply({.status = status, .message = std::move(message), .code = code});
}

} // namespace

service::service(service_setting with) : with_{std::move(with)}, keys_{with_.store}, keyless_{with_.store} {}

service::route const* service::find_route(std::string_view target)
{
    static constexpr std::array routes{
        route{"/v1/images/generations", "POST", false, false, of_fields},
        route{"/v1/images/edits", "POST", false, true, of_files},
        route{"/v1/models", "GET"},
        route{"/v1/models/", "GET"},
        route{"/healthz", "GET", true},
        route{"/metrics", "GET"},
    };
    auto const path = path_of(target);
    auto const found = std::find_if(routes.begin(), routes.end(), [&](route const& one) {
        return one.path == path || (one.path.ends_with('/') && path.starts_with(one.path));
    });
    return found == routes.end() ? nullptr : &*found;
}

/// What keeps a request from its place, as far as its head shows.
std::optional<reply> service::misfit(route const& to, jimeng::detail::http_head const& head) const
{
    bool const fits = head.method == to.method || (to.method == "GET" && head.method == "HEAD");
    if (!fits) {
        auto made =
            refused(405, head.method + ": is not for " + std::string{to.path} + "; use " + std::string{to.method},
                    "method_not_allowed");
        made.headers.push_back({"Allow", to.method == "GET" ? "GET, HEAD" : std::string{to.method}});
        return made;
    }
    if (to.method == "GET") return std::nullopt;
    auto const* const type = jimeng::find_header(head.headers, "Content-Type");
    auto const is_type = [&](std::string_view wanted) {
        return type != nullptr && jimeng::detail::equal_ignoring_case(media_type(*type), wanted);
    };
    if (!is_type("application/json") && !(to.takes_forms && is_type("multipart/form-data")))
        return refused(415,
                       "Content-Type" +
                           (type == nullptr ? std::string{": is missing"} : ' ' + *type + ": is not taken") +
                           "; send application/json" + (to.takes_forms ? " or multipart/form-data" : ""),
                       "unsupported_media_type");
    auto const* const coding = jimeng::find_header(head.headers, "Content-Encoding");
    if (coding != nullptr && !jimeng::detail::equal_ignoring_case(*coding, "identity"))
        return refused(415, "Content-Encoding " + *coding + ": is not taken; send the body as it is",
                       "unsupported_media_type");
    return std::nullopt;
}

std::optional<reply> service::refusal(jimeng::detail::http_head const& head, std::uint64_t& most_body_bytes)
{
    auto const* const to = find_route(head.target);
    std::string_view const path = to != nullptr ? to->path : "none";
    auto made = with_.who.refusal(head, to != nullptr && to->is_open);
    if (!made && ending_) made = shutting_down();
    if (!made && to == nullptr)
        made = refused(404,
                       std::string{path_of(head.target)} + ": there is nothing; " +
                           (find_route("/v1" + std::string{head.target}) != nullptr
                                ? "put /v1 behind the base URL" // the usual slip
                                : "see jimeng serve --help"),
                       "not_found");
    if (!made) made = misfit(*to, head);
    if (made) return counted(path, *std::move(made));
    most_body_bytes = to->most_body_bytes;
    return std::nullopt;
}

reply service::counted(std::string_view path, reply made)
{
    ++answers_[std::string{path}][made.status];
    return made;
}

session_host::leaver service::answer(request asked, session_host::receiver done)
try {
    auto const target = asked.head.target;
    auto const* const to = find_route(target);
    std::string_view const path = to->path;
    if (ending_) return done(counted(path, shutting_down())), nullptr;
    if (path == "/v1/images/generations") return draw(purpose::generate, path, std::move(asked), done);
    if (path == "/v1/images/edits") return draw(purpose::edit, path, std::move(asked), done);
    if (path == "/healthz") return done(counted(path, json_reply(200, "{\"status\":\"ok\"}"))), nullptr;
    if (path == "/metrics") return done(counted(path, metrics())), nullptr;
    auto const name = path_of(target).substr(std::min(path.size(), path_of(target).size()));
    done(counted(path, models(path.ends_with('/') ? name : std::string_view{})));
    return nullptr;
} catch (std::exception const& error) { // of memory or of the disk; what was ordered meanwhile is kept
    auto made = refused(500, error.what(), "internal_error");
    made.is_last = true;
    done(counted("none", std::move(made)));
    return nullptr;
}

void service::end()
{
    ending_ = true;
    with_.tasks.stop();
}

} // namespace command::serve
