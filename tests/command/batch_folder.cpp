#include "batch/begun_jobs.hpp"
#include "batch/results_file.hpp"
#include "batch/taken_names.hpp"

#include "../unit/media/pictures.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(test_batch_folder)

namespace {

using command::batch::begun_jobs;
using command::batch::cost;
using command::batch::outcome;
using command::batch::results_file;
using command::batch::status;

outcome result(std::string id, status what)
{
    outcome one;
    one.id = std::move(id);
    one.what = what;
    one.job = "job-" + one.id;
    one.files = {{"/somewhere/" + one.id + ".png", 17, "ab"}};
    one.paid = {1, 0};
    return one;
}

std::string line_of(std::string id, status what)
{
    return to_json(result(std::move(id), what));
}

} // namespace

BOOST_AUTO_TEST_CASE(a_torn_line_is_cut_off_and_the_last_of_an_id_counts)
{
    jimeng_tests::scratch_folder folder;
    jimeng_tests::put(folder / "results.jsonl", line_of("a", status::failed) + "no JSON\n" +
                                                    line_of("b", status::done) + line_of("a", status::done) +
                                                    line_of("c", status::done).substr(0, 40));
    results_file file;
    BOOST_TEST(file.open(folder.path().string(), true) == "");
    BOOST_TEST_REQUIRE(file.find("a") != nullptr);
    BOOST_TEST((file.find("a")->what == status::done));
    BOOST_TEST(file.find("a")->files.at(0).size_bytes == 17U);
    BOOST_TEST(file.find("c") == nullptr);
    BOOST_TEST(file.find_job("job-b") == file.find("b"));
    BOOST_TEST(file.add(result("c", status::running)) == "");
    BOOST_TEST(jimeng_tests::content_of(folder / "results.jsonl").ends_with("\n" + line_of("c", status::running)));
    BOOST_TEST(file.rewrite({"c", "a"}) == "");
    BOOST_TEST(jimeng_tests::content_of(folder / "results.jsonl") ==
               line_of("c", status::running) + line_of("a", status::done) + line_of("b", status::done));
}

BOOST_AUTO_TEST_CASE(only_what_may_be_in_the_way_is_worth_a_closer_look)
{
    jimeng_tests::scratch_folder folder;
    for (auto const* const name : {"lake.jpg", "cat-2.png", "dogs", "sea.v2.png"})
        jimeng_tests::put(folder / name, "x");
    auto const in = [&](std::string const& name) { return (folder / name).string(); };
    command::batch::taken_names taken;
    for (auto const* const hinders : {"lake.*", "lake.json", "cat.*", "cat-2.*", "sea.v2.*", "sea.*", "dogs/rex.*"})
        BOOST_TEST(taken.may_hinder(in(hinders)), hinders);
    for (auto const* const free : {"lak.*", "lake2.*", "ca.*", "cat-.*", "sea.v.*", "new/rex.*", "new/cat.*"})
        BOOST_TEST(!taken.may_hinder(in(free)), free);
    BOOST_TEST(taken.may_hinder(in(std::string(201, 'x') + ".*")));
    BOOST_TEST(taken.may_hinder("/proc/lake.*"));
}

BOOST_AUTO_TEST_CASE(a_line_that_is_there_already_is_not_written_again)
{
    jimeng_tests::scratch_folder folder;
    results_file file;
    BOOST_TEST(file.open(folder.path().string(), false) == ""); // none is there, and none is made
    BOOST_TEST(folder.entries() == 0);
    BOOST_TEST(file.open(folder.path().string(), true) == "");
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(file.add(result("a", status::done)) == "");
    BOOST_TEST(jimeng_tests::content_of(folder / "results.jsonl") == line_of("a", status::done));
}

BOOST_AUTO_TEST_CASE(jobs_that_were_begun_are_remembered_and_the_folder_is_one_batchs)
{
    jimeng_tests::scratch_folder folder;
    auto const path = folder.path().string();
    {
        begun_jobs first;
        BOOST_TEST(first.open(path, true) == "");
        BOOST_TEST(first.add({"key-1", {3, 0, 600000}, "jimeng_t2i_v40"}) == 0);
        BOOST_TEST(first.add({"", {0, 5}}) == 0);
        begun_jobs second;
        BOOST_TEST(second.open(path, true).find("another batch") != std::string::npos);
    }
    jimeng_tests::put(folder / ".jimeng-batch",
                      jimeng_tests::content_of(folder / ".jimeng-batch") + "{\"job\":\"key-2\",\"pic");
    begun_jobs again;
    BOOST_TEST(again.open(path, false) == "");
    BOOST_TEST(again.first_path() == path);
    BOOST_TEST_REQUIRE(again.jobs().size() == 2U);
    BOOST_TEST((again.jobs()[0].most == cost{3, 0} && again.jobs()[1].most == cost{0, 5}));
    BOOST_TEST(again.jobs()[0].model == "jimeng_t2i_v40");
    BOOST_TEST(again.find("key-1") == &again.jobs()[0]);
    BOOST_TEST(again.find("key-2") == nullptr);
    BOOST_TEST(again.find("") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_folder_keeps_its_first_path_wherever_it_is)
{
    jimeng_tests::scratch_folder folder;
    auto const old = (folder / "old").string();
    auto const now = (folder / "now").string();
    {
        begun_jobs none;
        BOOST_TEST(none.open(old, false) == "");
        BOOST_TEST(none.first_path() == old);
        std::filesystem::create_directory(old);
        BOOST_TEST(none.open(old, true) == "");
    }
    std::filesystem::rename(old, now);
    begun_jobs moved;
    BOOST_TEST(moved.open(now, false) == "");
    BOOST_TEST(moved.first_path() == old);
    BOOST_TEST(moved.jobs().empty());
    jimeng_tests::put(folder / ".jimeng-batch",
                      "{\"job\":\"key-1\",\"pictures\":1,\"seconds\":0}\n"); // of an older version
    begun_jobs older;
    BOOST_TEST(older.open(folder.path().string(), false) == "");
    BOOST_TEST(older.first_path() == folder.path().string());
    BOOST_TEST(older.find("key-1") != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
