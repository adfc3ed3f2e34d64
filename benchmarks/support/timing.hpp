#ifndef JIMENG_BENCHMARKS_TIMING_HPP
#define JIMENG_BENCHMARKS_TIMING_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Times several contenders in turns, so that whatever else the machine does meets all of them alike.
namespace timing {

struct contender {
    std::string name;
    std::function<void(std::size_t times)> run; ///< Does the work so many times.
};

struct result {
    double best_ns = 0;  ///< Of one time, in the quietest slice.
    double quiet_ns = 0; ///< Median over the slices between two quiet probes; over all where none was quiet.
    std::size_t quiet_slices = 0;
    /// Median of its time in a round over the first contender's in the same round: of the quiet ones, or of all.
    double to_first = 0;
};

struct plan {
    int rounds = 31;
    std::chrono::microseconds slice{2500};
};

/// Keeps the optimiser from dropping a value.
template <class Value>
void keep(Value const& value)
{
    asm volatile("" : : "r"(&value) : "memory");
}

namespace detail {

inline double seconds_of(std::function<void(std::size_t)> const& run, std::size_t times)
{
    auto const begin = std::chrono::steady_clock::now();
    run(times);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Independent additions: a stranger on the same core slows them first.
inline double probe()
{
    auto const begin = std::chrono::steady_clock::now();
    std::uint64_t a = 0, b = 0, c = 0, d = 0;
    for (int i = 0; i != 5000; ++i) {
        ++a, ++b, ++c, ++d;
        asm volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d));
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

inline double median(std::vector<double> values)
{
    if (values.empty()) return 0;
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

struct slice {
    double ns;
    double noise; ///< The slower of the probes before and after.
};

} // namespace detail

/// Runs all contenders in every round, the first one of a round changing, and tells what one time of each took.
inline std::vector<result> race(std::vector<contender> const& contenders, plan const& how = {})
{
    using namespace detail;
    std::vector<std::size_t> times(contenders.size(), 1);
    for (std::size_t i = 0; i != contenders.size(); ++i) {
        auto const wanted = std::chrono::duration<double>(how.slice).count();
        for (auto took = seconds_of(contenders[i].run, 1); took < wanted && times[i] < 100'000'000;
             took = seconds_of(contenders[i].run, times[i]))
            times[i] = std::max(times[i] + 1, static_cast<std::size_t>(static_cast<double>(times[i]) *
                                                                       std::min(wanted / took * 1.05, 10.0)));
    }
    std::vector<std::vector<slice>> slices(contenders.size());
    double quietest = 1e9;
    for (int round = 0; round != how.rounds; ++round) {
        for (std::size_t turn = 0; turn != contenders.size(); ++turn) {
            auto const i = (turn + static_cast<std::size_t>(round)) % contenders.size();
            auto const before = probe();
            auto const took = seconds_of(contenders[i].run, times[i]);
            auto const noise = std::max(before, probe());
            slices[i].push_back({took * 1e9 / static_cast<double>(times[i]), noise});
            quietest = std::min(quietest, noise);
        }
    }
    auto const is_quiet = [&](slice const& one) { return one.noise <= quietest * 1.06; };
    std::vector<result> results;
    for (auto const& of_one : slices) {
        std::vector<double> all, quiet, paired, quiet_paired;
        for (std::size_t round = 0; round != of_one.size(); ++round) {
            auto const& one = of_one[round];
            auto const& first = slices.front()[round];
            all.push_back(one.ns);
            paired.push_back(one.ns / first.ns);
            if (is_quiet(one)) quiet.push_back(one.ns);
            if (is_quiet(one) && is_quiet(first)) quiet_paired.push_back(one.ns / first.ns);
        }
        results.push_back({*std::min_element(all.begin(), all.end()), median(quiet.empty() ? all : quiet), quiet.size(),
                           median(quiet_paired.empty() ? paired : quiet_paired)});
    }
    return results;
}

} // namespace timing

#endif
