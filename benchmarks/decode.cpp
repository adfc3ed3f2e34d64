// What a large answer costs: the processor's time against one memcpy of it, and the heap from socket to file.
#include "support/heap.hpp"
#include "support/options.hpp"
#include "support/picture_server.hpp"
#include "support/timing.hpp"

#include <jimeng/jimeng.hpp>

#include <boost/beast/core/detail/base64.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t picture_bytes = 15'000'000; // 20 MB of base64
constexpr std::size_t heap_bound = 256 * 1024;
constexpr double decode_bound = 4.5;
constexpr int fetch_rounds = 5;

struct row {
    std::string input;
    std::string way;
    double ms = 0;              ///< 0: not timed.
    double ratio = 0;           ///< To one memcpy of the input; 0: none.
    std::size_t heap_bytes = 0; ///< Peak above what was live before.
    std::size_t allocations = 0;
    std::size_t heap_bound = 0; ///< 0: none.
};

/// A folder of its own that goes away with everything in it.
class scratch {
public:
    scratch() : path_{fs::temp_directory_path() / ("jimeng-decode-" + std::to_string(std::random_device{}()))}
    {
        fs::create_directory(path_);
    }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;
    ~scratch()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string file(std::string const& name) const { return (path_ / name).string(); }

private:
    fs::path path_;
};

/// Takes pictures and keeps nothing, so that only reading and decoding count.
struct no_file final : jimeng::picture_sink {
    std::size_t bytes = 0;
    void restart() override {}
    jimeng::error_code begin(std::size_t) override { return {}; }
    jimeng::error_code write(std::string_view piece) override { return bytes += piece.size(), jimeng::error_code{}; }
    jimeng::error_code end(jimeng::error_code const& ec) override { return ec; }
};

/// As the transport hands it on: in pieces of 32 KiB.
std::size_t read_as_stream(std::string_view body)
{
    no_file sink;
    jimeng::result_reader reader{sink};
    for (; !body.empty(); body.remove_prefix(std::min<std::size_t>(32 * 1024, body.size())))
        if (reader.write(body.substr(0, 32 * 1024)).failed()) return 0;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    (void)reader.finish(200, ec, details);
    return ec.failed() ? 0 : sink.bytes;
}

/// As one would write it in an hour: the whole answer as a tree, then each text decoded.
std::size_t read_the_obvious_way(std::string const& body)
{
    namespace base64 = boost::beast::detail::base64;
    auto const root = boost::json::parse(body);
    std::size_t bytes = 0;
    for (auto const& text : root.at("data").at("binary_data_base64").as_array()) {
        std::string picture(base64::decoded_size(text.as_string().size()), '\0');
        bytes += base64::decode(picture.data(), text.as_string().data(), text.as_string().size()).first;
    }
    return bytes;
}

/// A request of an own model that takes local files.
struct upload_request {
    static constexpr std::string_view req_key = "own_upscaler", name = "upscaler", title = "Own upscaler";
    jimeng::prompt prompt;
    jimeng::image_files_up_to<1> files{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(
            jimeng::field<"prompt", &upload_request::prompt, "What it shows">{},
            jimeng::field<"binary_data_base64", &upload_request::files, "The picture to enlarge">{});
    }
};

std::string upload_the_obvious_way(std::string const& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string const bytes{std::istreambuf_iterator<char>{file}, {}};
    std::string text(boost::beast::detail::base64::encoded_size(bytes.size()), '\0');
    text.resize(boost::beast::detail::base64::encode(text.data(), bytes.data(), bytes.size()));
    boost::json::object root;
    root["req_key"] = "own_upscaler";
    root["binary_data_base64"] = boost::json::array{boost::json::string{text}};
    return boost::json::serialize(root);
}

struct heap_cost {
    std::size_t peak = 0;
    std::size_t allocations = 0;
};

heap_cost heap_of(std::function<void()> const& work)
{
    heap::restart_peak();
    auto const before = heap::now();
    work();
    auto const after = heap::now();
    return {after.peak_bytes - before.live_bytes, after.allocations - before.allocations};
}

void add_heap(row& one, std::function<void()> const& work)
{
    auto const cost = heap_of(work);
    one.heap_bytes = cost.peak;
    one.allocations = cost.allocations;
}

/// Times the ways beside one memcpy of `size` bytes and adds their rows; the first is the memcpy.
void race(std::vector<row>& rows, std::vector<row> ways, std::vector<std::function<void()>> const& work, bool timed)
{
    std::vector<timing::contender> contenders;
    for (std::size_t i = 0; i != ways.size(); ++i) {
        add_heap(ways[i], work[i]);
        contenders.push_back({ways[i].way, [&one = work[i]](std::size_t times) {
                                  while (times-- != 0)
                                      one();
                              }});
    }
    if (timed) {
        auto const results = timing::race(contenders, {.rounds = 21, .slice = std::chrono::milliseconds{5}});
        for (std::size_t i = 0; i != ways.size(); ++i) {
            ways[i].ms = results[i].best_ns / 1e6;
            ways[i].ratio = results[i].best_ns / results[0].best_ns;
        }
    }
    rows.insert(rows.end(), ways.begin(), ways.end());
}

void decode_rows(std::vector<row>& rows, bool timed)
{
    for (std::size_t const count : {std::size_t{1}, std::size_t{15}}) {
        auto const body = pictures::inline_answer(pictures::png_of(picture_bytes / count), count);
        std::string copy(body.size(), '\0');
        auto const input = "answer of 20 MB, " + std::to_string(count) + (count == 1 ? " picture" : " pictures");
        race(rows,
             {{.input = input, .way = "memcpy"},
              {.input = input, .way = "obvious"},
              {.input = input, .way = "stream", .heap_bound = heap_bound}},
             {[&] {
                  std::memcpy(copy.data(), body.data(), body.size());
                  timing::keep(copy[body.size() / 2]);
              },
              [&] { timing::keep(read_the_obvious_way(body)); }, [&] { timing::keep(read_as_stream(body)); }},
             timed);
    }
}

void upload_rows(std::vector<row>& rows, bool timed)
{
    scratch folder;
    auto const path = folder.file("input.png");
    std::ofstream{path, std::ios::binary} << pictures::png_of(picture_bytes);
    upload_request request{.prompt = "larger"};
    if (auto const broken = request.files.add(path)) throw std::runtime_error{describe(broken)};
    auto const body = jimeng::encode_submit(request);
    std::string copy(body.size(), '\0');
    std::string const input = "upload of 15 MB";
    race(rows,
         {{.input = input, .way = "memcpy"},
          {.input = input, .way = "obvious"},
          {.input = input, .way = "stream", .heap_bound = body.size() + 64 * 1024}},
         {[&] {
              std::memcpy(copy.data(), body.data(), body.size());
              timing::keep(copy[body.size() / 2]);
          },
          [&] { timing::keep(upload_the_obvious_way(path)); }, [&] { timing::keep(jimeng::encode_submit(request)); }},
         timed);
}

jimeng::client client_of(pictures::server const& service)
{
    jimeng::client_options options;
    options.endpoint = service.endpoint();
    options.poll.first_wait = std::chrono::milliseconds{1};
    return jimeng::client{jimeng::credentials{"AKBENCHMARK", jimeng::secret{"c2VjcmV0"}, {}}, options};
}

struct fetch {
    std::string input;
    std::size_t bytes = 0; ///< Of each picture.
    std::size_t count = 1;
    bool links = false;
    bool to_files = true;
};

/// The best of some, for the disk has its moods.
double best_ms(int rounds, std::function<void()> const& work)
{
    double best = 1e18;
    for (int i = 0; i != rounds; ++i) {
        auto const begin = std::chrono::steady_clock::now();
        work();
        best =
            std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    return best;
}

/// One task from its submit to its files, over a socket. What the libraries set up once was set up before.
row fetched(fetch const& what, bool timed)
{
    auto const& [input, bytes, count, links, to_files] = what;
    pictures::server const large{bytes, count}, small{1000, 1};
    scratch folder;
    jimeng::text_to_image_v40 const request{.prompt = "a lake"};
    jimeng::generate_options how{.results = {.return_url = links}, .overwrite = true};
    auto first = client_of(small), client = client_of(large);
    if (to_files) how.output = folder.file("first.png");
    first.generate(request, how);
    if (to_files) how.output = folder.file("lake.png");
    row one{.input = input, .way = to_files ? "files" : "memory"};
    auto const work = [&] {
        std::size_t got = 0;
        for (auto const& picture : client.generate(request, how))
            got += to_files ? picture.saved.size_bytes : picture.bytes.size();
        if (got != bytes * count) throw std::runtime_error{"the pictures did not come whole"};
    };
    add_heap(one, work);
    if (timed) one.ms = best_ms(fetch_rounds, work);
    one.heap_bound = heap_bound + (to_files ? 0 : bytes * count); // in memory: the pictures themselves, once
    return one;
}

void fetch_rows(std::vector<row>& rows, bool timed)
{
    std::size_t const many = timed ? picture_bytes : 1'000'000;
    for (auto const& what : {fetch{"20 MB inside, socket", picture_bytes},
                             {"15 pictures inside, socket", many, 15},
                             {"link to 15 MB, socket", picture_bytes, 1, true},
                             {"15 links, socket", many, 15, true},
                             {"20 MB inside, socket", picture_bytes, 1, false, false}})
        rows.push_back(fetched(what, timed));
}

void print_table(std::vector<row> const& rows)
{
    std::printf("%-30s %-8s %9s %8s %14s %12s\n", "input", "way", "ms", "x memcpy", "heap peak, KiB", "allocations");
    for (auto const& one : rows) {
        std::printf("%-30s %-8s ", one.input.c_str(), one.way.c_str());
        std::printf("%9.2f ", one.ms);
        one.ratio != 0 ? std::printf("%8.2f", one.ratio) : std::printf("%8s", "-");
        std::printf(" %14.1f %12zu\n", static_cast<double>(one.heap_bytes) / 1024, one.allocations);
    }
    std::printf(
        "files, memory: a whole task over a socket, best of %d, with the work of the server beside it and of the disk\n"
        "obvious: the whole answer or file as one text, read or written with Boost.JSON and Beast's base64\n"
        "stream: what the client does, in pieces; an upload has one text, the body that is sent\n",
        fetch_rounds);
}

void print_json(std::vector<row> const& rows)
{
    std::printf("{\"rows\":[");
    for (std::size_t i = 0; i != rows.size(); ++i) {
        auto const& one = rows[i];
        std::printf("%s{\"input\":\"%s\",\"way\":\"%s\",", i == 0 ? "" : ",", one.input.c_str(), one.way.c_str());
        std::printf("\"ms\":%.4f,", one.ms);
        if (one.ratio != 0) std::printf("\"ratio\":%.3f,", one.ratio);
        std::printf("\"heap_peak_bytes\":%zu,\"allocations\":%zu}", one.heap_bytes, one.allocations);
    }
    std::printf("]}\n");
}

/// One line for each broken bound; true when there is none.
bool keeps_its_bounds(std::vector<row> const& rows, bool timed)
{
    bool good = true;
    for (auto const& one : rows) {
        if (one.heap_bound != 0 && one.heap_bytes > one.heap_bound) {
            std::fprintf(stderr, "%s, %s: heap peak %zu bytes (limit %zu)\n", one.input.c_str(), one.way.c_str(),
                         one.heap_bytes, one.heap_bound);
            good = false;
        }
        bool const decoding = one.way == "stream" && one.input.starts_with("answer");
        if (timed && decoding && one.ratio > decode_bound)
            std::fprintf(stderr, "%s: %.2f times a memcpy (goal %.1f)\n", one.input.c_str(), one.ratio, decode_bound);
    }
    return good;
}

} // namespace

int main(int count, char** words)
try {
    auto const how = benchmark::read_options(count, words, "decode");
    if (!how) return 2;
    bool const timed = *how != benchmark::mode::counts;
    std::vector<row> rows;
    fetch_rows(rows, timed);
    decode_rows(rows, timed);
    upload_rows(rows, timed);
    if (timed) *how == benchmark::mode::json ? print_json(rows) : print_table(rows);
    bool const good = keeps_its_bounds(rows, timed);
    if (good && !timed)
        std::printf("answers and links to files: at most %zu KiB of heap; to memory and for an upload: the pictures or "
                    "the body "
                    "besides\n",
                    heap_bound / 1024);
    return good ? 0 : 1;
} catch (std::exception const& error) {
    std::fprintf(stderr, "decode: %s\n", error.what());
    return 1;
}
