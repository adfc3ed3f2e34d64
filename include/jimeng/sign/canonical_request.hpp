#ifndef JIMENG_SIGN_CANONICAL_REQUEST_HPP
#define JIMENG_SIGN_CANONICAL_REQUEST_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/http_message.hpp>
#include <jimeng/wire/uri_encoding.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// Which headers a signature covers. Every profile covers `x-security-token` where it is present.
/// @par Source Observed in official clients and the signing guide; the service takes the list a request declares.
enum class header_profile {
    content_type,       ///< content-type, content-md5, host and every X-* header: what a Jimeng call sends.
    no_content_type,    ///< The same without content-type.
    hash_and_date_only, ///< x-content-sha256 and x-date.
    host_and_date_only  ///< host and x-date: the signing guide's own examples.
};

/// The path line of the canonical request: encoded, slashes kept, `/` when empty. Nothing is normalised.
[[nodiscard]] JIMENG_DECL std::string canonical_uri(std::string_view path_unencoded);

/// The query line of the canonical request: sorted by the bytes of the name before encoding.
///
/// Pairs of one name keep their order; an empty value keeps its `=`.
/// @par Source Signing guide (6369/67269): ASCII order of names, values of one name in the order of the request.
[[nodiscard]] JIMENG_DECL std::string canonical_query(query_pairs const& query);

/// The names a profile signs among these headers: lower case, sorted, each once.
/// @param headers  As sent, `Host` included. Names match in any letter case.
[[nodiscard]] JIMENG_DECL std::vector<std::string> signed_header_names(http_headers const& headers,
                                                                       header_profile profile);

/// The same names joined by semicolons, as `SignedHeaders` shows them.
[[nodiscard]] JIMENG_DECL std::string signed_headers(http_headers const& headers, header_profile profile);

/// One line `name:value` for each signed header, each ended by a line feed.
///
/// Values lose blanks and tabs at both ends and keep those inside; `:80` and `:443` at the end of the host are
/// dropped, whatever the scheme; the values of a repeated name are joined by commas.
/// @par Source Signing guide (6369/67269), "Trimall"; the ports as the official Python, Go and Java SDKs do.
[[nodiscard]] JIMENG_DECL std::string canonical_headers(http_headers const& headers, header_profile profile);

/// The text whose hash is signed.
/// @param payload_sha256_hex  Of the body, also of an empty one, and also where no header carries it.
/// @par Source Signing guide (6369/67269): method, path, query, headers, their names, hash of the body.
[[nodiscard]] JIMENG_DECL std::string canonical_request(std::string_view method, std::string_view canonical_uri,
                                                        std::string_view canonical_query, http_headers const& headers,
                                                        header_profile profile, std::string_view payload_sha256_hex);

/// `DAY/REGION/SERVICE/request`.
/// @param date8  The first eight characters of the date, `YYYYMMDD`.
[[nodiscard]] JIMENG_DECL std::string credential_scope(std::string_view date8, std::string_view region,
                                                       std::string_view service);

/// The text that the signing key signs.
[[nodiscard]] JIMENG_DECL std::string string_to_sign(std::string_view date, std::string_view scope,
                                                     std::string_view canonical_request_sha256_hex);

/// The value of the `Authorization` header.
[[nodiscard]] JIMENG_DECL std::string authorization(std::string_view access_key_id, std::string_view scope,
                                                    std::string_view signed_headers, std::string_view signature);

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/sign/impl/canonical_request.ipp>
#endif

#endif
