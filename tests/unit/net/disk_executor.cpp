#include <jimeng/net/disk_executor.hpp>

#include <jimeng/net/run.hpp>

#include <boost/test/unit_test.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace jimeng;
using detail::disk_line;
using detail::disk_sinks;

namespace {

/// Does nothing until it is told to.
struct lazy_disk {
    std::deque<std::function<void()>> works;

    [[nodiscard]] disk_executor executor()
    {
        return [this](std::function<void()> work) { works.push_back(std::move(work)); };
    }
    void do_one()
    {
        auto const work = std::move(works.front());
        works.pop_front();
        work();
    }
};

struct nothing : operation {
    next_action resume(action_result) override { return {}; }
};

struct sinks_fixture {
    lazy_disk disk;
    std::shared_ptr<disk_line> line = std::make_shared<disk_line>(disk.executor());
    exchange_options options;
    std::string taken;
    error_code said;
    std::shared_ptr<disk_sinks> sinks;

    sinks_fixture()
    {
        options.sink = [this](std::string_view piece) {
            taken += piece;
            return said;
        };
        options.on_head = [this](int status, http_headers const& headers) {
            taken += std::to_string(status) + headers.at(0).name + ':';
            return error_code{};
        };
        sinks = disk_sinks::of(options, line, std::make_shared<nothing>());
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_disk_executor)

BOOST_AUTO_TEST_CASE(what_is_added_is_done_in_its_order_and_one_after_the_other)
{
    lazy_disk disk;
    auto const line = std::make_shared<disk_line>(disk.executor());
    std::string done;
    BOOST_TEST(line->is_idle());
    for (char const one : {'a', 'b', 'c'})
        line->add([&done, one, line, again = one == 'a'] {
            done += one;
            if (again) line->add([&done] { done += 'd'; });
        });
    BOOST_TEST(done.empty());
    BOOST_TEST(disk.works.size() == 1U); // the executor's threads never meet inside one operation
    BOOST_TEST(!line->is_idle());
    disk.do_one();
    BOOST_TEST(done == "abcd");
    BOOST_TEST(line->is_idle());
    line->add([&done] { done += 'e'; });
    disk.do_one();
    BOOST_TEST(done == "abcde");
}

BOOST_AUTO_TEST_CASE(what_an_executor_refuses_or_drops_is_done_all_the_same_and_once)
{
    int done = 0;
    auto const refusing = std::make_shared<disk_line>([](auto) { throw std::runtime_error{"no thread"}; });
    refusing->add([&done] { ++done; });
    BOOST_TEST(done == 1);
    auto const dropping = std::make_shared<disk_line>([](auto) {});
    dropping->add([&done] { ++done; });
    BOOST_TEST(done == 2);
    auto const both = std::make_shared<disk_line>([](auto work) {
        work();
        throw std::runtime_error{"done, and refused"};
    });
    both->add([&done] { ++done; });
    BOOST_TEST(done == 3);
}

BOOST_FIXTURE_TEST_CASE(head_and_pieces_come_to_the_sinks_in_their_order, sinks_fixture)
{
    BOOST_TEST(!options.on_head(206, {{"Range", "x"}}).failed());
    for (auto const* const piece : {"one", "two"})
        BOOST_TEST(!options.sink(std::string{piece}).failed()); // of a buffer that is gone when it is written
    BOOST_TEST(taken.empty());
    disk.do_one();
    BOOST_TEST(taken == "206Range:onetwo");
    action_result result;
    sinks->tell(result);
    BOOST_TEST(!result.error.failed());
}

BOOST_FIXTURE_TEST_CASE(an_error_ends_the_exchange_with_the_next_piece_or_with_its_end, sinks_fixture)
{
    said = client_errc::disk_full;
    BOOST_TEST(!options.sink("one").failed());
    BOOST_TEST(!options.sink("two").failed());
    disk.do_one();
    BOOST_TEST(taken == "one"); // nothing behind what could not be written
    BOOST_TEST((options.sink("three") == client_errc::disk_full));
    action_result result;
    sinks->tell(result);
    BOOST_TEST((result.error == client_errc::disk_full));
}

BOOST_AUTO_TEST_CASE(what_a_sink_throws_is_an_error_there)
{
    lazy_disk disk;
    exchange_options options;
    options.sink = [](std::string_view) -> error_code { throw std::runtime_error{"no"}; };
    auto const sinks = disk_sinks::of(options, std::make_shared<disk_line>(disk.executor()), nullptr);
    BOOST_TEST(!options.sink("one").failed());
    disk.do_one();
    BOOST_TEST((options.sink("two") == client_errc::transport_threw));
}

BOOST_FIXTURE_TEST_CASE(no_more_is_read_than_the_disk_keeps_up_with, sinks_fixture)
{
    std::string const piece(16 << 10, 'x');
    int pieces = 0, calls = 0;
    while (options.room([&calls] { ++calls; }) && pieces != 1000) {
        BOOST_TEST(!options.sink(piece).failed());
        ++pieces;
    }
    BOOST_TEST(pieces == 16);
    BOOST_TEST(calls == 0);
    disk.do_one();
    BOOST_TEST(calls == 1);
    BOOST_TEST(options.room([] {}));
    BOOST_TEST(taken.size() == 16U * piece.size());
}

BOOST_AUTO_TEST_CASE(the_first_byte_waits_for_what_stands_before_it)
{
    lazy_disk disk;
    for (auto const said : {error_code{}, make_error_code(client_errc::not_recorded)}) {
        exchange_options options;
        options.before_first_byte = [said] { return said; };
        BOOST_TEST(!disk_sinks::of(options, std::make_shared<disk_line>(disk.executor()), nullptr));
        std::vector<error_code> heard;
        options.async_before_first_byte([&heard](error_code ec) { heard.push_back(ec); });
        BOOST_TEST(heard.empty());
        disk.do_one();
        BOOST_TEST((heard == std::vector{said}));
    }
}

BOOST_AUTO_TEST_SUITE_END()
