#include <jimeng/emulator/server.hpp>

#include "calls.hpp"

#include <jimeng/emulator/detail/reply_head.hpp>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

BOOST_AUTO_TEST_SUITE(test_faults_on_sockets)

using namespace calls;
namespace asio = boost::asio;
using asio::ip::tcp;
using emulator::fault_action;
using emulator::fault_call;
using emulator::fault_point;

namespace {

emulator::planned_fault fault(fault_point point, fault_action action, std::uint64_t at = 0, std::string body = {})
{
    emulator::planned_fault made;
    made.point = point;
    made.action = action;
    made.at = at;
    made.body = std::move(body);
    if (action == fault_action::status) made.status = 502;
    return made;
}

std::string const bytes = [] {
    auto const call = signed_call(submit_target, json::serialize(small("a cat")));
    std::string text = call.method + ' ' + call.target + " HTTP/1.1\r\n";
    for (auto const& header : call.headers)
        text += header.name + ": " + header.value + "\r\n";
    return text + "Content-Length: " + std::to_string(call.body.size()) + "\r\n\r\n" + call.body;
}();

struct peer {
    asio::io_context context;
    tcp::socket socket{context};
    boost::system::error_code end;

    explicit peer(std::uint16_t port) { socket.connect({asio::ip::address_v4::loopback(), port}); }

    /// A connection that was ended meanwhile does not take it.
    void send(std::string_view text)
    {
        boost::system::error_code ignored;
        asio::write(socket, asio::buffer(text.data(), text.size()), ignored);
    }
    /// All that comes until the connection ends.
    std::string rest()
    {
        std::string got;
        asio::read(socket, asio::dynamic_buffer(got), end);
        return got;
    }
    std::string some(std::size_t count)
    {
        std::string got(count, '\0');
        asio::read(socket, asio::buffer(got));
        return got;
    }
    [[nodiscard]] bool was_reset() const { return end == asio::error::connection_reset; }
};

struct served {
    std::atomic<std::chrono::milliseconds> passed{std::chrono::milliseconds{0}};
    emulator::background_server server;

    explicit served(emulator::fault_plan plan) : server{with(std::move(plan)), clocked(*this)} {}

    static emulator::service_options with(emulator::fault_plan plan)
    {
        emulator::service_options options;
        options.faults = std::move(plan);
        return options;
    }
    static emulator::server_options clocked(served& self)
    {
        emulator::server_options options;
        options.clock = [&self] { return noon + self.passed.load(); };
        return options;
    }
    [[nodiscard]] std::uint64_t tasks() const { return server.counts().accepted_submits; }
    [[nodiscard]] std::size_t left() const { return server.faults().left(); }
};

std::string whole_answer()
{
    served one{{}};
    peer client{one.server.port()};
    client.send(bytes);
    std::string got;
    while (!got.ends_with("\r\n\r\n"))
        got += client.some(1);
    auto const length = got.find("Content-Length: ") + 16;
    return got + client.some(std::stoul(got.substr(length)));
}

} // namespace

BOOST_AUTO_TEST_CASE(a_connection_ends_or_is_reset_where_it_was_planned)
{
    for (auto const point : {fault_point::accept, fault_point::head, fault_point::body, fault_point::before_commit,
                             fault_point::after_commit, fault_point::reply_byte})
        for (auto const action : {fault_action::close, fault_action::reset}) {
            served one{{fault(point, action)}};
            peer client{one.server.port()};
            client.send(bytes);
            BOOST_TEST(client.rest().empty());
            BOOST_TEST(client.was_reset() == (action == fault_action::reset), static_cast<int>(point));
            BOOST_TEST(one.tasks() == (point >= fault_point::after_commit ? 1U : 0U));
            BOOST_TEST(one.left() == 0U);
        }
}

BOOST_AUTO_TEST_CASE(a_request_is_cut_at_each_byte_of_its_body)
{
    auto const length = bytes.size() - bytes.find("\r\n\r\n") - 4;
    for (std::size_t at = 0; at <= length; ++at) {
        served one{{fault(fault_point::body, fault_action::close, at)}};
        peer client{one.server.port()};
        client.send(std::string_view{bytes}.substr(0, bytes.size() - length + at)); // no byte more is needed
        BOOST_TEST(client.rest().empty());
        BOOST_TEST(one.tasks() == 0U);
        BOOST_TEST(one.left() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(an_answer_is_cut_at_each_byte)
{
    auto const whole = whole_answer();
    for (std::size_t at = 0; at != whole.size(); ++at) {
        served one{{fault(fault_point::reply_byte, at % 2 == 0 ? fault_action::close : fault_action::reset, at)}};
        peer client{one.server.port()};
        client.send(bytes);
        if (at % 2 == 0)
            BOOST_TEST(client.rest().size() == at); // a reset may take with it what was not read yet
        else
            static_cast<void>(client.rest());
        BOOST_TEST(client.was_reset() == (at % 2 != 0));
        BOOST_TEST(one.tasks() == 1U);
        BOOST_TEST(one.left() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(another_answer_takes_the_place_of_the_right_one)
{
    for (auto const point :
         {fault_point::head, fault_point::body, fault_point::before_commit, fault_point::after_commit})
        for (auto const action : {fault_action::status, fault_action::body}) {
            served one{{fault(point, action, 0, "<html>")}};
            peer client{one.server.port()};
            client.send(bytes);
            bool const early = point < fault_point::before_commit;
            auto got = client.some(12);
            BOOST_TEST(got == (action == fault_action::status ? "HTTP/1.1 502" : "HTTP/1.1 200"));
            while (!got.ends_with("<html>"))
                got += client.some(1);
            BOOST_TEST((got.find("Connection: close") != std::string::npos) == early);
            BOOST_TEST(one.tasks() == (point == fault_point::after_commit ? 1U : 0U));
            if (early) BOOST_TEST(client.rest().empty());
            if (early) continue;
            client.send(bytes); // the connection goes on
            BOOST_TEST(client.some(12) == "HTTP/1.1 200");
        }
}

BOOST_AUTO_TEST_CASE(bare_bytes_are_sent_where_no_answer_can_be)
{
    served accepted{{fault(fault_point::accept, fault_action::body, 0, "220 mail\r\n")}};
    peer first{accepted.server.port()};
    BOOST_TEST(first.rest() == "220 mail\r\n");
    served inside{{fault(fault_point::reply_byte, fault_action::body, 9, "???")}};
    peer second{inside.server.port()};
    second.send(bytes);
    BOOST_TEST(second.rest() == "HTTP/1.1 ???");
}

BOOST_AUTO_TEST_CASE(after_the_answer_the_connection_does_as_planned)
{
    auto const whole = whole_answer().size();
    for (auto const action : {fault_action::close, fault_action::reset, fault_action::body}) {
        served one{{fault(fault_point::close, action, 0, action == fault_action::body ? "surplus" : "")}};
        peer client{one.server.port()};
        client.send(bytes);
        if (action != fault_action::body) {
            BOOST_TEST(client.rest().size() <= whole);
            BOOST_TEST(client.was_reset() == (action == fault_action::reset));
        } else {
            auto got = client.some(whole);
            BOOST_TEST(client.some(7) == "surplus");
            client.send(bytes);
            BOOST_TEST(client.some(12) == "HTTP/1.1 200");
        }
        BOOST_TEST(one.left() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_stall_holds_one_connection_and_no_other)
{
    for (auto const point : {fault_point::accept, fault_point::head, fault_point::before_commit,
                             fault_point::after_commit, fault_point::reply_byte}) {
        served one{{fault(point, fault_action::stall, point == fault_point::reply_byte ? 8 : 0)}};
        peer stalled{one.server.port()};
        stalled.send(bytes);
        if (point == fault_point::reply_byte) BOOST_TEST(stalled.some(8) == "HTTP/1.1");
        while (one.left() != 0)
            std::this_thread::yield();
        peer other{one.server.port()};
        other.send(bytes);
        BOOST_TEST(other.some(12) == "HTTP/1.1 200");
        BOOST_TEST(stalled.socket.available() == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_delay_ends_when_the_clock_of_the_emulator_has_moved)
{
    for (auto const point : {fault_point::accept, fault_point::head, fault_point::body, fault_point::before_commit,
                             fault_point::after_commit, fault_point::reply_byte, fault_point::close}) {
        auto planned = fault(point, fault_action::delay);
        planned.milliseconds = std::chrono::minutes{5};
        served one{{planned}};
        peer client{one.server.port()};
        client.send(bytes);
        while (one.left() != 0)
            std::this_thread::yield();
        peer other{one.server.port()};
        other.send(bytes);
        BOOST_TEST(other.some(12) == "HTTP/1.1 200");
        if (point != fault_point::close) BOOST_TEST(client.socket.available() == 0U);
        one.passed = std::chrono::minutes{5};
        BOOST_TEST(client.some(12) == "HTTP/1.1 200");
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_ends_lets_go_of_what_it_holds)
{
    auto delayed = fault(fault_point::head, fault_action::delay);
    delayed.milliseconds = std::chrono::hours{1};
    delayed.nth = 2;
    served one{{fault(fault_point::head, fault_action::stall), delayed}};
    peer first{one.server.port()}, second{one.server.port()};
    first.send(bytes);
    while (one.left() != 1)
        std::this_thread::yield();
    second.send(bytes);
    while (one.left() != 0)
        std::this_thread::yield();
}

BOOST_AUTO_TEST_CASE(a_plan_that_makes_no_sense_is_refused)
{
    BOOST_CHECK_THROW(emulator::server{served::with({fault(fault_point::close, fault_action::status)})},
                      std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
