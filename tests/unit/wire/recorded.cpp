// The answers of the real service that people made public, each read as its note says.
#include <jimeng/wire/decode.hpp>

#include "../print_enum.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_recorded)

namespace {

using jimeng::error_code;
using jimeng::task_status;

/// The body of a recording exactly as it was sent.
std::string body_of(std::string const& number)
{
    std::ifstream file{JIMENG_TEST_DATA "/recorded/" + number + ".json", std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    std::string const key = "\n\"body\": ";
    auto const begin = text.find(key);
    BOOST_REQUIRE_MESSAGE(begin != std::string::npos, "no body in " << number);
    auto const from = begin + key.size();
    return text.substr(from, text.rfind('}') - from);
}

struct submitted {
    char const* number;
    char const* id;
    char const* request_id;
};

struct result {
    char const* number;
    task_status status;
    std::size_t links;
    char const* request_id;
    char const* video = "";
};

struct refused {
    char const* number;
    error_code ec;
    char const* words;
    char const* request_id;
};

submitted const submits[] = {
    {"01", "3501904996240388189", "202602271758013FAA118FA60614B0AA12"},
    {"05", "16138580523910600483", "202511201724344E61ABBE12209469CC8D"},
    {"19", "7243286907139418422", "202407201039394C17C2A13FCD66FC2E57"},
    {"25", "14532579469435927929", "20260515130321C8FE696EBA15F1B85892"},
    {"27", "5642998830288397746", "20260515132959E086901A3FBDE6AB1371"},
    {"31", "9417074987435777653", "202508041824544539E3969AD0CE194ECB"},
    {"23", "1016263xxxxx45545367", "2026012214065868781A60A6D"}, // a callback: the id stands beside the data
};

result const results[] = {
    {"03", task_status::in_queue, 0, "20260228100222F84ECEFA4C7B356B9C6E"},
    {"07", task_status::in_queue, 0, "20250510012030E64C367A534CF9B1C5BA"},
    {"09", task_status::done, 0, "202602041916286E71E6AFC5A69EB1E14C", "https://example.com/video.mp4"},
    {"23", task_status::done, 0, "2026012214065868781A60A6D", "https://xxxx"},
    {"29", task_status::done, 0, ""},                                   // JSON inside a text
    {"33", task_status::done, 1, "202407171443243B77339D407ED2C2BD27"}, // a synchronous service: no status
};

refused const refusals[] = {
    {"11", jimeng::service_errc::invalid_parameter, "Invalid Input Parameters: :  <- ",
     "202602041916583B0AA14296029BC59F52"},
    {"13", jimeng::service_errc::access_denied, "Access Denied: Internal Error", "202511171641388642C30F07A6C9F4F361"},
    {"15", jimeng::service_errc::access_denied, "Access Denied: Internal Error", "2025052717041722913E93DEC7E1B601F7"},
    {"17", jimeng::service_errc::access_denied, "Access Denied: Internal Error", "202603190808558ED80D01D7EF4DA9103E"},
    {"21", jimeng::service_errc::input_text_sensitive, "Post Text Risk Not Pass", "2025112814182181170D07B9F235326A58"},
    {"35", jimeng::gateway_errc::invalid_action_or_version, "", "2026052600171721ADD06EB09E90C44AAA"},
};

} // namespace

BOOST_AUTO_TEST_CASE(every_submit_gives_its_id)
{
    for (auto const& one : submits) {
        error_code ec;
        jimeng::diagnostics details;
        auto const id = jimeng::decode_submit({200, {}, body_of(one.number)}, ec, details);
        BOOST_TEST_CONTEXT(one.number)
        {
            BOOST_TEST(!ec.failed());
            BOOST_TEST(id.text() == one.id);
            BOOST_TEST(details.task_id == one.id);
            BOOST_TEST(details.request_id == one.request_id);
            BOOST_TEST(details.server_message == "Success");
            BOOST_TEST(details.service_code == 10000);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_result_gives_its_state)
{
    for (auto const& one : results) {
        error_code ec;
        jimeng::diagnostics details;
        auto const state = jimeng::decode_result({200, {}, body_of(one.number)}, ec, details);
        BOOST_TEST_CONTEXT(one.number)
        {
            BOOST_TEST(!ec.failed());
            BOOST_TEST(state.status == one.status);
            BOOST_TEST(state.image_urls.size() == one.links);
            BOOST_TEST(state.binary_data_base64.empty());
            BOOST_TEST(state.video_url == one.video);
            BOOST_TEST(!state.unusable_video_url.failed());
            if (*one.request_id != '\0') BOOST_TEST(details.request_id == one.request_id);
            for (auto const& url : state.image_urls)
                BOOST_TEST(url.starts_with("https://p9-aiop-sign.byteimg.com/tos-cn-i-"));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_error_keeps_its_code_and_its_words)
{
    for (auto const& one : refusals) {
        error_code of_submit, of_query;
        jimeng::diagnostics details, of_result;
        auto const id = jimeng::decode_submit({404, {}, body_of(one.number)}, of_submit, details);
        (void)jimeng::decode_result({404, {}, body_of(one.number)}, of_query, of_result);
        BOOST_TEST_CONTEXT(one.number)
        {
            BOOST_TEST(of_submit == one.ec);
            BOOST_TEST(of_query == one.ec);
            BOOST_TEST(id.empty());
            BOOST_TEST(details.task_id.empty());
            BOOST_TEST(details.server_message.starts_with(one.words));
            BOOST_TEST(details.request_id == one.request_id);
            BOOST_TEST((details == of_result));
        }
    }
}

BOOST_AUTO_TEST_CASE(no_recording_is_left_out)
{
    std::vector<std::string> known;
    for (auto const& one : submits)
        known.emplace_back(one.number);
    for (auto const& one : results)
        known.emplace_back(one.number);
    for (auto const& one : refusals)
        known.emplace_back(one.number);
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator{JIMENG_TEST_DATA "/recorded"}) {
        auto const number = entry.path().stem().string();
        BOOST_TEST((std::find(known.begin(), known.end(), number) != known.end()), number);
        ++count;
    }
    BOOST_TEST(count == 18U);
}

BOOST_AUTO_TEST_SUITE_END()
