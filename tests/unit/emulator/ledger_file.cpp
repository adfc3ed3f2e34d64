#include <jimeng/emulator/service.hpp>

#include "calls.hpp"

#include <jimeng/sign/sha256.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

using namespace calls;

namespace {

int syncs = 0;
bool disk_fails = false;

} // namespace

/// In the place of the system's, for this program.
extern "C" int fdatasync(int descriptor)
{
    ++syncs;
    if (!disk_fails) return ::fsync(descriptor);
    errno = EIO;
    return -1;
}

namespace {

struct folder {
    std::filesystem::path path;

    folder()
    {
        auto name = (std::filesystem::temp_directory_path() / "jimeng-ledger-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~folder() { std::filesystem::remove_all(path); }
    [[nodiscard]] std::string file() const { return (path / "ledger").string(); }
};

std::string text_in(std::string const& path)
{
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void write(std::string const& path, std::string_view text)
{
    std::ofstream{path, std::ios::binary} << text;
}

std::vector<json::object> lines_in(std::string const& path)
{
    std::vector<json::object> lines;
    std::ifstream stream{path, std::ios::binary};
    for (std::string line; std::getline(stream, line);)
        lines.push_back(json::parse(line).as_object());
    return lines;
}

std::vector<json::object> events(std::string const& path, std::string_view event)
{
    auto lines = lines_in(path);
    std::erase_if(lines, [&](auto const& line) {
        return line.at("event") != json::value(json::string_view{event.data(), event.size()});
    });
    return lines;
}

emulator::service_options with_ledger(std::string const& path)
{
    emulator::service_options options;
    options.ledger_file = path;
    return options;
}

std::string complaint_about(emulator::service_options const& options)
{
    try {
        emulator::service const service{options};
    } catch (std::exception const& e) {
        return e.what();
    }
    return "none";
}

/// No file grows beyond it.
class file_limit {
public:
    explicit file_limit(std::size_t bytes)
    {
        handler_ = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        auto limit = before_;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~file_limit()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    file_limit(file_limit const&) = delete;
    file_limit& operator=(file_limit const&) = delete;

private:
    rlimit before_{};
    void (*handler_)(int);
};

} // namespace

BOOST_AUTO_TEST_SUITE(test_ledger_file)

BOOST_AUTO_TEST_CASE(an_accepted_submit_is_a_line_with_all_that_it_costs)
{
    folder const place;
    auto options = with_ledger(place.file());
    options.prices = {{"jimeng_t2i_v40", 0.1}, {"jimeng_ti2v_v30_pro", 0.25}};
    emulator::service service{options};
    auto body = small("set of 3");
    auto const id = submit(service, body).task_id();
    static_cast<void>(submit(service, {{"req_key", "jimeng_ti2v_v30_pro"}, {"prompt", "a cat"}, {"frames", 241}}));
    static_cast<void>(submit(service, {{"req_key", "jimeng_t2i_v31"}, {"prompt", "a cat"}}));
    static_cast<void>(submit(service, "emulate:done-50511"));
    static_cast<void>(submit(service, "emulate:50411"));
    auto const lines = events(place.file(), "accepted");
    BOOST_REQUIRE(lines.size() == 4U);
    BOOST_TEST(json::value_to<std::string>(lines[0].at("task_id")) == id);
    BOOST_TEST(lines[0].at("req_key").as_string() == "jimeng_t2i_v40");
    BOOST_TEST(lines[0].at("time").as_string() == "2026-03-04T12:00:00Z");
    BOOST_TEST(json::value_to<std::string>(lines[0].at("sha256")) ==
               jimeng::to_hex(jimeng::sha256(json::serialize(body))));
    BOOST_TEST(lines[0].at("billed").as_int64() == 3);
    BOOST_TEST(lines[0].at("unit").as_string() == "pictures");
    BOOST_TEST(lines[0].at("cost").to_number<double>() == 0.3);
    BOOST_TEST(lines[1].at("billed").as_int64() == 10);
    BOOST_TEST(lines[1].at("unit").as_string() == "seconds");
    BOOST_TEST(lines[1].at("total").to_number<double>() == 2.8);
    BOOST_TEST(!lines[2].contains("price"));
    BOOST_TEST(lines[2].at("total").to_number<double>() == 2.8);
    BOOST_TEST(lines[3].at("billed").as_int64() == 0);
    BOOST_TEST(lines[3].at("cost").to_number<double>() == 0.0);
}

BOOST_AUTO_TEST_CASE(what_is_served_is_a_line_with_its_hash)
{
    folder const place;
    emulator::service service{with_ledger(place.file())};
    auto const id = submit(service, "set of 2").task_id();
    auto const done = query(service, id);
    auto const picture = fetch(service, done.url(1)).body;
    static_cast<void>(query(service, id, noon, "{}")); // both inside the answer
    auto const served = events(place.file(), "served");
    BOOST_REQUIRE(served.size() == 3U);
    BOOST_TEST(json::value_to<std::string>(served[0].at("task_id")) == id);
    BOOST_TEST(json::value_to<std::string>(served[0].at("sha256")) == jimeng::to_hex(jimeng::sha256(picture)));
    BOOST_TEST(served[0].at("index").as_int64() == 1);
    BOOST_TEST(served[0].at("bytes").as_int64() == static_cast<std::int64_t>(picture.size()));
    BOOST_TEST(served[1].at("index").as_int64() == 0);
    BOOST_TEST(json::value(served[2].at("sha256")) == json::value(served[0].at("sha256")));
}

BOOST_AUTO_TEST_CASE(nobody_else_may_read_it)
{
    folder const place;
    emulator::service const service{with_ledger(place.file())};
    struct stat now {};
    BOOST_REQUIRE(::stat(place.file().c_str(), &now) == 0);
    BOOST_TEST((now.st_mode & 077) == 0U);
}

BOOST_AUTO_TEST_CASE(a_service_started_again_knows_tasks_pictures_and_links)
{
    folder const place;
    auto options = with_ledger(place.file());
    options.seed = 7;
    options.task_duration = 10s;
    std::string id, link, picture;
    {
        emulator::service first{options};
        static_cast<void>(submit(first, "another", noon - 5s));
        id = submit(first, "a cat").task_id();
        link = query(first, id, noon + 10s, R"({"return_url":true,"logo_info":{"add_logo":true}})").url();
        picture = fetch(first, link, noon + 10s).body;
    }
    options.seed = 8; // the ledger's own is used
    emulator::service again{options};
    BOOST_TEST(query(again, id, noon + 9s).task_status() == "generating");
    BOOST_TEST((fetch(again, link, noon + 11s).body == picture));
    auto const anew = query(again, id, noon + 12s, R"({"return_url":true,"logo_info":{"add_logo":true}})").url();
    BOOST_TEST((fetch(again, anew, noon + 12s).body == picture));
    BOOST_TEST(fetch(again, link, noon + 25h).status == 403);
    BOOST_TEST(query(again, id, noon + 12h).task_status() == "not_found");
    BOOST_TEST((again.counts().accepted_submits == 0U));
}

BOOST_AUTO_TEST_CASE(task_ids_never_return)
{
    folder const place;
    std::set<std::string> ids;
    for (int run = 0; run != 5; ++run) {
        auto options = with_ledger(place.file());
        options.seed = static_cast<std::uint64_t>(run);
        emulator::service service{options};
        for (int i = 0; i != 5; ++i)
            ids.insert(submit(service, "a cat").task_id());
        file_limit const full{std::filesystem::file_size(place.file())};
        BOOST_TEST(submit(service, "a cat").status == 500);
    }
    BOOST_TEST(ids.size() == 25U);
    BOOST_TEST(events(place.file(), "accepted").size() == 25U);
}

BOOST_AUTO_TEST_CASE(a_ledger_that_cannot_be_written_ends_the_submit_without_a_task)
{
    folder const place;
    emulator::service service{with_ledger(place.file())};
    BOOST_TEST(submit(service, "one").code() == 10000);
    auto const before = text_in(place.file());
    for (std::size_t const room : {0, 1, 100}) {
        file_limit const full{before.size() + room};
        auto const answer = submit(service, "two");
        BOOST_TEST(answer.status == 500);
        BOOST_TEST(service.counts().accepted_submits == 1U);
        BOOST_TEST((text_in(place.file()) == before));
    }
    BOOST_TEST(submit(service, "three").code() == 10000);
    BOOST_TEST(events(place.file(), "accepted").size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_disk_has_a_task_before_it_is_answered_for)
{
    folder const place;
    emulator::service service{with_ledger(place.file())};
    auto const before = syncs;
    BOOST_TEST(submit(service, "one").code() == 10000);
    BOOST_TEST(syncs == before + 1);
    disk_fails = true;
    BOOST_TEST(submit(service, "two").status == 500);
    disk_fails = false;
    BOOST_TEST(submit(service, "three").status == 500); // what the disk has is not known any more
    BOOST_TEST(syncs == before + 2);
    BOOST_TEST(service.counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_noted_is_not_served)
{
    folder const place;
    emulator::service service{with_ledger(place.file())};
    auto const id = submit(service, "a cat").task_id();
    auto const link = query(service, id).url();
    file_limit const full{std::filesystem::file_size(place.file())};
    BOOST_TEST(fetch(service, link).status == 500);
    BOOST_TEST(query(service, id).status == 500);
    BOOST_TEST(query(service, id, noon, "{}").status == 500);
}

BOOST_AUTO_TEST_CASE(a_torn_last_line_was_promised_to_nobody)
{
    folder const place;
    std::string id;
    {
        emulator::service service{with_ledger(place.file())};
        id = submit(service, "one").task_id();
        static_cast<void>(submit(service, "two"));
    }
    auto const whole = text_in(place.file());
    auto const second = whole.rfind('\n', whole.size() - 2) + 1;
    for (auto const size : {whole.size() - 1, second + 1, second}) {
        write(place.file(), std::string_view{whole}.substr(0, size));
        emulator::service service{with_ledger(place.file())};
        BOOST_TEST(query(service, id).task_status() == "done");
        BOOST_TEST((text_in(place.file()).substr(0, second) == whole.substr(0, second)));
        static_cast<void>(submit(service, "three"));
        BOOST_TEST(events(place.file(), "accepted").size() == 2U);
    }
    for (std::size_t size = 0; size != whole.find('\n'); ++size) { // of the first line
        write(place.file(), std::string_view{whole}.substr(0, size));
        BOOST_TEST(complaint_about(with_ledger(place.file())) == "none");
        BOOST_TEST(lines_in(place.file()).size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_ledger_is_refused_and_left_alone)
{
    folder const place;
    for (std::string_view const text : {"my notes, without a line end", "{\"event\":\"paid", "my notes\n", "{}\n",
                                        "{\"event\":\"opened\",\"version\":2,\"ids_from\":\"1\"}\n", "\n",
                                        "{\"event\":\"opened\",\"version\":1,\"ids_from\":\"x\"}\n"}) {
        write(place.file(), text);
        auto const complaint = complaint_about(with_ledger(place.file()));
        BOOST_TEST(complaint.starts_with("ledger " + place.file() + ": line 1: "), complaint);
        BOOST_TEST((text_in(place.file()) == text));
    }
    auto const opened = std::string{"{\"event\":\"opened\",\"version\":1,\"ids_from\":\"1\"}\n"};
    for (std::string_view const text :
         {"{\"event\":\"paid\"}\n", "no JSON\n",
          "{\"event\":\"accepted\",\"req_key\":\"jimeng_t2i_v40\",\"body\":\"{}\",\"task_id\":\"7\"}\n",
          "{\"event\":\"linked\",\"task_id\":\"7\"}\n"}) {
        write(place.file(), opened + std::string{text});
        BOOST_TEST(complaint_about(with_ledger(place.file())).find(": line 2: no line of") != std::string::npos);
    }
    write(place.file(), opened + "{\"event\":\"accepted\",\"req_key\":\"own\",\"body\":\"{}\",\"task_id\":\"7\"}\n");
    BOOST_TEST(complaint_about(with_ledger(place.file())).find("line 2: the model own is not served") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(two_services_do_not_share_one)
{
    folder const place;
    auto const first = std::make_unique<emulator::service>(with_ledger(place.file()));
    BOOST_TEST(complaint_about(with_ledger(place.file())).find("another emulator has it") != std::string::npos);
    BOOST_TEST(complaint_about(with_ledger((place.path / "no" / "ledger").string())).find("cannot be opened") !=
               std::string::npos);
    BOOST_TEST(complaint_about(with_ledger("/dev/full")).find("no ordinary file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_price_that_cannot_be_reckoned_with_is_refused)
{
    for (auto const& [key, price, why] : {std::tuple{"own", 1.0, "no model"},
                                          {"jimeng_t2i_v40", -0.1, "not 0 to"},
                                          {"jimeng_t2i_v40", std::nan(""), "not 0 to"},
                                          {"jimeng_t2i_v40", 1e7, "not 0 to"}}) {
        emulator::service_options options;
        options.prices = {{key, price}};
        BOOST_TEST(complaint_about(options).find(why) != std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()
