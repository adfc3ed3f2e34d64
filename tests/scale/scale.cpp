// Many jobs, each with a journal, within the memory and the descriptors of a small machine: every one is paid once, and what
// comes home is what the service drew. In virtual time, and over sockets while the service is killed and started again.
//
// usage: scale virtual | scale sockets. Prints one JSON line.
#include <jimeng/async.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/emulator.hpp>
#include <jimeng/store.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::size_t most_bytes = std::size_t{256} << 20; // of the process, the virtual service included
constexpr rlim_t most_files = 128;
constexpr std::size_t at_once = 32; // each has its journal open, its picture and the folder of that

/// Small, because it is drawn a thousand times.
struct stamp {
    static constexpr std::string_view req_key = "own_stamp", name = "stamp", title = "Stamp";
    jimeng::text_value<jimeng::text_limits{.required = true}> motif;
    jimeng::sides_within<1, 64> sides{};

    [[nodiscard]] constexpr jimeng::request_outline outline() const
    {
        return {.text = motif.view(), .sides = sides.sides()};
    }
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"motif", &stamp::motif, "what it shows">{},
                              jimeng::field<"sides", &stamp::sides, "of it">{});
    }
};

/// What does not fit in fails with EMFILE.
void allow_files()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min(most_files, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::size_t open_files()
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{"/proc/self/fd"}, fs::directory_iterator{}));
}

std::size_t peak_bytes()
{
    rusage use{};
    ::getrusage(RUSAGE_SELF, &use);
    return static_cast<std::size_t>(use.ru_maxrss) * 1024;
}

struct folder {
    fs::path path;

    /// In memory, where there is such a place: what a disk takes its time for is no matter here.
    folder()
    {
        fs::path const memory{"/dev/shm"};
        auto name = ((fs::is_directory(memory) ? memory : fs::temp_directory_path()) / "jimeng-scale-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no folder for the test"};
        path = name;
        fs::create_directory(path / "pictures");
    }
    /// One that is there, and somebody else's.
    explicit folder(fs::path there) : path{std::move(there)}, own_{false} {}
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder()
    {
        std::error_code ignored;
        if (own_) fs::remove_all(path, ignored);
    }
    [[nodiscard]] std::string ledger() const { return path / "ledger"; }
    [[nodiscard]] std::string picture(std::size_t i) const { return path / "pictures" / (std::to_string(i) + ".png"); }

private:
    bool own_ = true;
};

std::string text_in(std::string const& file)
{
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

/// What the service wrote down, which is another's word on what was paid and served.
struct books {
    std::map<std::string, std::string> accepted; ///< Body by task.
    std::map<std::string, std::string> served;   ///< Hash of its picture, likewise.

    explicit books(std::string const& file)
    {
        std::ifstream stream{file};
        for (std::string line; std::getline(stream, line);) {
            auto const event = json::parse(line).as_object();
            auto const text = [&](char const* name) { return std::string{event.at(name).as_string()}; };
            if (text("event") == "accepted") accepted[text("task_id")] = text("body");
            if (text("event") == "served") served[text("task_id")] = text("sha256");
        }
    }
};

/// How one job ended.
struct outcome {
    bool over = false;
    jimeng::error_code ec;
    jimeng::diagnostics details;
    std::string task;
    std::string sha256; ///< Of the picture.
};

struct counts {
    std::size_t jobs = 0, home = 0, unknown = 0, accepted = 0, lost = 0, duplicates = 0, wrong = 0, files = 0;
    std::size_t not_home = 0; ///< And not unknown either.

    void print(char const* how, std::chrono::duration<double> took) const
    {
        std::printf(R"({"how":"%s","jobs":%zu,"home":%zu,"unknown":%zu,"ledger":%zu,"lost":%zu,"duplicates":%zu,)"
                    R"("wrong":%zu,"peak_bytes":%zu,"files":%zu,"seconds":%.1f})"
                    "\n",
                    how, jobs, home, unknown, accepted, lost, duplicates, wrong, peak_bytes(), files, took.count());
    }
    [[nodiscard]] bool clean() const
    {
        return lost == 0 && duplicates == 0 && wrong == 0 && not_home == 0 && home + unknown == jobs &&
               accepted >= home && files <= most_files && peak_bytes() <= most_bytes;
    }
};

jimeng::emulator::service_options stamps_only(folder const& place)
{
    jimeng::emulator::service_options options;
    options.models = {&jimeng::entry_of<stamp>};
    options.queries_until_done = 2;
    options.ledger_file = place.ledger();
    return options;
}

/// All the jobs, of which so many run at once: whenever one ends, another begins.
class crowd {
public:
    crowd(std::size_t jobs, folder const& place) : place_{place}, outcomes_(jobs)
    {
        jimeng::error_code ec;
        jimeng::diagnostics details;
        auto const kept = jimeng::job_folder::open(place.path / "jobs", ec, details);
        if (!kept) throw std::runtime_error{details.client_message};
        store_ = std::make_shared<jimeng::file_job_store>(*kept);
    }

    [[nodiscard]] jimeng::client_options options() const
    {
        jimeng::client_options all;
        all.store = store_;
        all.poll.max_attempts = 1'000'000;
        return all;
    }

    /// @param over  Called with the number of those that have ended.
    template <class Client>
    void start(Client& client, std::function<void(std::size_t)> over)
    {
        over_ = std::move(over);
        next_ = [this, &client] { begin(client, begun_++); };
        while (begun_ != std::min(at_once, outcomes_.size()))
            next_();
    }

    [[nodiscard]] counts judge() const
    {
        books const told{place_.ledger()};
        counts found{.jobs = outcomes_.size(), .accepted = told.accepted.size(), .files = files_};
        std::set<std::string> paid, pictures;
        std::map<std::string, std::size_t> job_of;
        for (auto const& [task, body] : told.accepted)
            found.duplicates += paid.insert(body).second ? 0 : 1;
        std::set<std::string> unknown_bodies;
        for (std::size_t i = 0; i != outcomes_.size(); ++i)
            judge(i, told, found, pictures, job_of, unknown_bodies);
        for (auto const& [task, body] : told.accepted)
            found.lost += job_of.contains(task) || unknown_bodies.contains(body) ? 0 : 1;
        return found;
    }

private:
    static std::string name_of(std::size_t i) { return "job-" + std::to_string(i); }

    template <class Client>
    void begin(Client& client, std::size_t i)
    {
        auto const motif = "picture " + std::to_string(i);
        stamp const request{.motif = *decltype(stamp::motif)::parse(motif), .sides = jimeng::size<64, 64>};
        jimeng::generate_options const how{
            .output = place_.picture(i), .job_key = std::to_string(i), .job = name_of(i)};
        client.async_generate(request, how, outcomes_[i].details,
                              [this, i](jimeng::error_code ec, jimeng::pictures const& got) { take(i, ec, got); });
    }

    void take(std::size_t i, jimeng::error_code const& ec, jimeng::pictures const& got)
    {
        auto& one = outcomes_[i];
        one.over = true;
        one.ec = ec;
        one.task = one.details.task_id;
        if (got.size() == 1) one.sha256 = got.front().saved.sha256;
        if (++ended_ % 16 == 0) files_ = std::max(files_, open_files());
        if (begun_ != outcomes_.size()) next_();
        over_(ended_);
    }

    /// A picture is right where service, client, journal and file agree, and nobody else has the same.
    void judge(std::size_t i, books const& told, counts& found, std::set<std::string>& pictures,
               std::map<std::string, std::size_t>& job_of, std::set<std::string>& unknown_bodies) const
    {
        auto const& one = outcomes_[i];
        auto const history = store_->folder().read(name_of(i));
        if (one.over && one.ec == jimeng::client_errc::submit_unknown) {
            ++found.unknown;
            found.wrong += history.standing() == jimeng::job_standing::unknown ? 0 : 1;
            unknown_bodies.insert(history.first().body);
            return;
        }
        if (!one.over || one.ec.failed()) {
            if (found.not_home++ < 10)
                std::printf("job %zu: %s %s\n", i, one.ec.message().c_str(), one.details.client_message.c_str());
            return;
        }
        ++found.home;
        job_of[one.task] = i;
        auto const served = told.served.find(one.task);
        auto const saved = history.saved_results();
        bool const right = told.accepted.contains(one.task) && served != told.served.end() &&
                           served->second == one.sha256 && pictures.insert(one.sha256).second &&
                           history.standing() == jimeng::job_standing::over && history.damaged_lines == 0 &&
                           jimeng::to_hex(jimeng::sha256(text_in(place_.picture(i)))) == one.sha256;
        found.wrong += right && saved.size() == 1 ? 0 : 1;
    }

    folder const& place_;
    std::shared_ptr<jimeng::file_job_store> store_;
    std::vector<outcome> outcomes_;
    std::function<void(std::size_t)> over_;
    std::function<void()> next_;
    std::size_t begun_ = 0;
    std::size_t ended_ = 0;
    std::size_t files_ = 0; ///< Most that were open.
};

counts in_virtual_time()
{
    folder const place;
    crowd many{10'000, place};
    auto told = stamps_only(place);
    told.task_duration = 20s;
    auto const service = std::make_shared<jimeng::emulator::service>(told);
    jimeng::emulator::loopback_transport transport{service};
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::emulator::loopback_transport> client{
        jimeng::hmac_sha256_signer<>{told.keys}, transport, many.options()};
    many.start(client, [](std::size_t) {});
    transport.run();
    return many.judge();
}

/// The service in a process of its own, on one port and one ledger, however often it is killed.
class real_service {
public:
    explicit real_service(folder const& place) : place_{place.path}
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
        start(ends[1]);
        ::close(ends[1]);
        for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';)
            url_ += c;
        ::close(ends[0]);
        port_ = url_.substr(url_.rfind(':') + 1);
    }
    real_service(real_service const&) = delete;
    real_service& operator=(real_service const&) = delete;
    ~real_service() { kill(); }

    [[nodiscard]] std::string const& url() const { return url_; }

    /// While it starts, nobody listens.
    void restart()
    {
        kill();
        start(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    }

    /// What the process does.
    static int serve(std::string const& port, folder const& place)
    {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        jimeng::emulator::server_options where;
        where.port = static_cast<std::uint16_t>(std::stoi(port));
        jimeng::emulator::server server{stamps_only(place), where};
        std::printf("%s\n", server.url().c_str());
        std::fflush(stdout);
        server.run();
        return 0;
    }

private:
    void kill() const
    {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }

    void start(int out)
    {
        child_ = ::fork();
        if (child_ < 0) throw std::runtime_error{"no process for the emulator"};
        if (child_ == 0) {
            ::dup2(out, 1);
            ::execl("/proc/self/exe", "scale", "serve", port_.c_str(), place_.c_str(), static_cast<char*>(nullptr));
            ::_exit(1);
        }
    }

    std::string place_;
    std::string port_ = "0";
    std::string url_;
    pid_t child_ = -1;
};

counts over_sockets()
{
    folder const place;
    constexpr std::size_t jobs = 1000;
    crowd many{jobs, place};
    real_service service{place};
    boost::asio::io_context io{1};
    auto options = many.options();
    options.endpoint = service.url();
    options.poll.first_wait = options.poll.interval.emplace(5ms);
    options.submit = jimeng::wait_for_account;
    options.submit.network_attempts = 1000;
    options.submit.network = {10ms, 100ms};
    jimeng::client client{jimeng::hmac_sha256_signer{stamps_only(place).keys},
                          jimeng::beast_transport{io.get_executor()}, options};
    int restarts = 0;
    many.start(client, [&](std::size_t ended) {
        if (ended != jobs / 3 && ended != jobs * 2 / 3) return;
        service.restart();
        ++restarts;
    });
    io.run();
    if (restarts != 2) throw std::runtime_error{"the service was not started again"};
    return many.judge();
}

} // namespace

int main(int count, char** words)
try {
    std::vector<std::string> const said(words + 1, words + count);
    if (said.size() == 3 && said[0] == "serve") return real_service::serve(said[1], folder{said[2]});
    if (said.size() != 1 || (said[0] != "virtual" && said[0] != "sockets")) return 2;
    allow_files();
    auto const began = std::chrono::steady_clock::now();
    auto const found = said[0] == "sockets" ? over_sockets() : in_virtual_time();
    found.print(said[0].c_str(), std::chrono::steady_clock::now() - began);
    return found.clean() && found.home >= found.jobs * 9 / 10 ? 0 : 1;
} catch (std::exception const& error) {
    std::printf("%s\n", error.what());
    return 1;
}
