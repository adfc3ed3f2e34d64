#ifndef JIMENG_WIRE_URI_ENCODING_HPP
#define JIMENG_WIRE_URI_ENCODING_HPP

#include <jimeng/core/config.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Names and values of a query, not encoded, in the order of the request. A name may occur more than once.
using query_pairs = std::vector<std::pair<std::string, std::string>>;

/// A request target taken apart and decoded.
struct decoded_target {
    std::string path;
    query_pairs query;
};

/// Percent-encodes every byte but `A-Za-z0-9-_.~`, with upper-case digits; a blank becomes `%20`, never `+`.
/// @param encode_slash  False for a path, whose slashes stay.
/// @par Source RFC 3986, sections 2.1 and 2.3; signing guide (6369/67269).
[[nodiscard]] JIMENG_DECL std::string uri_encode(std::string_view bytes, bool encode_slash = true);

/// Turns each `%XX` into its byte. A `+` stays a plus, and a percent sign without two digits stays as it is.
[[nodiscard]] JIMENG_DECL std::string uri_decode(std::string_view text);

/// The request target to send: the path, and the query in the given order, both encoded.
///
/// A target made here reads the same for every server, so what is signed is what is received.
/// @param path_unencoded  Empty stands for `/`.
[[nodiscard]] JIMENG_DECL std::string make_target(std::string_view path_unencoded, query_pairs const& query);

/// Splits a target at its first question mark and decodes both parts; a parameter without `=` has an empty value.
///
/// A `+` in the query is a blank, as servers read it; in the path it is a plus. The inverse of `make_target`, which
/// writes `%20` and `%2B`.
[[nodiscard]] JIMENG_DECL decoded_target split_target(std::string_view target);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/wire/impl/uri_encoding.ipp>
#endif

#endif
