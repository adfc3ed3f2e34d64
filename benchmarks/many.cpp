// 1,000 tasks in flight on one thread: what each costs while it waits, how many connections they share, and how many
// queries a second they make beside wrk, which sends one query that was signed before to the same emulator.
#include "support/crowd.hpp"
#include "support/heap.hpp"
#include "support/options.hpp"
#include "support/process.hpp"
#include "support/wrk.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;

constexpr double most_bytes = 8 * 1024; // of the heap, per waiting task
constexpr double most_allocations = 80; // per query, signature included; an answer in two pieces takes 20 of them
std::size_t const most_connections = jimeng::transport_options{}.max_connections;

jimeng::emulator::service_options never_done()
{
    jimeng::emulator::service_options service;
    service.task_duration = 24h;
    return service;
}

struct waiting {
    char const* what = "";
    std::size_t tasks = 0;
    double bytes = 0; ///< Of the heap, per task, its share of the connections included.
    std::size_t connections = 0;
};

/// Nobody answers, so all tasks but those that have a connection wait for one.
waiting for_a_connection(std::size_t tasks)
{
    asio::io_context silence;
    asio::ip::tcp::acceptor const listener{silence, {asio::ip::address_v4::loopback(), 0}};
    crowd many{"http://127.0.0.1:" + std::to_string(listener.local_endpoint().port()), never_done().keys, 1h};
    auto const request = crowd::request();
    auto const before = heap::now();
    auto const sockets = process::open_sockets();
    for (std::size_t i = 0; i != tasks; ++i)
        many.client.async_generate(request, [](jimeng::error_code, jimeng::pictures const&) {});
    while (many.io.poll() != 0) {}
    auto const bytes = static_cast<double>(heap::now().live_bytes - before.live_bytes);
    return {"for a connection", tasks, bytes / static_cast<double>(tasks), process::open_sockets() - sockets};
}

/// All were submitted and asked for once, and sleep until the next query.
waiting for_the_next_query(std::size_t tasks, process::emulator const& service)
{
    crowd many{service.url(), never_done().keys, 1h};
    auto const request = crowd::request();
    std::size_t asked = 0, most_sockets = 0;
    jimeng::generate_options how;
    auto const sockets = process::open_sockets();
    how.on_progress = [&](jimeng::progress const& now) {
        if (now.at != jimeng::progress::stage::waiting) return;
        if (++asked % 50 == 0) most_sockets = std::max(most_sockets, process::open_sockets());
    };
    auto const before = heap::now();
    for (std::size_t i = 0; i != tasks; ++i)
        many.client.async_generate(request, how, [](jimeng::error_code, jimeng::pictures const&) {});
    while (asked != tasks && many.io.run_one() != 0) {}
    while (many.io.poll() != 0) {}
    auto const bytes = static_cast<double>(heap::now().live_bytes - before.live_bytes);
    return {"for the next query", tasks, bytes / static_cast<double>(tasks), most_sockets - sockets};
}

/// Each task is asked for again as soon as its answer is there.
class askers {
public:
    askers(std::size_t tasks, process::emulator const& service) : many_{service.url(), never_done().keys, 24h}
    {
        for (std::size_t i = 0; i != tasks; ++i)
            many_.client.async_submit(crowd::request(), [this](jimeng::error_code ec, jimeng::task which) {
                if (!ec) tasks_.push_back(std::move(which));
            });
        many_.io.run();
        if (tasks_.size() != tasks) throw std::runtime_error{"the emulator refused a submit"};
    }

    struct result {
        double per_second = 0;
        double cpu_us = 0;      ///< Per query.
        double allocations = 0; ///< Per query.
        std::size_t failed = 0;
    };

    result ask_for(std::chrono::milliseconds duration)
    {
        asking_ = true;
        failed_ = 0;
        for (auto const& which : tasks_)
            ask(which);
        asio::steady_timer warm{many_.io, 100ms}, over{many_.io, 100ms + duration};
        moment first, last;
        warm.async_wait([&](auto const&) { first = now(); });
        over.async_wait([&](auto const&) {
            last = now();
            asking_ = false;
        });
        many_.io.restart();
        many_.io.run();
        auto const count = static_cast<double>(last.answers - first.answers);
        return {count / std::chrono::duration<double>(last.time - first.time).count(),
                (last.cpu_seconds - first.cpu_seconds) * 1e6 / count,
                static_cast<double>(last.allocations - first.allocations) / count, failed_};
    }

    [[nodiscard]] jimeng::task const& any() const { return tasks_.front(); }

private:
    struct moment {
        std::chrono::steady_clock::time_point time;
        std::size_t answers = 0;
        std::size_t allocations = 0;
        double cpu_seconds = 0;
    };
    [[nodiscard]] moment now() const
    {
        return {std::chrono::steady_clock::now(), answers_, heap::now().allocations, process::cpu_seconds()};
    }

    void ask(jimeng::task const& which)
    {
        many_.client.async_query(which, [this, &which](jimeng::error_code ec, jimeng::task_state const&) {
            ++answers_;
            failed_ += ec ? 1U : 0U;
            if (asking_) ask(which);
        });
    }

    crowd many_;
    std::vector<jimeng::task> tasks_;
    std::size_t answers_ = 0;
    std::size_t failed_ = 0;
    bool asking_ = false;
};

struct throughput {
    askers::result ours; ///< Of the best round.
    wrk::result theirs;
    std::vector<double> our_rates; ///< Queries per second of every round.
    std::vector<double> their_rates;
    [[nodiscard]] bool compared() const { return !their_rates.empty(); }
};

double median(std::vector<double> values)
{
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// In turns, and of each the best: what else the machine does slows the one or the other.
throughput race(askers& ours, wrk const& theirs, int rounds, bool compare)
{
    throughput best;
    for (int i = 0; i != rounds; ++i) {
        auto const mine = ours.ask_for(1s);
        best.our_rates.push_back(mine.per_second);
        if (mine.per_second > best.ours.per_second) best.ours = mine;
        auto const other = compare ? theirs.run(1s) : std::nullopt;
        if (!other) continue;
        best.their_rates.push_back(other->per_second);
        if (other->per_second > best.theirs.per_second) best.theirs = *other;
    }
    return best;
}

void print_table(std::vector<waiting> const& waits, throughput const& speed)
{
    std::puts("waits                 tasks   heap per task   connections");
    for (auto const& one : waits)
        std::printf("%-18s %8zu %9.0f bytes %13zu\n", one.what, one.tasks, one.bytes, one.connections);
    auto const of_wrk = [&] { return 100 * speed.ours.per_second / speed.theirs.per_second; };
    std::puts("\n                      queries/s: best    median   processor per query   allocations per query");
    std::printf("1,000 tasks of jimeng %15.0f %9.0f %18.1f us %23.1f\n", speed.ours.per_second, median(speed.our_rates),
                speed.ours.cpu_us, speed.ours.allocations);
    if (speed.compared()) {
        std::printf("wrk, signed before    %15.0f %9.0f %18.1f us\n", speed.theirs.per_second,
                    median(speed.their_rates), speed.theirs.cpu_us);
        std::printf("jimeng of wrk         %13.0f %% %7.0f %%\n", of_wrk(),
                    100 * median(speed.our_rates) / median(speed.their_rates));
    } else {
        std::puts("wrk is not installed, or did not run: nothing to compare with");
    }
    std::printf(
        "The rate varies with what else the machine does: %zu rounds of 1 s%s; the other columns are of the best.\n",
        speed.our_rates.size(), speed.compared() ? ", in turns with wrk" : "");
}

void print_json(std::vector<waiting> const& waits, throughput const& speed)
{
    std::printf("{\"rows\":[");
    for (auto const& one : waits)
        std::printf(R"({"waits":"%s","tasks":%zu,"heap_bytes_per_task":%.0f,"connections":%zu},)", one.what, one.tasks,
                    one.bytes, one.connections);
    constexpr char const* client =
        R"({"client":"%s","rounds":%zu,"queries_per_second":%.0f,"median_queries_per_second":%.0f,"cpu_us_per_query":%.1f)";
    std::printf(client, "jimeng", speed.our_rates.size(), speed.ours.per_second, median(speed.our_rates),
                speed.ours.cpu_us);
    std::printf(R"(,"allocations_per_query":%.1f)", speed.ours.allocations);
    if (speed.compared()) {
        std::printf(R"(,"of_wrk":%.3f},)", speed.ours.per_second / speed.theirs.per_second);
        std::printf(client, "wrk", speed.their_rates.size(), speed.theirs.per_second, median(speed.their_rates),
                    speed.theirs.cpu_us);
    }
    std::puts("}]}");
}

int broken = 0;
void at_most(double value, double most, char const* what)
{
    if (value <= most) return;
    ++broken;
    std::printf("%s: %.1f, and %.1f is allowed\n", what, value, most);
}

bool check(std::vector<waiting> const& waits, askers::result const& asked)
{
    for (auto const& one : waits) {
        at_most(one.bytes, most_bytes, (std::string{"bytes per task that waits "} + one.what).c_str());
        at_most(static_cast<double>(one.connections), static_cast<double>(most_connections), "connections");
    }
    at_most(asked.allocations, most_allocations, "allocations per query");
    at_most(static_cast<double>(asked.failed), 0, "failed queries");
    if (broken != 0) return false;
    std::printf(
        "%zu rows of waiting tasks: at most %.0f bytes of heap each over at most %zu connections; a query takes %.1f "
        "allocations, and %.0f are allowed; none failed\n",
        waits.size(), most_bytes, most_connections, asked.allocations, most_allocations);
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    auto const how = benchmark::read_options(argc, argv, "many");
    if (!how) return 2;
    bool const counts = *how == benchmark::mode::counts;
    process::emulator const service{never_done()};
    process::allow_files(1024); // as most systems do
    std::vector<waiting> waits{for_the_next_query(1000, service), for_a_connection(1000), for_a_connection(10'000)};
    askers ours{1000, service};
    if (counts) return check(waits, ours.ask_for(300ms)) ? 0 : 1;
    wrk const theirs{service.url(), never_done().keys, ours.any(), most_connections};
    auto const speed = race(ours, theirs, 7, wrk::installed());
    *how == benchmark::mode::json ? print_json(waits, speed) : print_table(waits, speed);
}
