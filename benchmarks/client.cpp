// What the client itself costs for one picture: one submit, ten queries and the decoding of their answers, signatures
// included, without a network and without time passing.
#include <jimeng/jimeng.hpp>

#include "support/heap.hpp"
#include "support/options.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr double most_microseconds = 25;
constexpr int queries = 10;

/// Answers what the pages show, in its own time: a task that is done at the tenth query.
class scripted_answers {
public:
    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const&,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        ec.clear();
        bool const submit = request.target.find("Submit") != std::string::npos;
        auto const& body = submit ? accepted : ++asked_ % queries == 0 ? done : generating;
        note();
        details.http_status = 200;
        return {200, {}, body};
    }
    [[nodiscard]] std::chrono::system_clock::time_point now() const { return now_; }
    void wait(std::chrono::nanoseconds duration, std::stop_token const&)
    {
        now_ += std::chrono::duration_cast<std::chrono::system_clock::duration>(duration);
    }

    /// Allocations between two exchanges: what the client did since, this transport's own answer not counted.
    [[nodiscard]] std::vector<std::size_t> const& steps() const noexcept { return steps_; }
    void restart()
    {
        steps_.clear();
        last_ = heap::now().allocations;
    }

private:
    void note()
    {
        auto const now = heap::now().allocations;
        if (steps_.size() < steps_.capacity()) steps_.push_back(now - last_);
        last_ = now;
    }

    static inline std::string const accepted =
        R"({"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success",)"
        R"("request_id":"20250617184605AAAAAAAAAAAAAAAAAAAA","status":10000,"time_elapsed":"104.852263ms"})";
    static inline std::string const generating =
        R"({"code":10000,"data":{"binary_data_base64":null,"image_urls":null,"status":"generating"},"message":"Success",)"
        R"("request_id":"20250617184605AAAAAAAAAAAAAAAAAAAA","status":10000,"time_elapsed":"24.852263ms"})";
    static inline std::string const done =
        R"({"code":10000,"data":{"binary_data_base64":null,"image_urls":["https://example.com/picture.png?x=1&y=2"],)"
        R"("status":"done"},"message":"Success","request_id":"20250617184605AAAAAAAAAAAAAAAAAAAA","status":10000,)"
        R"("time_elapsed":"24.852263ms"})";

    std::chrono::system_clock::time_point now_ = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    int asked_ = 0;
    std::size_t last_ = 0;
    std::vector<std::size_t> steps_ = [] {
        std::vector<std::size_t> all;
        all.reserve(64);
        return all;
    }();
};

template <class Hash>
class picture_maker {
public:
    void work(std::size_t times)
    {
        for (; times != 0; --times)
            if (client_.generate(request_, how_).size() != 1) std::abort();
    }
    [[nodiscard]] scripted_answers& transport() { return client_.transport(); }

private:
    using signer = jimeng::hmac_sha256_signer<Hash>;

    jimeng::basic_client<signer, scripted_answers> client_{
        signer{{"AKLTEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLE1",
                jimeng::secret{"TVRBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQXdNREF3TURBd01EQT0="},
                {}}},
        scripted_answers{}, jimeng::client_options{}};
    jimeng::text_to_image_v40 request_{.prompt = "A white Siamese cat on a windowsill, sunlight streaming in",
                                       .size = jimeng::size<2560, 1440>};
    jimeng::generate_options how_{.download = false};
};

struct row {
    char const* hash;
    double microseconds = 0;
    double quiet_microseconds = 0;
    std::size_t allocations = 0;
    std::vector<std::size_t> steps{};
};

template <class Hash>
row counted(char const* name, picture_maker<Hash>& maker)
{
    maker.work(3); // every cache is filled
    maker.transport().restart();
    auto const before = heap::now().allocations;
    maker.work(1);
    row one{name, 0, 0, heap::now().allocations - before, maker.transport().steps()};
    return one;
}

void print(std::vector<row> const& rows, double compression_ns)
{
    std::printf("one submit, %d queries, decoding and signing; no network\n", queries);
    std::printf("%-15s %12s %12s %14s %12s\n", "hash", "us", "quiet us", "limits", "allocations");
    for (auto const& one : rows)
        std::printf("%-15s %12.2f %12.2f %14.0f %12zu%s\n", one.hash, one.microseconds, one.quiet_microseconds,
                    one.microseconds * 1000 / compression_ns, one.allocations,
                    one.microseconds > most_microseconds ? "  short" : "");
    std::printf(
        "wanted: at most %.0f us; limits: the same in compressions of SHA-256, of which one takes %.1f ns here\n",
        most_microseconds, compression_ns);
    std::printf("allocations before each exchange:");
    for (auto const step : rows.front().steps)
        std::printf(" %zu", step);
    std::printf(" (the first is the submit's; those of a query contain the decoding of the answer before)\n");
}

void print_json(std::vector<row> const& rows, double compression_ns)
{
    std::printf("{\"rows\":[");
    for (std::size_t i = 0; i != rows.size(); ++i)
        std::printf("%s{\"input\":\"submit_and_%d_queries\",\"hash\":\"%s\",\"us\":%.3f,\"quiet_us\":%.3f,"
                    "\"limits\":%.1f,\"allocations\":%zu}",
                    i == 0 ? "" : ",", queries, rows[i].hash, rows[i].microseconds, rows[i].quiet_microseconds,
                    rows[i].microseconds * 1000 / compression_ns, rows[i].allocations);
    std::printf("]}\n");
}

} // namespace

int main(int count, char** words)
{
    auto const mode = benchmark::read_options(count, words, "client");
    if (!mode) return 2;
    picture_maker<jimeng::openssl_sha256> openssl;
    picture_maker<jimeng::native_sha256> native;
    std::vector<row> rows{counted("openssl_sha256", openssl), counted("native_sha256", native)};
    if (*mode == benchmark::mode::counts) {
        constexpr std::size_t most = 240; // without a store: it had 286 before there were any
        auto const found = std::max(rows[0].allocations, rows[1].allocations);
        if (found > most) return std::printf("a picture takes %zu allocations, more than %zu\n", found, most), 1;
        std::printf("a picture takes %zu allocations with %s, %zu with %s; %zu are allowed\n", rows[0].allocations,
                    rows[0].hash, rows[1].allocations, rows[1].hash, most);
        return 0;
    }
    std::string const block(64, 'c');
    jimeng::native_sha256 hash;
    jimeng::native_sha256::prefix state;
    std::vector<timing::contender> const contenders{{"openssl", [&](std::size_t times) { openssl.work(times); }},
                                                    {"native", [&](std::size_t times) { native.work(times); }},
                                                    {"limit", [&](std::size_t times) {
                                                         for (; times != 0; --times)
                                                             hash.extend(state, block);
                                                     }}};
    heap::stop_counting();
    auto const results = timing::race(contenders, {.rounds = 41});
    for (std::size_t i = 0; i != rows.size(); ++i) {
        rows[i].microseconds = results[i].best_ns / 1000;
        rows[i].quiet_microseconds = results[i].quiet_ns / 1000;
    }
    *mode == benchmark::mode::json ? print_json(rows, results[2].best_ns) : print(rows, results[2].best_ns);
    return 0;
}
