// Replays a file of signature vectors: replay_vectors FILE.json
// Either schema is recognised by its member "format"; the last line counts the vectors.

#include "signature_vectors.hpp"
#include "vector_json.hpp"
#include "wire_vectors.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

using namespace jimeng::testing;

std::string contents_of(char const* path)
{
    std::ifstream stream{path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
    if (bytes.empty()) throw std::runtime_error{"cannot be read, or is empty"};
    return bytes;
}

/// Prints both counts, the main one last, and tells the exit code. A file without vectors proves nothing.
int report(tally const& side, std::string_view side_name, tally const& main)
{
    if (main.passed + main.failed == 0) throw std::runtime_error{"holds no vectors"};
    if (side.passed + side.failed != 0) side.print(side_name);
    main.print("");
    return side.failed + main.failed == 0 ? 0 : 1;
}

int replay(char const* path)
{
    auto const document = json::parse(contents_of(path));
    auto const& file = document.as_object();
    auto const format = text(file, "format");
    if (format == "volc-v4-signatures") {
        auto const signatures = replay_signatures(file);
        return report(replay_uri_encoding(file), "uri_encoding: ", signatures);
    }
    if (format == "volc-v4-wire") {
        auto const requests = replay_wire(file);
        return report(replay_ambiguous(file), "ambiguous: ", requests);
    }
    throw std::runtime_error{"format \"" + format + "\" is neither volc-v4-signatures nor volc-v4-wire"};
}

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        std::cerr << "usage: replay_vectors FILE.json\n";
        return 2;
    }
    try {
        return replay(arguments[1]);
    } catch (std::exception const& problem) {
        std::cerr << "replay_vectors: " << arguments[1] << ": " << problem.what() << '\n';
        return 2;
    }
}
