#include <jimeng/net/origin.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(test_origin)

using jimeng::client_errc;

namespace {

jimeng::error_code refusal_of(std::string_view url)
{
    jimeng::error_code ec;
    (void)jimeng::parse_origin(url, ec);
    return ec;
}

} // namespace

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

BOOST_AUTO_TEST_CASE(an_address_may_have_a_path_and_nothing_behind_it)
{
    jimeng::error_code ec = client_errc::bad_json;
    for (auto const* url : {"https://relay.example/jimeng", "https://relay.example/jimeng/"})
        BOOST_TEST(
            (jimeng::parse_address(url, ec) == jimeng::service_address{{"https", "relay.example", 443}, "/jimeng"}));
    BOOST_TEST((jimeng::parse_address("http://127.0.0.1:8080/a/b%20c", ec).path == "/a/b%20c"));
    BOOST_TEST((jimeng::parse_address("https://a.example//", ec).path.empty()));
    BOOST_TEST(!ec.failed());
    for (auto const* url : {"https://a.example/x?y", "https://a.example?x", "https://a.example/x#y",
                            "https://u:p@a.example/x", "https://a.example/x y", "relay.example/jimeng"}) {
        (void)jimeng::parse_address(url, ec);
        BOOST_TEST((ec == client_errc::bad_endpoint), url);
    }
    (void)jimeng::parse_address("http://relay.example/jimeng", ec);
    BOOST_TEST((ec == client_errc::insecure_endpoint));
}

BOOST_AUTO_TEST_SUITE_END()
