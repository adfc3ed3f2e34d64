// What becomes of the money when a call fails: every fault at every point of every call, many times over with other
// circumstances, and after each run the ledger of the service beside the word of the client and the store of jobs.
//
// Prints a table and one JSON line. JIMENG_DEEP=1 makes a million runs of it.
#include <jimeng/async.hpp>
#include <jimeng/emulator.hpp>
#include <jimeng/testing.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace emulator = jimeng::emulator;
using emulator::fault_action;
using emulator::fault_call;
using emulator::fault_point;
using jimeng::job_standing;
using jimeng::verdict;

/// What is drawn is no part of the question, and drawing 512 px would take four fifths of the time.
struct small_picture {
    static constexpr std::string_view req_key = "small_picture", name = "small-picture", title = "A small picture",
                                      action_stem = "SmallPicture";
    using result = jimeng::images<1>;

    jimeng::text_value<jimeng::text_limits{.longest = 100, .required = true}> prompt;

    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"prompt", &small_picture::prompt, "what the picture shows">{});
    }
    constexpr jimeng::request_outline outline() const { return {.text = prompt.view(), .sides = {32, 32}}; }
};

using fault_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, emulator::loopback_transport>;

constexpr std::string_view call_names[] = {"any", "submit", "query", "download"};
constexpr std::string_view point_names[] = {"accept",        "tls",          "head",       "body",
                                            "before_commit", "after_commit", "reply_byte", "close"};

/// Answers that look like one and are none, or not the service's.
constexpr std::string_view strange_bodies[] = {
    "",
    "<html>502 Bad Gateway</html>",
    "{}",
    "[]",
    "null",
    "\xEF\xBB\xBF{\"code\":10000}",
    R"({"code":10000})",
    R"({"code":10000,"data":{}})",
    R"({"code":10000,"data":{"task_id":null}})",
    R"({"code":10000,"data":{"task_id":""}})",
    R"({"code":10000,"data":{"task_id":1.5}})",
    R"({"code":10000,"data":null,"message":"Success"})",
    R"({"code":"10000","data":[]})",
    R"({"code":10000}{"code":10000})",
    R"({"ResponseMetadata":{"RequestId":"r"}})",
    R"({"code":10000,"data":{"status":)",
};
constexpr int strange_statuses[] = {204, 301, 307, 400, 404, 408, 429, 500, 502, 503, 504};

/// One kind of fault; where it strikes within its point differs from run to run.
using cell = emulator::planned_fault;

void add(std::vector<cell>& cells, fault_call call, fault_point point, fault_action action, std::uint64_t at = 0)
{
    cell one;
    one.call = call;
    one.point = point;
    one.action = action;
    one.at = at;
    if (action == fault_action::delay) one.milliseconds = std::chrono::seconds{3};
    cells.push_back(one);
}

/// What can be answered in the place of the service.
void add_answers(std::vector<cell>& cells, fault_call call, fault_point point)
{
    for (auto const status : strange_statuses) {
        add(cells, call, point, fault_action::status);
        cells.back().status = status;
        cells.back().body = "<html>";
    }
    for (auto const body : strange_bodies) {
        add(cells, call, point, fault_action::body);
        cells.back().body = body;
    }
}

std::vector<cell> all_cells()
{
    std::vector<cell> cells;
    constexpr fault_action ends[] = {fault_action::close, fault_action::reset, fault_action::stall};
    for (auto const call : {fault_call::submit, fault_call::query, fault_call::download}) {
        for (auto const point : {fault_point::head, fault_point::before_commit, fault_point::after_commit}) {
            for (auto const action : ends)
                add(cells, call, point, action);
            add(cells, call, point, fault_action::delay);
            add_answers(cells, call, point);
        }
        if (call != fault_call::download)
            for (auto const action : ends)
                for (std::uint64_t const at : {0U, 1U, 20U, 60U})
                    add(cells, call, fault_point::body, action, at);
        for (auto const action : ends)
            for (std::uint64_t const at : {0U, 1U, 9U, 40U, 100U, 150U})
                add(cells, call, fault_point::reply_byte, action, at);
    }
    return cells;
}

/// Sanitizers look at memory, of which other chances show nothing new, and take ten times as long.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t fewest_seeds = 2;
#else
constexpr std::uint64_t fewest_seeds = 20;
#endif

struct counts {
    std::uint64_t runs = 0, planned = 0, fired = 0, ledger = 0, unknown = 0, lost = 0, duplicates = 0,
                  false_not_sent = 0;

    void add(counts const& other)
    {
        runs += other.runs;
        planned += other.planned;
        fired += other.fired;
        ledger += other.ledger;
        unknown += other.unknown;
        lost += other.lost;
        duplicates += other.duplicates;
        false_not_sent += other.false_not_sent;
    }
    [[nodiscard]] bool clean() const { return lost == 0 && duplicates == 0 && false_not_sent == 0 && fired == planned; }
};

/// One job of one client at one service, from its submit to its picture.
class run {
public:
    run(cell const& fault, std::vector<cell> const& others, std::uint64_t seed)
        : chance_{seed},
          downloads_{fault.call == fault_call::download},
          asynchronous_{below(2) == 0},
          service_{std::make_shared<emulator::service>(service_options(fault, others, seed))},
          transport_{service_}
    {}

    counts judge()
    {
        auto client = new_client();
        generate(client);
        auto const said = details_.submitted;
        bring_home(client);
        auto const accepted = service_->counts().accepted_submits;
        auto const standing = last_standing();
        counts found{.runs = 1, .planned = 1};
        found.fired = service_->faults().fired.front() != 0 ? 1 : 0;
        found.ledger = accepted;
        found.unknown = said == verdict::unknown ? 1 : 0;
        found.duplicates = accepted > 1 ? 1 : 0;
        bool const unpaid = said == verdict::not_sent || said == verdict::rejected || said == verdict::none;
        found.false_not_sent = accepted != 0 && (unpaid || standing == job_standing::not_sent) ? 1 : 0;
        bool const visible = said == verdict::unknown && standing == job_standing::unknown;
        bool const false_accepted = said == verdict::accepted && accepted == 0;
        found.lost = (accepted != 0 && !home_ && !visible) || false_accepted ? 1 : 0;
        return found;
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>{0, limit - 1}(chance_); }

    /// With the fault, every second time another one for another call, and with tasks that take their time.
    emulator::service_options service_options(cell const& fault, std::vector<cell> const& others, std::uint64_t seed)
    {
        emulator::service_options options;
        options.seed = seed;
        options.models = {&jimeng::entry_of<small_picture>};
        options.queries_until_done = static_cast<unsigned>(below(4));
        options.task_duration = std::chrono::seconds{below(30)};
        options.faults = {fault};
        if (fault.point == fault_point::reply_byte && fault.at > 1)
            options.faults.front().at = 2 + below(static_cast<std::size_t>(fault.at) * 2 - 2);
        auto other = others[below(others.size())];
        other.nth = 1 + below(3);
        bool const before = other.call < fault.call && other.call == fault_call::submit; // it might end the run there
        if (below(2) == 0 && other.call != fault.call && !before) options.faults.push_back(other);
        if (options.queries_until_done == 0 && fault.call == fault_call::query) options.queries_until_done = 1;
        return options;
    }

    fault_client new_client()
    {
        jimeng::client_options options;
        options.store = store_;
        options.submit.attempts = 1 + static_cast<int>(below(3));
        options.call_timeout = std::chrono::seconds{10};
        return fault_client{jimeng::hmac_sha256_signer<>{service_->options().keys}, transport_, options};
    }

    [[nodiscard]] jimeng::generate_options how() const
    {
        return {.download = downloads_, .job_key = "job", .job = "job"};
    }

    void generate(fault_client& client)
    {
        small_picture const request{.prompt = "a white cat on a windowsill, early in the morning"};
        if (!asynchronous_) return take(client.generate(request, how(), ec_, details_));
        client.async_generate(request, how(), details_, [this](jimeng::error_code ec, jimeng::pictures made) {
            ec_ = ec;
            take(made);
        });
        transport_.run();
    }

    void take(jimeng::pictures const& made)
    {
        bool whole = made.size() == 1 && !ec_.failed();
        if (downloads_) whole = whole && !made.front().bytes.empty();
        home_ = home_ || whole;
    }

    /// What a person does: waits for what was accepted, as the store knows it, until it is there.
    void bring_home(fault_client& client)
    {
        for (int attempt = 0; attempt != 8 && !home_ && last_standing() == job_standing::accepted; ++attempt) {
            auto const task = jimeng::task::of(store_->events("job").back());
            if (!task) return;
            jimeng::diagnostics details;
            auto const made = client.wait(*task, how(), ec_, details);
            take(made);
        }
    }

    [[nodiscard]] job_standing last_standing() const
    {
        auto const events = store_->events("job");
        return events.empty() ? job_standing::not_sent : standing_after(events.back());
    }

    std::mt19937_64 chance_;
    bool downloads_;
    bool asynchronous_;
    std::shared_ptr<emulator::service> service_;
    emulator::loopback_transport transport_;
    std::shared_ptr<jimeng::testing::memory_job_store> store_ = std::make_shared<jimeng::testing::memory_job_store>();
    jimeng::error_code ec_;
    jimeng::diagnostics details_;
    bool home_ = false;
};

std::string describe(cell const& fault)
{
    std::string text{call_names[static_cast<std::size_t>(fault.call)]};
    text += ' ' + std::string{point_names[static_cast<std::size_t>(fault.point)]} + ' ' + std::to_string(fault.at) +
            " do " + std::to_string(static_cast<int>(fault.action)) + " status " + std::to_string(fault.status) + ' ' +
            jimeng::for_terminal(fault.body);
    return text;
}

void print(std::map<std::string, counts> const& rows)
{
    std::printf("%-24s %8s %8s %8s %8s %8s %6s %10s %14s\n", "call and point", "runs", "planned", "fired", "ledger",
                "unknown", "lost", "duplicates", "false not_sent");
    for (auto const& [name, row] : rows)
        std::printf("%-24s %8llu %8llu %8llu %8llu %8llu %6llu %10llu %14llu\n", name.c_str(),
                    static_cast<unsigned long long>(row.runs), static_cast<unsigned long long>(row.planned),
                    static_cast<unsigned long long>(row.fired), static_cast<unsigned long long>(row.ledger),
                    static_cast<unsigned long long>(row.unknown), static_cast<unsigned long long>(row.lost),
                    static_cast<unsigned long long>(row.duplicates),
                    static_cast<unsigned long long>(row.false_not_sent));
}

int run_all(std::uint64_t seeds)
{
    auto const cells = all_cells();
    std::map<std::string, counts> rows;
    counts all;
    for (std::size_t i = 0; i != cells.size(); ++i)
        for (std::uint64_t seed = 0; seed != seeds; ++seed) {
            auto const& fault = cells[i];
            auto const found = run{fault, cells, i * 1'000'003 + seed}.judge();
            if (!found.clean())
                std::printf("seed %llu: %s: fired %llu, ledger %llu, lost %llu, duplicates %llu, false not_sent %llu\n",
                            static_cast<unsigned long long>(seed), describe(fault).c_str(),
                            static_cast<unsigned long long>(found.fired), static_cast<unsigned long long>(found.ledger),
                            static_cast<unsigned long long>(found.lost),
                            static_cast<unsigned long long>(found.duplicates),
                            static_cast<unsigned long long>(found.false_not_sent));
            rows[std::string{call_names[static_cast<std::size_t>(fault.call)]} + ' ' +
                 std::string{point_names[static_cast<std::size_t>(fault.point)]}]
                .add(found);
            all.add(found);
        }
    print(rows);
    std::printf(R"({"cells":%zu,"runs":%llu,"planned":%llu,"fired":%llu,"ledger":%llu,"unknown":%llu,"lost":%llu,)"
                R"("duplicates":%llu,"false_not_sent":%llu})"
                "\n",
                cells.size(), static_cast<unsigned long long>(all.runs), static_cast<unsigned long long>(all.planned),
                static_cast<unsigned long long>(all.fired), static_cast<unsigned long long>(all.ledger),
                static_cast<unsigned long long>(all.unknown), static_cast<unsigned long long>(all.lost),
                static_cast<unsigned long long>(all.duplicates), static_cast<unsigned long long>(all.false_not_sent));
    constexpr std::uint64_t fewest_cells = 300;
    bool const enough = cells.size() >= fewest_cells && all.runs >= cells.size() * fewest_seeds;
    return enough && all.clean() && all.ledger != 0 && all.unknown != 0 ? 0 : 1;
}

} // namespace

int main()
try {
    char const* const deep = std::getenv("JIMENG_DEEP");
    bool const million = deep != nullptr && std::string_view{deep} == "1";
    auto const cells = all_cells().size();
    return run_all(million ? (1'000'000 + cells - 1) / cells : fewest_seeds);
} catch (std::exception const& error) {
    std::printf("%s\n", error.what());
    return 1;
}
