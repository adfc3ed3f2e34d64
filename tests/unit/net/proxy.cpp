#include <jimeng/net/proxy.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_proxy)

using namespace jimeng;

namespace {

std::string complaint_of(std::string_view text)
{
    std::string complaint;
    BOOST_TEST(!parse_proxy(text, complaint).has_value(), text);
    return complaint;
}

} // namespace

BOOST_AUTO_TEST_CASE(an_address_may_be_written_in_several_ways)
{
    struct row {
        char const* text;
        char const* host;
        unsigned port;
        char const* authorization;
    };
    for (auto const& [text, host, port, authorization] : {
             row{"http://proxy.example:3128", "proxy.example", 3128, ""},
             row{"HTTP://proxy.example", "proxy.example", 80, ""},
             row{"proxy.example:8080/", "proxy.example", 8080, ""}, row{"127.0.0.1:1", "127.0.0.1", 1, ""},
             row{"http://[fd00::1]:3128", "fd00::1", 3128, ""},
             row{"http://Aladdin:open%20sesame@p:1", "p", 1, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="}, // RFC 7617
             row{"http://user@p", "p", 80, "Basic dXNlcjo="},
             row{"http://u:p@ss@p", "p", 80, "Basic dTpwQHNz"}, // the last @ ends the user
         }) {
        std::string complaint = "old";
        auto const proxy = parse_proxy(text, complaint);
        BOOST_TEST_REQUIRE(proxy.has_value(), text);
        BOOST_TEST(proxy->host == host);
        BOOST_TEST(proxy->port == port);
        BOOST_TEST(proxy->authorization == authorization);
        BOOST_TEST(complaint.empty());
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_http_proxy_is_told_without_its_password)
{
    for (auto const* const text : {"https://user:secret@p:1", "socks5://user:secret@p:1", "socks5h://p", "ftp://p"})
        BOOST_TEST(complaint_of(text).find("http proxies") != std::string::npos);
    for (auto const* const text : {"http://user:secret%@p", "http://user:secret%4g@p", "http://user:secret%4@p"})
        BOOST_TEST(complaint_of(text).find("%25") != std::string::npos);
    for (auto const* const text : {"", "http://", "http://user:secret@", "http://p:", "http://p:0", "http://p:65536",
                                   "http://p:x", "http://p q", "http://p\r\nX: y", "http://p/path", "http://[fd00::1"})
        BOOST_TEST(!complaint_of(text).empty());
    for (auto const* const text : {"https://user:secret@p", "http://user:secret%@p", "http://user:secret@p:x"})
        BOOST_TEST(complaint_of(text).find("secret") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(hosts_without_a_proxy)
{
    struct row {
        char const* list;
        char const* host;
        bool without;
    };
    for (auto const& [list, host, without] : {
             row{"", "a.example", false},
             row{" , ,", "a.example", false},
             row{"*", "a.example", true},
             row{"b.test,*", "a.example", true},
             row{"a.example", "a.example", true},
             row{"A.Example", "a.eXample", true},
             row{"a.example.", "a.example", true},
             row{"example", "a.example", true},
             row{".example", "a.example", true},
             row{".a.example", "a.example", true},
             row{"*.example", "a.example", true},
             row{"ample", "a.example", false},
             row{"b.a.example", "a.example", false},
             row{"x b.test\ta.example", "a.example", true},
             row{"a.example:443", "a.example", true},
             row{"a.example:444", "a.example", false},
             row{"a.example:x", "a.example", false},
             row{".", "a.example", false},
             row{"10.1.2.3", "10.1.2.3", true},
             row{"10.1.2.3:443", "10.1.2.3", true},
             row{"2.3", "10.1.2.3", true}, // a name below a name, as everybody reads it
             row{"10.0.0.0/8", "10.1.2.3", true},
             row{"10.0.0.0/8", "11.1.2.3", false},
             row{"10.1.2.0/23", "10.1.3.3", true},
             row{"10.1.2.0/24", "10.1.3.3", false},
             row{"0.0.0.0/0", "10.1.2.3", true},
             row{"0.0.0.0/0", "fd00::1", false},
             row{"10.0.0.0/33", "10.1.2.3", false},
             row{"10.0.0.0/x", "10.1.2.3", false},
             row{"10.0.0.0/", "10.1.2.3", false},
             row{"10.0.0.0/8", "a.example", false},
             row{"fd00::/8", "fd12::1", true},
             row{"fd00::/8", "fe80::1", false},
             row{"fd00::1", "fd00:0::1", true},
             row{"[fd00::1]", "fd00::1", true},
             row{"[fd00::1]:443", "fd00::1", true},
             row{"[fd00::1]:1", "fd00::1", false},
             row{"::/0", "fd00::1", true},
         })
        BOOST_TEST(goes_without_proxy(list, host, 443) == without, '"' << list << "\" " << host);
}

BOOST_AUTO_TEST_SUITE_END()
