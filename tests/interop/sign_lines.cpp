// Signs each request of a list, for a comparison with another signer: sign_lines < REQUESTS > AUTHORIZATIONS
// One JSON object a line in; one value of the Authorization header a line out, or `error: ` and the reason.

#include "../vectors/vector_json.hpp"

#include <jimeng/sign.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace jimeng::testing;

jimeng::header_profile profile_named(std::string_view name)
{
    using enum jimeng::header_profile;
    constexpr std::array<std::pair<std::string_view, jimeng::header_profile>, 4> profiles{{
        {"content_type", content_type},
        {"no_content_type", no_content_type},
        {"hash_and_date_only", hash_and_date_only},
        {"host_and_date_only", host_and_date_only},
    }};
    for (auto const& [known, profile] : profiles)
        if (known == name) return profile;
    throw std::runtime_error{"there is no profile \"" + std::string{name} + '"'};
}

jimeng::query_pairs query_of(json::array const& list)
{
    jimeng::query_pairs query;
    for_each_pair(list,
                  [&](std::string name, std::string value) { query.emplace_back(std::move(name), std::move(value)); });
    return query;
}

std::string authorization_of(json::object const& request)
{
    auto const body = text(request, "body");
    jimeng::signing_input const input{text(request, "method"), text(request, "path"), query_of(array(request, "query")),
                                      headers_of(array(request, "headers")), body};
    jimeng::credentials const keys{text(request, "access_key_id"), jimeng::secret{text(request, "secret_access_key")},
                                   jimeng::secret{text(request, "security_token")}};
    std::chrono::sys_seconds const now{std::chrono::seconds{member(request, "now").as_int64()}};
    jimeng::signing_scope const scope{text(request, "region"), text(request, "service")};
    return jimeng::compute_steps(input, keys, now, scope, profile_named(text(request, "profile"))).authorization;
}

/// A request that cannot be signed costs its own line only, so that the lines of both sides stay together.
std::string answer_to(std::string const& line)
try {
    return authorization_of(json::parse(line).as_object());
} catch (std::exception const& problem) {
    return std::string{"error: "} + problem.what();
}

} // namespace

int main()
{
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer_to(line) << '\n';
    return std::cin.eof() && std::cout.flush() ? 0 : 1;
}
