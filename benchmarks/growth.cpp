// What more tasks at once cost: processor time and memory of 1 to 10,000 whole generations on one thread.
#include "support/crowd.hpp"
#include "support/heap.hpp"
#include "support/options.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace {

using namespace std::chrono_literals;

constexpr double most_bytes = 8 * 1024; // of the heap, that a further task may take

struct row {
    std::size_t tasks = 0;
    double cpu_seconds = 0;
    double peak_bytes = 0; ///< Of the heap, above what the client itself takes.
    std::size_t connections = 0;
    std::size_t failed = 0;
};

jimeng::emulator::service_options soon_done()
{
    jimeng::emulator::service_options service;
    service.queries_until_done = 2;
    return service;
}

/// Submits, queries and takes the links of so many tasks, all of them started at once.
row generate(std::size_t tasks, process::emulator const& service)
{
    crowd many{service.url(), soon_done().keys, 1ms};
    auto const request = crowd::request();
    row all{tasks};
    std::size_t done = 0;
    jimeng::generate_options how;
    how.download = false;
    auto const sockets = process::open_sockets();
    auto const look = std::max<std::size_t>(1, tasks / 10);
    heap::restart_peak();
    auto const before = heap::now();
    auto const cpu = process::cpu_seconds();
    for (std::size_t i = 0; i != tasks; ++i)
        many.client.async_generate(request, how, [&](jimeng::error_code ec, jimeng::pictures const& got) {
            all.failed += ec || got.empty() ? 1U : 0U;
            if (++done % look == 0) all.connections = std::max(all.connections, process::open_sockets() - sockets);
        });
    many.io.run();
    all.cpu_seconds = process::cpu_seconds() - cpu;
    all.peak_bytes = static_cast<double>(heap::now().peak_bytes - before.live_bytes);
    all.failed += tasks - done;
    return all;
}

/// Few tasks are over too soon to be timed once.
row average(std::size_t tasks, process::emulator const& service, std::size_t at_least)
{
    auto const times = std::max<std::size_t>(1, at_least / tasks);
    row all{tasks};
    for (std::size_t i = 0; i != times; ++i) {
        auto const one = generate(tasks, service);
        all.cpu_seconds += one.cpu_seconds / static_cast<double>(times);
        all.peak_bytes = std::max(all.peak_bytes, one.peak_bytes);
        all.connections = std::max(all.connections, one.connections);
        all.failed += one.failed;
    }
    return all;
}

void print_table(std::vector<row> const& rows)
{
    std::puts("tasks   processor      per task   heap at most     per task   connections   failed");
    for (auto const& one : rows) {
        auto const tasks = static_cast<double>(one.tasks);
        std::printf("%5zu %9.4f s %10.1f us %10.1f KiB %8.2f KiB %13zu %8zu\n", one.tasks, one.cpu_seconds,
                    one.cpu_seconds * 1e6 / tasks, one.peak_bytes / 1024, one.peak_bytes / 1024 / tasks,
                    one.connections, one.failed);
    }
}

void print_json(std::vector<row> const& rows)
{
    char const* separator = "{\"rows\":[";
    for (auto const& one : rows) {
        std::printf(R"(%s{"tasks":%zu,"cpu_seconds":%.6f,"peak_bytes":%.0f,"connections":%zu,"failed":%zu})", separator,
                    one.tasks, one.cpu_seconds, one.peak_bytes, one.connections, one.failed);
        separator = ",";
    }
    std::puts("]}");
}

/// Memory follows a straight line: what a task adds is the same among few tasks and among many.
int check(std::vector<row> const& rows)
{
    int broken = 0;
    auto const must = [&](bool holds, char const* what, row const& where) {
        if (holds) return;
        ++broken;
        std::printf("%zu tasks: %s (%.0f bytes at most, %zu connections, %zu failed)\n", where.tasks, what,
                    where.peak_bytes, where.connections, where.failed);
    };
    for (auto const& one : rows) {
        must(one.failed == 0, "not all succeeded", one);
        must(one.connections <= jimeng::transport_options{}.max_connections, "too many connections", one);
    }
    auto const& few = rows.at(rows.size() - 2);
    auto const& many = rows.back();
    auto const slope = (many.peak_bytes - few.peak_bytes) / static_cast<double>(many.tasks - few.tasks);
    must(slope <= most_bytes, "a further task takes too much", many);
    must(slope <= 1.25 * few.peak_bytes / static_cast<double>(few.tasks), "memory grows faster than the tasks", many);
    if (broken == 0)
        std::printf(
            "%zu to %zu tasks: all succeeded over at most %zu connections; a further task takes %.0f bytes of heap, "
            "and %.0f are allowed\n",
            rows.front().tasks, many.tasks, jimeng::transport_options{}.max_connections, slope, most_bytes);
    return broken == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    auto const how = benchmark::read_options(argc, argv, "growth");
    if (!how) return 2;
    bool const counts = *how == benchmark::mode::counts;
    process::emulator const service{soon_done()};
    process::allow_files(1024); // as most systems do: 10,000 tasks have to do with less
    std::vector<row> rows;
    for (std::size_t const tasks : {1U, 10U, 100U, 1000U, 10'000U})
        if (!counts || (tasks >= 100 && tasks <= 1000)) rows.push_back(average(tasks, service, counts ? 1 : 1000));
    if (counts) rows.push_back(generate(2000, service));
    if (counts) return check(rows);
    *how == benchmark::mode::json ? print_json(rows) : print_table(rows);
}
