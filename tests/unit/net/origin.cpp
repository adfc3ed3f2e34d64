#include <jimeng/net/origin.hpp>

#include <boost/test/unit_test.hpp>

using jimeng::client_errc;

namespace {

jimeng::error_code refusal_of(std::string_view url)
{
    jimeng::error_code ec;
    (void)jimeng::parse_origin(url, ec);
    return ec;
}

} // namespace

BOOST_AUTO_TEST_SUITE(test_origin)

BOOST_AUTO_TEST_CASE(an_endpoint_becomes_scheme_host_and_port)
{
    jimeng::error_code ec = client_errc::bad_json;
    BOOST_TEST((jimeng::parse_origin("https://visual.volcengineapi.com", ec) ==
                jimeng::http_origin{"https", "visual.volcengineapi.com", 443}));
    BOOST_TEST(!ec.failed());
    BOOST_TEST(
        (jimeng::parse_origin("https://a.example:8443/", ec) == jimeng::http_origin{"https", "a.example", 8443}));
    BOOST_TEST((jimeng::parse_origin("http://127.0.0.1:8080", ec) == jimeng::http_origin{"http", "127.0.0.1", 8080}));
    BOOST_TEST((jimeng::parse_origin("http://[::1]:8080", ec) == jimeng::http_origin{"http", "::1", 8080}));
    BOOST_TEST(!ec.failed());
}

BOOST_AUTO_TEST_CASE(plain_http_is_for_this_machine_only)
{
    for (auto const* url :
         {"http://a.example", "http://192.168.0.1", "http://127.0.0.1.a.example", "http://localhost.a.example"})
        BOOST_TEST((refusal_of(url) == client_errc::insecure_endpoint));
    for (auto const* url : {"http://localhost", "http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]"})
        BOOST_TEST(!refusal_of(url).failed());
}

BOOST_AUTO_TEST_CASE(whatever_is_not_just_an_origin_is_refused)
{
    for (auto const* url : {"", "a.example", "ftp://a.example", "https://", "https://a.example/x",
                            "https://a.example?x", "https://u:p@a.example", "https://a.example:0",
                            "https://a.example:65536", "https://a.example/#x", "https://a example", "https://a\r\n"})
        BOOST_TEST((refusal_of(url) == client_errc::bad_endpoint), url);
}

BOOST_AUTO_TEST_SUITE_END()
