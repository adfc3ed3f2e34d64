#include <jimeng/store/job_history.hpp>

#include <jimeng/store/journal_line.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_job_history)

using jimeng::job_event;
using jimeng::job_standing;
using jimeng::read_history;
using kind = job_event::kind;

namespace {

/// One line for each event.
std::vector<std::string> lines_of(std::vector<kind> const& events)
{
    std::vector<std::string> lines;
    for (auto const what : events) {
        job_event event;
        event.what = what;
        event.task_id = what < kind::accepted ? "" : "7392616336519610409";
        event.submitted = what == kind::final ? jimeng::verdict::accepted : jimeng::verdict::none;
        lines.push_back(jimeng::to_text({lines.size(), event}));
    }
    return lines;
}

std::string joined(std::vector<std::string> const& lines)
{
    std::string all;
    for (auto const& line : lines)
        all += line;
    return all;
}

std::vector<kind> const whole_job{kind::intent, kind::sending, kind::accepted, kind::done, kind::saved, kind::final};

} // namespace

BOOST_AUTO_TEST_CASE(row_52_a_journal_cut_at_any_byte_tells_what_was_durable)
{
    auto const lines = lines_of(whole_job);
    auto const journal = joined(lines);
    std::size_t whole = 0, ended = 0;
    for (std::size_t size = 0; size <= journal.size(); ++size) {
        if (whole != lines.size() && size == ended + lines[whole].size()) ended += lines[whole++].size();
        auto const history = read_history("a", std::string_view{journal}.substr(0, size));
        BOOST_TEST_REQUIRE(history.events.size() == whole);
        BOOST_TEST(history.whole_bytes == ended);
        BOOST_TEST(history.next_number == whole);
        BOOST_TEST(history.damaged_lines == 0U);
        auto const expected = whole == 0 ? job_standing::not_sent : standing_after(history.last());
        BOOST_TEST((history.standing() == expected));
    }
    BOOST_TEST(whole == lines.size());
}

/// A lost `sending` must not read as a job that can be sent, nor a lost line as the end of what comes after it.
BOOST_AUTO_TEST_CASE(row_52_a_damaged_line_never_makes_a_paid_job_look_unpaid)
{
    for (std::size_t count = 1; count <= whole_job.size(); ++count)
        for (std::size_t bad = 0; bad != count; ++bad)
            BOOST_TEST_CONTEXT("line " << bad << " of " << count)
            {
                auto lines = lines_of({whole_job.begin(), whole_job.begin() + static_cast<std::ptrdiff_t>(count)});
                auto const before = read_history("a", joined(lines)).standing();
                lines[bad][lines[bad].size() / 2] ^= 4;
                auto const history = read_history("a", joined(lines));
                BOOST_TEST(history.damaged_lines == 1U);
                BOOST_TEST(history.events.size() == count - 1);
                BOOST_TEST(history.next_number == count);
                if (before == job_standing::accepted && bad + 1 != count)
                    BOOST_TEST((history.standing() == job_standing::accepted));
                if (before != job_standing::not_sent) BOOST_TEST((history.standing() != job_standing::not_sent));
                if (bad + 1 == count) BOOST_TEST(history.last_is_damaged);
            }
}

BOOST_AUTO_TEST_CASE(row_52_zeros_and_rubbish_behind_the_last_line_were_never_promised)
{
    auto const lines = lines_of({kind::intent, kind::sending, kind::accepted});
    for (std::string const& rubbish : {std::string(4096, '\0'), std::string{"{\"v\":1,"}, std::string{"\xFF\xFE"}}) {
        auto const history = read_history("a", joined(lines) + rubbish);
        BOOST_TEST(history.events.size() == 3U);
        BOOST_TEST(history.whole_bytes == joined(lines).size());
        BOOST_TEST((history.standing() == job_standing::accepted));
    }
}

BOOST_AUTO_TEST_CASE(each_result_that_was_saved_is_told_once_as_it_was_saved_last)
{
    std::string journal;
    std::uint64_t number = 0;
    auto const saved = [&](std::size_t index, std::string path, std::string hash) {
        job_event event;
        event.what = kind::saved;
        event.index = index;
        event.path = std::move(path);
        event.file_sha256 = std::move(hash);
        journal += jimeng::to_text({number++, event});
    };
    saved(2, "/p/cat-3.png", "aa");
    saved(0, "/p/cat-1.png", "bb");
    journal += joined(lines_of({kind::done}));
    saved(2, "/p/again-3.png", "cc");
    saved(1, "", "dd");
    auto const all = read_history("a", journal).saved_results();
    BOOST_TEST_REQUIRE(all.size() == 2U);
    BOOST_TEST((all[0].index == 0U && all[0].path == "/p/cat-1.png" && all[0].sha256 == "bb"));
    BOOST_TEST((all[1].index == 2U && all[1].path == "/p/again-3.png" && all[1].sha256 == "cc"));
    BOOST_TEST(read_history("a", "").saved_results().empty());
}

BOOST_AUTO_TEST_CASE(of_nothing_nothing_is_known)
{
    auto const history = read_history("a", "");
    BOOST_TEST(history.name == "a");
    BOOST_TEST(history.events.empty());
    BOOST_TEST((history.standing() == job_standing::not_sent));
    BOOST_TEST((read_history("a", "rubbish\n").standing() == job_standing::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
