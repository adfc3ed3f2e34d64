#ifndef JIMENG_BENCHMARKS_OPTIONS_HPP
#define JIMENG_BENCHMARKS_OPTIONS_HPP

#include <cstdio>
#include <optional>
#include <string_view>

/// The command line that all benchmarks have.
namespace benchmark {

enum class mode {
    table,  ///< For people.
    json,   ///< One document on standard output.
    counts, ///< Only what no busy machine can blur is checked; nothing is timed.
};

/// None when it cannot be understood: the usage is on standard error then, and the program ends with 2.
inline std::optional<mode> read_options(int count, char const* const* words, char const* name)
{
    std::string_view const option = count == 2 ? words[1] : "";
    if (count < 2) return mode::table;
    if (option == "--json") return mode::json;
    if (option == "--counts") return mode::counts;
    std::fprintf(stderr, "usage: %s [--json | --counts]\n", name);
    return std::nullopt;
}

} // namespace benchmark

#endif
