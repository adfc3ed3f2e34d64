#include <jimeng/store/journal_line.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(test_journal_line)

using jimeng::client_errc;
using jimeng::job_event;
using jimeng::journal_line;
using jimeng::read_journal_line;

namespace {

journal_line full_line()
{
    journal_line line{7, {}};
    auto& event = line.event;
    event.what = job_event::kind::saved;
    event.job = "20261126-171500-0123456789ab";
    event.at = std::chrono::system_clock::time_point{std::chrono::milliseconds{1'764'177'600'123}};
    event.key = "row 7 \"quoted\"\n第七行";
    event.note = R"({"output":"cat.png"})";
    event.endpoint = "https://visual.volcengineapi.com";
    event.req_key = "jimeng_t2i_v40";
    event.action_stem = "JimengT2IV40";
    event.result = jimeng::result_kind::video;
    event.body_sha256 = std::string(64, 'a');
    event.body = R"({"req_key":"jimeng_t2i_v40","prompt":"a cat"})";
    event.task_id = "7392616336519610409";
    event.urls = {"https://a.example/1.png?x=1&y=2", "", "https://a.example/2.png"};
    event.index = 3;
    event.path = "/tmp/caf\xE9 \xFF.png"; // no UTF-8
    event.file_sha256 = std::string(64, 'b');
    event.file_bytes = 4'000'000'000'000;
    event.answer = "<html>\x1b[2J \xFF";
    return line;
}

std::string without_end(std::string text)
{
    BOOST_TEST_REQUIRE(text.ends_with("\n"));
    text.pop_back();
    return text;
}

} // namespace

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back)
{
    auto const line = full_line();
    auto const text = to_text(line);
    BOOST_TEST(text.find('\n') == text.size() - 1);
    auto const read = read_journal_line(without_end(text));
    BOOST_TEST_REQUIRE(read.has_value());
    auto const& [was, is] = std::pair{line.event, read->event};
    BOOST_TEST(read->number == 7U);
    BOOST_TEST((is.what == was.what && is.result == was.result && is.at == was.at));
    BOOST_TEST(is.job == was.job);
    BOOST_TEST(is.key == was.key);
    BOOST_TEST(is.note == was.note);
    BOOST_TEST(is.endpoint == was.endpoint);
    BOOST_TEST(is.req_key == was.req_key);
    BOOST_TEST(is.action_stem == was.action_stem);
    BOOST_TEST(is.body_sha256 == was.body_sha256);
    BOOST_TEST(is.body == was.body);
    BOOST_TEST(is.task_id == was.task_id);
    BOOST_TEST((is.urls == was.urls));
    BOOST_TEST(is.index == was.index);
    BOOST_TEST(is.path == was.path);
    BOOST_TEST(is.file_sha256 == was.file_sha256);
    BOOST_TEST(is.file_bytes == was.file_bytes);
    BOOST_TEST(is.answer == was.answer);
    BOOST_TEST(to_text(*read) == text);
}

BOOST_AUTO_TEST_CASE(a_line_is_what_it_was_in_version_1)
{
    journal_line line{0, {}};
    line.event.what = job_event::kind::final;
    line.event.job = "key-0";
    line.event.at = std::chrono::system_clock::time_point{std::chrono::milliseconds{5}};
    line.event.submitted = jimeng::verdict::rejected;
    line.event.error = jimeng::service_errc::image_sensitive;
    auto const value = std::to_string(line.event.error.value());
    auto const text = to_text(line);
    BOOST_TEST(text.starts_with(R"({"v":1,"n":0,"t":5,"ev":"final","job":"key-0","result":"pictures",)"
                                R"("submitted":"rejected","error":{"category":"jimeng.service","value":)" +
                                value + R"(,"message":")"));
    auto const read = read_journal_line(without_end(text));
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST((read->event.error == jimeng::service_errc::image_sensitive));
    BOOST_TEST((read->event.submitted == jimeng::verdict::rejected));
}

BOOST_AUTO_TEST_CASE(errors_of_every_category_come_back_and_those_of_others_as_an_error)
{
    for (auto const& ec :
         {make_error_code(client_errc::partly_saved), make_error_code(jimeng::service_errc::image_sensitive),
          make_error_code(jimeng::gateway_errc::invalid_timestamp)}) {
        journal_line line{};
        line.event.what = job_event::kind::final;
        line.event.error = ec;
        BOOST_TEST((read_journal_line(without_end(to_text(line)))->event.error == ec));
    }
    journal_line line{};
    line.event.error = make_error_code(boost::system::errc::host_unreachable);
    BOOST_TEST((read_journal_line(without_end(to_text(line)))->event.error == client_errc::file_io));
}

BOOST_AUTO_TEST_CASE(row_52_no_line_with_a_changed_bit_or_a_missing_byte_is_read)
{
    auto const text = without_end(to_text(full_line()));
    BOOST_TEST_REQUIRE(read_journal_line(text).has_value());
    for (std::size_t i = 0; i != text.size(); ++i) {
        BOOST_TEST(!read_journal_line(std::string_view{text}.substr(0, i)).has_value());
        for (int bit = 0; bit != 8; ++bit) {
            auto changed = text;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            if (read_journal_line(changed)) BOOST_ERROR("bit " << bit << " of byte " << i);
        }
    }
    BOOST_TEST(!read_journal_line("").has_value());
    BOOST_TEST(!read_journal_line(std::string(300, '\0')).has_value());
}

/// Their CRC-32 was reckoned by zlib.
BOOST_AUTO_TEST_CASE(row_52_another_version_is_not_read_as_this_one)
{
    BOOST_TEST(read_journal_line(R"({"v":1,"n":0,"t":0,"ev":"intent","job":"a","result":"pictures","crc":"7865c5f4"})")
                   .has_value());
    BOOST_TEST(!read_journal_line(R"({"v":2,"n":0,"t":0,"ev":"intent","job":"a","result":"pictures","crc":"519ab358"})")
                    .has_value());
}

BOOST_AUTO_TEST_SUITE_END()
