// What a signature costs, beside the limit that the processor sets: so many compressions of SHA-256, each waiting for the
// one before. Everything is measured in turns in one run, and told as a ratio to that limit.
#include <jimeng/sign.hpp>

#include "../tests/support/counting_sha256.hpp"
#include "support/curl_signing.hpp"
#include "support/heap.hpp"
#include "support/naive_signer.hpp"
#include "support/timing.hpp"

#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

jimeng::credentials keys()
{
    return {"AKLTEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE1",
            jimeng::secret{"TVRBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQT0="},
            {}};
}

jimeng::http_request call(std::string_view action, std::string body)
{
    return {"POST",
            {"https", "visual.volcengineapi.com", 443},
            "/?Action=" + std::string{action} + "&Version=2022-08-31",
            {{"Content-Type", "application/json"}},
            std::move(body)};
}

std::string submit_body(int number, std::size_t bytes)
{
    auto body = R"({"req_key":"jimeng_t2i_v40","prompt":")" + std::to_string(number) + ": a white Siamese cat";
    body.resize(bytes - 2, '.');
    return body + "\"}";
}

std::string poll_body(int number)
{
    return R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":"739261633651961040)" +
           std::to_string(number) + "\"}";
}

/// Requests that are signed in turns, each time a second later.
struct input {
    std::string name;
    std::vector<jimeng::http_request> requests;
    std::size_t compressions; ///< Expected once everything constant is kept.
    double native_bound;      ///< Ratios to reach; 0: none.
    double openssl_bound;
};

std::vector<input> inputs()
{
    std::vector<input> all{{"submit_300", {}, 13, 1.12, 1.6},
                           {"submit_4k", {}, 73, 1.03, 1.12},
                           {"poll_new", {}, 9, 1.25, 1.8},
                           {"poll_same", {}, 7, 1.30, 0},
                           {"body_15m", {}, 245'769, 1.01, 1.02}};
    for (int i = 0; i != 8; ++i) {
        all[0].requests.push_back(call("CVSync2AsyncSubmitTask", submit_body(i, 300)));
        all[1].requests.push_back(call("CVSync2AsyncSubmitTask", submit_body(i, 4096)));
        all[2].requests.push_back(call("CVSync2AsyncGetResult", poll_body(i)));
    }
    all[3].requests.push_back(call("CVSync2AsyncGetResult", poll_body(0)));
    for (int i = 0; i != 2; ++i)
        all[4].requests.push_back(call("CVSync2AsyncSubmitTask", submit_body(i, std::size_t{15} << 20)));
    return all;
}

/// One signer at work on one input.
template <class Signer>
class worker {
public:
    explicit worker(input const& in) : requests_{in.requests}
    {
        for (int i = 0; i != 20; ++i) // every request has its headers, and every cache is filled
            work(in.requests.front().body.size() < 100'000 || i < 3 ? 1 : 0);
    }

    void work(std::size_t times)
    {
        for (; times != 0; --times) {
            signer_.sign(requests_[next_], now_ += 1s);
            if (++next_ == requests_.size()) next_ = 0;
        }
    }

    [[nodiscard]] Signer& signer() noexcept { return signer_; }
    [[nodiscard]] jimeng::http_headers const& headers() const { return requests_.front().headers; }

private:
    Signer signer_{keys()};
    std::vector<jimeng::http_request> requests_;
    std::size_t next_ = 0;
    std::chrono::sys_seconds now_ = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
};

struct row {
    std::string input;
    std::string hash;
    double ns = 0;
    double ratio = 0;
    double quiet_ratio = 0;
    double allocations = 0;
    std::size_t compressions = 0;
    double bound = 0; ///< Of the ratio; 0: none.
    double most_allocations = -1;
};

template <class Worker>
double allocations_of(Worker& one, std::size_t times)
{
    auto const before = heap::now().allocations;
    one.work(times);
    return static_cast<double>(heap::now().allocations - before) / static_cast<double>(times);
}

std::size_t counted_compressions(input const& in)
{
    worker<jimeng::hmac_sha256_signer<counting_sha256>> one{in};
    auto const before = counting_sha256::compressions;
    one.work(1);
    return counting_sha256::compressions - before;
}

/// The limit itself: as many compressions, with the state in registers from the first to the last.
class chain {
public:
    explicit chain(std::size_t compressions) : blocks_(compressions * 64, 'c') {}

    void work(std::size_t times)
    {
        for (; times != 0; --times)
            hash_.extend(state_, blocks_);
        timing::keep(state_);
    }

private:
    jimeng::native_sha256 hash_;
    jimeng::native_sha256::prefix state_;
    std::string blocks_;
};

template <class... Worker>
std::vector<timing::contender> contenders(Worker&... workers)
{
    return {timing::contender{"", [&workers](std::size_t times) { workers.work(times); }}...};
}

std::vector<row> measure(input const& in, bool timed)
{
    worker<jimeng::hmac_sha256_signer<jimeng::native_sha256>> native{in};
    worker<jimeng::hmac_sha256_signer<jimeng::openssl_sha256>> openssl{in};
    worker<naive_signer> naive{in};
    if (native.headers() != openssl.headers() || native.headers() != naive.headers()) {
        std::fprintf(stderr, "sign: the signers do not agree on %s\n", in.name.c_str());
        std::exit(1);
    }
    auto const compressions = counted_compressions(in);
    auto const naive_before = naive.signer().compressions();
    naive.work(1);
    auto const naive_compressions = naive.signer().compressions() - naive_before;
    std::size_t const times = in.requests.front().body.size() > 100'000 ? 2 : 1000;
    std::vector<row> rows(3);
    rows[0] = {in.name, "native_sha256", 0, 0, 0, allocations_of(native, times), compressions, in.native_bound, 0};
    rows[1] = {in.name, "openssl_sha256", 0, 0, 0, allocations_of(openssl, times), compressions, in.openssl_bound, 4};
    rows[2] = {in.name, "naive", 0, 0, 0, allocations_of(naive, times), naive_compressions, 0, -1};
    if (!timed) return rows;
    chain limit{compressions};
    auto const results = timing::race(contenders(limit, native, openssl, naive), {.rounds = 61});
    for (std::size_t i = 0; i != rows.size(); ++i) {
        rows[i].ns = results[i + 1].best_ns;
        rows[i].ratio = results[i + 1].best_ns / results[0].best_ns;
        rows[i].quiet_ratio = results[i + 1].quiet_ns / results[0].quiet_ns;
    }
    return rows;
}

/// Two threads with one signer, as a multiple of one thread: by the processor time that a signature takes each of them.
template <class Signer>
double scaling(input const& in)
{
    auto const thread_seconds = [] {
        timespec now{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
    };
    Signer const signer{keys()};
    auto const slice = [&](std::vector<jimeng::http_request>& requests, std::chrono::sys_seconds& now) {
        auto const begin = thread_seconds();
        for (std::size_t i = 0; i != 4000; ++i)
            signer.sign(requests[i % requests.size()], now += 1s);
        return thread_seconds() - begin;
    };
    double alone = 1e9, together = 1e9;
    for (int round = 0; round != 25; ++round) {
        for (int const threads : {1, 2}) {
            std::atomic<int> ready{0};
            std::vector<double> took(static_cast<std::size_t>(threads), 1e9);
            auto const one = [&](std::size_t index) {
                auto requests = in.requests;
                std::chrono::sys_seconds now = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
                static_cast<void>(slice(requests, now));
                for (++ready; ready != threads;) {}
                for (int i = 0; i != 3; ++i)
                    took[index] = std::min(took[index], slice(requests, now));
            };
            std::vector<std::thread> running;
            for (std::size_t index = 0; index != took.size(); ++index)
                running.emplace_back(one, index);
            for (auto& thread : running)
                thread.join();
            auto& best = threads == 1 ? alone : together;
            best = std::min(best, *std::max_element(took.begin(), took.end()));
        }
    }
    return 2 * alone / together;
}

void print_json(std::vector<row> const& rows, double native_scaling, double openssl_scaling)
{
    std::printf("{\"rows\":[");
    char const* separator = "";
    for (auto const& one : rows) {
        std::printf("%s{\"input\":\"%s\",\"hash\":\"%s\",\"ratio\":%.4f,\"quiet_ratio\":%.4f,\"ns\":%.1f,"
                    "\"allocations\":%.2f,\"compressions\":%zu,\"bound\":%.2f}",
                    separator, one.input.c_str(), one.hash.c_str(), one.ratio, one.quiet_ratio, one.ns, one.allocations,
                    one.compressions, one.bound);
        separator = ",";
    }
    std::printf("],\"two_threads\":{\"native_sha256\":%.3f,\"openssl_sha256\":%.3f}}\n", native_scaling,
                openssl_scaling);
}

void print_table(std::vector<row> const& rows, double native_scaling, double openssl_scaling,
                 std::optional<double> curl_ns)
{
    std::printf("%-11s %-15s %12s %12s %7s %7s %7s %6s\n", "input", "hash", "compressions", "ns", "ratio", "quiet",
                "wanted", "allocs");
    for (auto const& one : rows) {
        std::printf("%-11s %-15s %12zu %12.1f %7.3f %7.3f ", one.input.c_str(), one.hash.c_str(), one.compressions,
                    one.ns, one.ratio, one.quiet_ratio);
        if (one.bound != 0)
            std::printf("%7.2f %6.2f%s\n", one.bound, one.allocations, one.ratio > one.bound ? "  short" : "");
        else
            std::printf("%7s %6.2f\n", "-", one.allocations);
    }
    std::printf("two threads with one signer, of 2: native_sha256 %.3f (wanted 1.95), openssl_sha256 %.3f (1.90)\n",
                native_scaling, openssl_scaling);
    if (curl_ns)
        std::printf(
            "curl's own signature, which has the names of AWS and not this service's, adds %.0f ns to 300 bytes: "
            "%.0f times native_sha256\n",
            *curl_ns, *curl_ns / rows.front().ns);
    else
        std::puts("curl's own signature is not measured: no curl with --aws-sigv4 here");
    std::printf("ratio: quietest slice to that of as many chained compressions in the same run, %s; quiet: medians\n",
                jimeng::native_sha256::available() ? "with the processor's SHA instructions"
                                                   : "here by OpenSSL, for this processor has no SHA instructions");
}

int check_counts(std::vector<row> const& rows, std::vector<input> const& all)
{
    int broken = 0;
    for (std::size_t i = 0; i != rows.size(); ++i) {
        auto const& one = rows[i];
        bool const ours = one.most_allocations >= 0;
        bool const elsewhere = one.hash == "native_sha256" && !jimeng::native_sha256::available();
        if (ours && one.compressions != all[i / 3].compressions)
            std::printf("%s takes %zu compressions instead of %zu\n", one.input.c_str(), one.compressions,
                        all[i / 3].compressions),
                ++broken;
        if (ours && one.allocations > (elsewhere ? 4 : one.most_allocations))
            std::printf("%s with %s takes %.2f allocations instead of %.0f\n", one.input.c_str(), one.hash.c_str(),
                        one.allocations, one.most_allocations),
                ++broken;
    }
    if (broken == 0) std::printf("compressions and allocations are as they should be\n");
    return broken == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
    std::string_view const option = count > 1 ? arguments[1] : "";
    if (count > 2 || (!option.empty() && option != "--json" && option != "--counts")) {
        std::fprintf(stderr, "usage: sign [--json | --counts]\n");
        return 2;
    }
    auto const all = inputs();
    std::vector<row> rows;
    for (auto const& one : all) {
        auto const measured = measure(one, option != "--counts");
        rows.insert(rows.end(), measured.begin(), measured.end());
    }
    if (option == "--counts") return check_counts(rows, all);
    auto const native = scaling<jimeng::hmac_sha256_signer<jimeng::native_sha256>>(all.front());
    auto const openssl = scaling<jimeng::hmac_sha256_signer<jimeng::openssl_sha256>>(all.front());
    if (option == "--json")
        print_json(rows, native, openssl);
    else
        print_table(rows, native, openssl, curl_signing_ns(submit_body(0, 300)));
    return 0;
}
