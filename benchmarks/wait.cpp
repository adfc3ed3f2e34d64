// How long after a picture is done its caller knows: growing waits against a fixed one, in virtual time.
#include "support/options.hpp"

#include <jimeng/emulator.hpp>
#include <jimeng/jimeng.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <random>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

/// The service behind a network: every call takes a round trip, half of it either way.
class distant_transport {
public:
    distant_transport(jimeng::emulator::loopback_transport to, std::uint64_t seed) : to_{std::move(to)}, random_{seed}
    {}

    jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options const& options,
                                   jimeng::error_code& ec, jimeng::diagnostics& details)
    {
        auto const way = std::chrono::milliseconds{std::uniform_int_distribution{30, 70}(random_)};
        to_.wait(way, {});
        if (++calls_ == 1) submitted_ = to_.now();
        auto answer = to_.exchange(request, options, ec, details);
        to_.wait(way, {});
        return answer;
    }
    [[nodiscard]] auto now() const { return to_.now(); }
    [[nodiscard]] auto runtime() const { return to_.runtime(); }

    /// When the service took the task.
    [[nodiscard]] auto submitted() const { return submitted_; }
    [[nodiscard]] int queries() const { return calls_ - 1; }

private:
    jimeng::emulator::loopback_transport to_;
    std::mt19937_64 random_;
    jimeng::emulator::loopback_transport::time_point submitted_{};
    int calls_ = 0;
};

static_assert(jimeng::sync_transport<distant_transport> && jimeng::offers_runtime<distant_transport>);

struct outcome {
    double took = 0; ///< Seconds at the service.
    double lag = 0;  ///< From there to the caller's knowledge, in parts of `took`.
    int queries = 0;
};

/// One `generate` of the real client against an emulated service whose task takes so long.
outcome generate_once(nanoseconds duration, jimeng::poll_policy const& policy, std::uint64_t seed)
{
    jimeng::emulator::service_options options;
    options.task_duration = duration;
    auto const service = std::make_shared<jimeng::emulator::service>(options);
    jimeng::basic_client client{jimeng::hmac_sha256_signer{options.keys},
                                distant_transport{jimeng::emulator::loopback_transport{service}, seed},
                                jimeng::client_options{.poll = policy}};
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.download = false});
    auto const& seen = client.transport();
    auto const took = std::chrono::duration<double>(duration).count();
    auto const known = std::chrono::duration<double>(seen.now() - seen.submitted()).count();
    return {took, (known - took) / took, seen.queries()};
}

/// Generation times of 1 to 60 s.
struct sample {
    std::vector<nanoseconds> even;        ///< Every second is as likely.
    std::vector<nanoseconds> logarithmic; ///< Every doubling is as likely: short and long tasks count alike.
};

sample generation_times(int count)
{
    std::mt19937_64 random{20260304};
    std::uniform_real_distribution<> part;
    auto const time = [](double seconds) {
        return std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(seconds));
    };
    sample times;
    for (int i = 0; i != count; ++i) {
        times.even.push_back(time(1 + 59 * part(random)));
        times.logarithmic.push_back(time(std::exp(part(random) * std::log(60.0))));
    }
    return times;
}

struct schedule {
    std::string name;
    jimeng::poll_policy policy;
};

struct row {
    std::string schedule;
    std::string from_to;
    std::size_t tasks = 0;
    double median_lag = 0;
    double lag_90 = 0;
    double mean_queries = 0;
    int most_queries = 0;
};

double at_rank(std::vector<double> values, double part)
{
    auto const place = values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

row summary(schedule const& which, std::string name, double from, double to, std::vector<outcome> const& all)
{
    row result{which.name, std::move(name)};
    std::vector<double> lags;
    for (auto const& one : all) {
        if (one.took < from || one.took > to) continue;
        lags.push_back(one.lag);
        result.mean_queries += one.queries;
        result.most_queries = std::max(result.most_queries, one.queries);
    }
    result.tasks = lags.size();
    result.mean_queries /= static_cast<double>(lags.size());
    result.median_lag = at_rank(lags, 0.5);
    result.lag_90 = at_rank(lags, 0.9);
    return result;
}

std::vector<outcome> outcomes(schedule const& which, std::vector<nanoseconds> const& times)
{
    std::vector<outcome> all;
    for (auto const time : times)
        all.push_back(generate_once(time, which.policy, all.size()));
    return all;
}

std::vector<row> simulate(schedule const& which, sample const& times)
{
    auto const even = outcomes(which, times.even);
    auto all = outcomes(which, times.logarithmic);
    std::vector<row> rows{summary(which, "1-60 s, logarithmic", 1, 60, all),
                          summary(which, "1-60 s, even", 1, 60, even)};
    all.insert(all.end(), even.begin(), even.end());
    for (auto const& [from, to] : {std::pair{1, 2}, {2, 5}, {5, 10}, {10, 20}, {20, 40}, {40, 60}})
        rows.push_back(summary(which, std::to_string(from) + "-" + std::to_string(to) + " s", from, to, all));
    return rows;
}

void print_table(std::vector<row> const& rows)
{
    std::puts("waits      generation time         tasks   lag/generation time     queries");
    std::puts("                                            median  90 of 100   mean  most");
    for (auto const& one : rows)
        std::printf("%-10s %-20s %8zu  %7.1f %%  %7.1f %%  %5.1f %5d\n", one.schedule.c_str(), one.from_to.c_str(),
                    one.tasks, one.median_lag * 100, one.lag_90 * 100, one.mean_queries, one.most_queries);
}

void print_json(std::vector<row> const& rows)
{
    std::string out;
    for (auto const& one : rows) {
        char line[256];
        std::snprintf(line, sizeof line,
                      R"(%s{"waits":"%s","generation":"%s","tasks":%zu,"median_lag":%.4f,"lag_90":%.4f,)"
                      R"("mean_queries":%.2f,"most_queries":%d})",
                      out.empty() ? "" : ",", one.schedule.c_str(), one.from_to.c_str(), one.tasks, one.median_lag,
                      one.lag_90, one.mean_queries, one.most_queries);
        out += line;
    }
    std::printf("{\"rows\":[%s]}\n", out.c_str());
}

int broken = 0;
void must(bool holds, char const* what, row const& where)
{
    if (holds) return;
    ++broken;
    std::printf("%s, %s: %s (median lag %.1f %%, most queries %d)\n", where.schedule.c_str(), where.from_to.c_str(),
                what, where.median_lag * 100, where.most_queries);
}

double worst_median(std::vector<row> const& rows)
{
    double worst = 0;
    for (auto const& one : rows)
        worst = std::max(worst, one.median_lag);
    return worst;
}

constexpr double most_lag = 0.15; // the median, as part of the generation time
constexpr int most_queries = 25;

/// What the growing waits promise.
bool check(std::vector<row> const& growing, std::vector<row> const& fixed)
{
    for (auto const& one : growing) {
        must(one.tasks >= 100, "fewer than 100 tasks", one);
        must(one.median_lag <= most_lag, "the median lag is too long", one);
        must(one.most_queries <= most_queries, "too many queries", one);
    }
    auto const& all = growing.front();
    must(all.median_lag < fixed.front().median_lag, "the median lag is no better than with a fixed wait", all);
    must(all.lag_90 < fixed.front().lag_90, "90 of 100 fare no better than with a fixed wait", all);
    must(worst_median(growing) < worst_median(fixed), "the worst row is no better than with a fixed wait", all);
    if (broken != 0) return false;
    std::printf("growing waits: median lags of at most %.0f %%, at most %d queries, better than a wait of 2 s: all %zu "
                "rows are as they should be\n",
                most_lag * 100, most_queries, growing.size());
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    auto const how = benchmark::read_options(argc, argv, "wait");
    if (!how) return 2;
    bool const counts = *how == benchmark::mode::counts;
    auto const times = generation_times(counts ? 1000 : 6000);
    auto const growing = simulate({"growing", {}}, times);
    auto const fixed = simulate({"every 2 s", {.first_wait = 500ms, .interval = 2s}}, times);
    if (counts) return check(growing, fixed) ? 0 : 1;
    auto rows = growing;
    rows.insert(rows.end(), fixed.begin(), fixed.end());
    *how == benchmark::mode::json ? print_json(rows) : print_table(rows);
}
