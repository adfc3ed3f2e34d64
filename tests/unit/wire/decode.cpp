#include <jimeng/wire/decode.hpp>

#include <boost/test/unit_test.hpp>

#include "../print_enum.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_decode)

namespace {

using jimeng::client_errc;
using jimeng::diagnostics;
using jimeng::error_code;
using jimeng::task_status;

struct submitted {
    jimeng::task_id id;
    error_code ec;
    diagnostics details;
};

submitted submit(std::string body, int status = 200)
{
    submitted result;
    result.id = decode_submit({status, {}, std::move(body)}, result.ec, result.details);
    return result;
}

struct queried {
    jimeng::task_state state;
    error_code ec;
    diagnostics details;
};

queried query(std::string body, int status = 200)
{
    queried result;
    result.state = decode_result({status, {}, std::move(body)}, result.ec, result.details);
    return result;
}

using texts = std::vector<std::string>;

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i != times; ++i)
        all += text;
    return all;
}

std::string const request_id = "202506171846053B0C7B1D0F5A3C9E1D22";
std::string const submit_ok =
    R"({"code":10000,"data":{"task_id":"7392616336519610409"},"message":"Success",)"
    R"("request_id":"202506171846053B0C7B1D0F5A3C9E1D22","status":10000,"time_elapsed":"104.852309ms"})";
std::string const done_with_links =
    R"({"code":10000,"data":{"binary_data_base64":null,"image_urls":["https://example.com/1.png?a=1\u0026b=2",)"
    R"("https://example.com/2.png"],"status":"done"},"message":"Success","request_id":"r","status":10000,"time_elapsed":"1.2s"})";

BOOST_AUTO_TEST_CASE(an_accepted_submit_gives_its_id)
{
    auto const result = submit(submit_ok);
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.id.text() == "7392616336519610409");
    BOOST_TEST(result.details.task_id == "7392616336519610409");
    BOOST_TEST(result.details.http_status == 200);
    BOOST_TEST(result.details.service_code == 10000);
    BOOST_TEST(result.details.server_message == "Success");
    BOOST_TEST(result.details.request_id == request_id);
}

BOOST_AUTO_TEST_CASE(only_code_and_data_are_needed)
{
    auto const result = submit(R"({"code":10000,"data":{"task_id":"1"}})");
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.id.text() == "1");
    BOOST_TEST(result.details.server_message.empty());
}

BOOST_AUTO_TEST_CASE(row_21_the_body_decides_whatever_the_http_status)
{
    BOOST_TEST(!submit(submit_ok, 500).ec.failed());
    auto const refused = submit(R"({"code":50411,"data":null,"message":"Pre Img Risk Not Pass"})", 200);
    BOOST_TEST(refused.ec == jimeng::service_errc::input_image_refused);
    BOOST_TEST(refused.id.empty());
    BOOST_TEST(refused.details.task_id.empty());
}

BOOST_AUTO_TEST_CASE(every_documented_business_code_becomes_its_error)
{
    for (auto const& row : jimeng::service_codes) {
        auto const number = std::to_string(static_cast<int>(row.code));
        auto const body =
            R"({"code":)" + number + R"(,"data":null,"message":"the words","request_id":"r","status":)" + number + '}';
        auto const result = query(body, 400);
        BOOST_TEST_CONTEXT(number)
        {
            BOOST_TEST(result.ec == row.code);
            BOOST_TEST(submit(body, 400).ec == row.code);
            BOOST_TEST(result.details.service_code == static_cast<int>(row.code));
            BOOST_TEST(result.details.server_message == "the words");
            BOOST_TEST(result.details.http_status == 400);
            BOOST_TEST(result.details.request_id == "r");
        }
    }
}

BOOST_AUTO_TEST_CASE(row_22_a_code_that_nobody_documented_survives)
{
    for (int const code : {1, 200, 50299, 99999, 2147483647}) {
        auto const result = submit(R"({"code":)" + std::to_string(code) + R"(,"data":{"task_id":"1"}})");
        BOOST_TEST(result.ec.value() == code);
        BOOST_TEST((result.ec.category() == jimeng::service_category()));
        BOOST_TEST(result.details.service_code == code);
        BOOST_TEST(result.id.empty());
    }
}

BOOST_AUTO_TEST_CASE(every_documented_gateway_error_is_found_by_its_name_even_without_a_number)
{
    for (auto const& row : jimeng::gateway_codes)
        for (auto const* const number : {"", R"("CodeN":0,)", R"("CodeN":100004,)"}) {
            auto const result = submit(R"({"ResponseMetadata":{"RequestId":"r","Action":"CVSync2AsyncSubmitTask",)"
                                       R"("Version":"2022-08-31","Service":"cv","Region":"cn-north-1","Error":{)" +
                                           std::string{number} + R"("Code":")" + std::string{row.name} +
                                           R"(","Message":"the words"}}})",
                                       row.http_status);
            BOOST_TEST_CONTEXT(row.name)
            {
                BOOST_TEST(result.ec == row.code);
                BOOST_TEST(result.details.gateway_code == row.name);
                BOOST_TEST(result.details.server_message == "the words");
                BOOST_TEST(result.details.request_id == "r");
                BOOST_TEST(result.details.http_status == row.http_status);
            }
        }
}

BOOST_AUTO_TEST_CASE(a_gateway_error_is_found_by_its_number_where_the_name_is_new)
{
    auto const result =
        submit(R"({"ResponseMetadata":{"RequestId":"r","Error":{"CodeN":100010,"Code":"NewName"}}})", 401);
    BOOST_TEST(result.ec == jimeng::gateway_errc::signature_does_not_match);
    BOOST_TEST(result.details.service_code == 100010);
    BOOST_TEST(result.details.gateway_code == "NewName");
}

BOOST_AUTO_TEST_CASE(an_unknown_gateway_error_keeps_its_words)
{
    auto const result =
        query(R"({"ResponseMetadata":{"Error":{"CodeN":3,"Code":"NewName","Message":"the words"}}})", 418);
    BOOST_TEST(result.ec == jimeng::gateway_errc::unknown);
    BOOST_TEST(result.details.gateway_code == "NewName");
    BOOST_TEST(result.details.server_message == "the words");
}

BOOST_AUTO_TEST_CASE(a_gateway_envelope_without_an_error_is_no_success)
{
    for (auto const* const body :
         {R"({"ResponseMetadata":{"RequestId":"r"}})", R"({"ResponseMetadata":{"Error":null}})",
          R"({"ResponseMetadata":{"Error":"text"}})", R"({"ResponseMetadata":null})",
          R"({"ResponseMetadata":{},"Result":{"task_id":"1"}})"}) {
        BOOST_TEST(submit(body).ec == client_errc::missing_field);
        BOOST_TEST(query(body).ec == client_errc::missing_field);
    }
}

BOOST_AUTO_TEST_CASE(a_pending_task_has_no_pictures)
{
    for (auto const* const empty : {"null", "[]"})
        for (auto const& [word, status] :
             {std::pair{"in_queue", task_status::in_queue}, std::pair{"generating", task_status::generating}}) {
            auto const result = query(R"({"code":10000,"data":{"status":")" + std::string{word} + R"(","image_urls":)" +
                                      empty + R"(,"binary_data_base64":)" + empty + R"(},"message":"Success"})");
            BOOST_TEST(!result.ec.failed());
            BOOST_TEST(result.state.status == status);
            BOOST_TEST(result.state.image_urls.empty());
            BOOST_TEST(result.state.binary_data_base64.empty());
        }
}

BOOST_AUTO_TEST_CASE(a_finished_task_gives_its_links_unescaped_and_in_order)
{
    auto const result = query(done_with_links);
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.state.status == task_status::done);
    BOOST_TEST(result.state.status_word == "done");
    BOOST_TEST((result.state.image_urls == texts{"https://example.com/1.png?a=1&b=2", "https://example.com/2.png"}));
    BOOST_TEST(result.state.binary_data_base64.empty());
    BOOST_TEST(result.details.task_id.empty());
}

BOOST_AUTO_TEST_CASE(a_finished_task_gives_its_pictures_as_base64)
{
    auto const result = query(
        R"({"code":10000,"data":{"binary_data_base64":["Zm9v","+\/8="],"image_urls":null,"status":"done"},"message":"Success"})");
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST((result.state.binary_data_base64 == texts{"Zm9v", "+/8="}));
    BOOST_TEST(result.state.image_urls.empty());
}

BOOST_AUTO_TEST_CASE(an_unusable_link_keeps_its_place_and_hides_no_other)
{
    struct {
        std::string entry;
        client_errc why;
    } const entries[] = {
        {"null", client_errc::wrong_type},
        {"1", client_errc::wrong_type},
        {"-1", client_errc::wrong_type},
        {"1.5", client_errc::wrong_type},
        {"1e300", client_errc::wrong_type},
        {"true", client_errc::wrong_type},
        {"[]", client_errc::wrong_type},
        {"{}", client_errc::wrong_type},
        {R"(["https://example.com/x.png"])", client_errc::wrong_type},
        {R"({"url":"https://example.com/x.png","status":"expired"})", client_errc::wrong_type},
        {R"("https://example.com/)" + std::string(20'000, 'x') + '"', client_errc::too_large},
    };
    for (auto const& [entry, why] : entries)
        for (auto const* const pictures : {"", R"(,"binary_data_base64":"")", R"(,"binary_data_base64":7)"}) {
            auto const result =
                query(R"({"code":10000,"data":{"status":"done","image_urls":["https://example.com/1.png",)" + entry +
                      R"(,"https://example.com/3.png"])" + pictures + "}}");
            BOOST_TEST_CONTEXT(entry.substr(0, 40) << pictures)
            {
                BOOST_TEST(!result.ec.failed());
                BOOST_TEST(
                    (result.state.image_urls == texts{"https://example.com/1.png", "", "https://example.com/3.png"}));
                BOOST_TEST(result.state.listed_urls == 3U);
                BOOST_REQUIRE(result.state.unusable_urls.size() == 1U);
                BOOST_TEST(result.state.unusable_urls[0].index == 1U);
                BOOST_TEST(result.state.unusable_urls[0].why == why);
            }
        }
}

BOOST_AUTO_TEST_CASE(a_link_of_a_video_is_a_text_and_stands_beside_all_else)
{
    auto const data = [](std::string const& members) {
        return R"({"code":10000,"data":{)" + members + R"(},"message":"Success"})";
    };
    auto const video =
        query(data(R"("status":"done","video_url":"https:\/\/a.example\/v.mp4","aigc_meta_tagged":true)"));
    BOOST_TEST(!video.ec.failed());
    BOOST_TEST(video.state.video_url == "https://a.example/v.mp4");
    BOOST_TEST(video.state.image_urls.empty());
    auto const both = query(data(R"("status":"done","image_urls":["https://a.example/1.png"],"video_url":"v")"));
    BOOST_TEST((both.state.image_urls == texts{"https://a.example/1.png"}));
    BOOST_TEST(both.state.video_url == "v");
    auto const wrapped =
        query(R"({"ResponseMetadata":{"RequestId":"r"},"Result":)" + data(R"("status":"done","video_url":"v")") + "}");
    BOOST_TEST(wrapped.state.video_url == "v");
    for (auto const* const none : {R"("status":"done","video_url":null)", R"("status":"done","video_url":"")",
                                   R"("status":"done")", R"("status":"in_queue","video_url":"")"}) {
        auto const empty = query(data(none));
        BOOST_TEST(!empty.ec.failed(), none);
        BOOST_TEST(empty.state.video_url.empty());
        BOOST_TEST(!empty.state.unusable_video_url.failed());
    }
    BOOST_TEST(query(data(R"("video_url":"v")")).state.status == task_status::done); // a synchronous service
    BOOST_TEST(query(data(R"("video_url":"")")).ec == client_errc::missing_field);
    BOOST_TEST(query(R"({"code":10000,"video_url":"v","data":{"status":"done"}})").state.video_url.empty());
    BOOST_TEST(query(data(R"("status":"done","video_url":"v","video_url":"w")")).state.video_url == "w");
    BOOST_TEST(query(data(R"("status":"done","video_url":5,"video_url":"")")).ec == error_code{});
}

BOOST_AUTO_TEST_CASE(an_unusable_link_of_a_video_hides_no_picture)
{
    auto const answer = [](std::string const& link, std::string const& urls) {
        return query(R"({"code":10000,"data":{"status":"done","video_url":)" + link + R"(,"image_urls":)" + urls +
                     "}}");
    };
    for (auto const* const link : {"5", "true", "{}", R"(["v"])", R"([{"a":"v"}])"}) {
        auto const beside = answer(link, R"(["https://a.example/1.png"])");
        BOOST_TEST(!beside.ec.failed(), link);
        BOOST_TEST(beside.state.image_urls.size() == 1U);
        BOOST_TEST(beside.state.video_url.empty());
        BOOST_TEST(beside.state.unusable_video_url == client_errc::wrong_type);
        BOOST_TEST(answer(link, "null").ec == client_errc::wrong_type, link);
    }
    auto const longest = std::string(16 << 10, 'v');
    BOOST_TEST(answer('"' + longest + '"', "null").state.video_url == longest);
    auto const longer = answer('"' + longest + "v\"", R"(["p"])");
    BOOST_TEST(!longer.ec.failed());
    BOOST_TEST(longer.state.video_url.empty());
    BOOST_TEST(longer.state.unusable_video_url == client_errc::too_large);
    BOOST_TEST((longer.state.image_urls == texts{"p"}));
    BOOST_TEST(longer.state.unusable_urls.empty());
    BOOST_TEST(!answer('"' + longest + "v\"", "null").ec.failed());
}

BOOST_AUTO_TEST_CASE(text_that_is_no_unicode_hides_no_id)
{
    for (auto const* const message : {"\xff", "\xc0\xaf", R"(\ud800)", R"(\udc00\ud800)"}) {
        auto const body = R"({"code":10000,"message":")" + std::string{message} + R"(","data":{"task_id":"7"}})";
        BOOST_TEST(submit(body).id.text() == "7");
        BOOST_TEST(query(R"({"message":")" + std::string{message} + R"(","code":10000,"data":{"status":"done"}})")
                       .state.status == task_status::done);
    }
}

BOOST_AUTO_TEST_CASE(an_id_that_came_is_kept_whatever_stands_around_it)
{
    auto const error = R"("Error":{"CodeN":100014,"Code":"InternalError","Message":"m"})";
    for (std::string const id : {R"("7392616336519610409")", "7392616336519610409"})
        for (std::string const& body :
             {R"({"code":50500,"data":{"task_id":)" + id + "}}",
              R"({"code":50429,"task_id":)" + id + R"(,"data":null})", R"({"task_id":)" + id + R"(,"code":"10000"})",
              R"({"data":{"task_id":)" + id + "}}", R"({"data":{"task_id":)" + id + R"(},"code":10000,"message":)",
              R"({"data":{"task_id":)" + id + "}} x",
              R"({"ResponseMetadata":{)" + std::string{error} + R"(},"data":{"task_id":)" + id + "}}",
              R"({"ResponseMetadata":{)" + std::string{error} + R"(},"task_id":)" + id + "}",
              R"({"ResponseMetadata":{"task_id":)" + id + "," + error + "}}",
              R"({"Result":{"data":{"task_id":)" + id + R"(}},"ResponseMetadata":{)" + error + "}}",
              R"({"Result":{"code":10000,"task_id":)" + id + R"(},"ResponseMetadata":{)" + error + "}}",
              R"({"ResponseMetadata":{},"Result":{"task_id":)" + id + "}}"}) {
            auto const result = submit(body, 500);
            BOOST_TEST_CONTEXT(body)
            {
                BOOST_TEST(result.ec.failed());
                BOOST_TEST(result.id.empty());
                BOOST_TEST(result.details.task_id == "7392616336519610409");
            }
        }
    auto const moved = submit(submit_ok, 302);
    BOOST_TEST(moved.ec == client_errc::unexpected_redirect);
    BOOST_TEST(moved.details.task_id == "7392616336519610409");
}

BOOST_AUTO_TEST_CASE(half_an_id_is_none)
{
    BOOST_TEST(submit(R"({"code":10000,"data":{"task_id":"739261633)").details.task_id.empty());
    BOOST_TEST(submit(R"({"code":10000,"data":{"task_id":739261633)").details.task_id.empty());
}

BOOST_AUTO_TEST_CASE(the_id_of_a_success_may_stand_beside_the_data)
{
    for (std::string const body :
         {R"({"code":10000,"task_id":"7","data":{"status":"in_queue"}})", R"({"task_id":7,"code":10000,"data":null})",
          R"({"ResponseMetadata":{"RequestId":"g"},"Result":{"code":10000,"task_id":"7"}})"})
        BOOST_TEST(submit(body).id.text() == "7", body);
}

BOOST_AUTO_TEST_CASE(what_the_gateway_wraps_is_read_by_its_shape)
{
    auto const metadata = R"("ResponseMetadata":{"RequestId":"g1","Action":"A","Version":"2024-06-06"})";
    auto const accepted =
        submit(R"({"Result":{"code":10000,"data":{"task_id":"7"},"message":"Success"},)" + std::string{metadata} + "}");
    BOOST_TEST(!accepted.ec.failed());
    BOOST_TEST(accepted.id.text() == "7");
    BOOST_TEST(accepted.details.request_id == "g1");
    auto const text = submit("{" + std::string{metadata} +
                             R"(,"Result":"{\"code\":10000,\"data\":{\"task_id\":\"7\"},\"request_id\":\"r1\"}"})");
    BOOST_TEST(!text.ec.failed());
    BOOST_TEST(text.id.text() == "7");
    BOOST_TEST(text.details.request_id == "r1");
    auto const done = query(R"({"Result":{"code":10000,"data":{"image_urls":["https://example.com/1.png"],)"
                            R"("status":"done"},"status":10000},)" +
                            std::string{metadata} + "}");
    BOOST_TEST(!done.ec.failed());
    BOOST_TEST((done.state.image_urls == texts{"https://example.com/1.png"}));
    BOOST_TEST(query("{" + std::string{metadata} + R"(,"Result":{"code":50413,"data":null}})").ec ==
               jimeng::service_errc::input_text_sensitive);
    for (auto const* const result : {"null", "[]", "1", R"("x")", R"("[1]")", R"({})", R"("{\"code\":")"})
        BOOST_TEST(submit("{" + std::string{metadata} + R"(,"Result":)" + result + "}").ec ==
                       client_errc::missing_field,
                   result);
}

BOOST_AUTO_TEST_CASE(a_business_code_that_the_gateway_wraps_is_one)
{
    for (auto const* const error : {R"("CodeN":50430,"Code":"50430")", R"("Code":"50430")", R"("Code":50430)",
                                    R"("CodeN":50430,"Code":"Busy")", R"("CodeN":0,"Code":"50430")"})
        for (auto const* const result : {"", R"(,"Result":null)", R"(,"Result":{"code":10000,"data":null})"}) {
            auto const got = submit(R"({"ResponseMetadata":{"RequestId":"g1","Error":{)" + std::string{error} +
                                        R"(,"Message":"the words"}})" + result + "}",
                                    200);
            BOOST_TEST_CONTEXT(error << result)
            {
                BOOST_TEST(got.ec == jimeng::service_errc::concurrency_limited);
                BOOST_TEST(got.details.service_code == 50430);
                BOOST_TEST(got.details.server_message == "the words");
                BOOST_TEST(got.details.request_id == "g1");
            }
        }
}

BOOST_AUTO_TEST_CASE(lost_expired_and_unknown_statuses_are_answers)
{
    BOOST_TEST(query(R"({"code":10000,"data":{"status":"not_found"}})").state.status == task_status::not_found);
    BOOST_TEST(query(R"({"code":10000,"data":{"status":"expired"}})").state.status == task_status::expired);
    auto const result = query(R"({"code":10000,"data":{"status":"paused"}})");
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.state.status == task_status::unknown);
    BOOST_TEST(result.state.status_word == "paused");
    BOOST_TEST(query(R"({"code":10000,"data":{"status":"processing"}})").state.status == task_status::generating);
}

BOOST_AUTO_TEST_CASE(row_34_a_task_that_is_done_with_another_code_has_failed)
{
    auto const result = query(
        R"({"code":50511,"data":{"status":"done","image_urls":["https://example.com/1.png"]},"status":50511})", 400);
    BOOST_TEST(result.ec == jimeng::service_errc::output_image_refused);
    BOOST_TEST(result.state.status == task_status::unknown);
    BOOST_TEST(result.state.image_urls.empty());
}

BOOST_AUTO_TEST_CASE(keys_of_older_services_are_ignored)
{
    auto const result = query(
        R"({"code":10000,"data":{"status":"done","image_urls":["https://example.com/1.png"],"resp_data":"{\"a\":[1]}",)"
        R"("task_id":"","algorithm_base_resp":{"status_code":0,"status_message":"Success"},"infer_ctx":{"a":[{"b":null}]},)"
        R"("llm_result":"","vlm_result":"","video_url":""},"message":"Success","status":10000,"time_elapsed":"103.592)"
        "\u00b5s\"}");
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST((result.state.image_urls == texts{"https://example.com/1.png"}));
}

BOOST_AUTO_TEST_CASE(time_elapsed_may_be_anything)
{
    for (auto const* const elapsed :
         {R"("1.2s")", R"("104.852309ms")", "\"103.592\u00b5s\"", "17", "1.5", "null", "{}"})
        BOOST_TEST(!submit(R"({"code":10000,"data":{"task_id":"1"},"time_elapsed":)" + std::string{elapsed} + '}')
                        .ec.failed());
}

BOOST_AUTO_TEST_CASE(row_20_an_id_as_a_json_integer_keeps_its_exact_digits)
{
    for (auto const* const digits : {"1", "7392616336519610409", "9007199254740993", "9223372036854775807",
                                     "9223372036854775808", "18446744073709551615"}) {
        auto const result = submit(R"({"code":10000,"data":{"task_id":)" + std::string{digits} + "}}");
        BOOST_TEST(!result.ec.failed());
        BOOST_TEST(result.id.text() == digits);
    }
}

BOOST_AUTO_TEST_CASE(row_20_an_id_that_lost_digits_or_is_no_id_is_refused)
{
    struct {
        std::string value;
        client_errc ec;
    } const cases[] = {
        {"1e30", client_errc::wrong_type},
        {"7392616336519610409.0", client_errc::wrong_type},
        {"18446744073709551616", client_errc::wrong_type},
        {"0", client_errc::wrong_type},
        {"-1", client_errc::wrong_type},
        {"true", client_errc::wrong_type},
        {"[]", client_errc::wrong_type},
        {R"({"id":"1"})", client_errc::wrong_type},
        {R"("")", client_errc::wrong_type},
        {R"("12\n34")", client_errc::wrong_type},
        {R"("12 34")", client_errc::wrong_type},
        {R"("12\u000034")", client_errc::wrong_type},
        {'"' + std::string(1 << 20, '7') + '"', client_errc::wrong_type},
        {"null", client_errc::missing_field},
    };
    for (auto const& c : cases) {
        auto const result = submit(R"({"code":10000,"data":{"task_id":)" + c.value + "}}");
        BOOST_TEST_CONTEXT(c.value.substr(0, 40))
        {
            BOOST_TEST(result.ec == c.ec);
            BOOST_TEST(result.id.empty());
            BOOST_TEST(result.details.task_id.empty());
        }
    }
    BOOST_TEST(submit(R"({"code":10000,"data":{}})").ec == client_errc::missing_field);
}

BOOST_AUTO_TEST_CASE(missing_and_null_keys_are_named_as_missing)
{
    for (auto const* const body :
         {"{}", R"({"data":{"task_id":"1","status":"done"}})", R"({"code":10000})", R"({"code":10000,"data":null})",
          R"({"code":10000,"data":{}})", R"({"code":10000,"data":{"task_id":null,"status":null}})"}) {
        BOOST_TEST_CONTEXT(body)
        {
            BOOST_TEST(submit(body).ec == client_errc::missing_field);
            BOOST_TEST(query(body).ec == client_errc::missing_field);
        }
    }
}

BOOST_AUTO_TEST_CASE(row_20_a_value_of_the_wrong_type_is_never_success)
{
    struct {
        char const* type;
        char const* value;
    } const values[] = {
        {"null", "null"},  {"bool", "true"},  {"integer", "1"}, {"negative", "-1"}, {"double", "1.5"},
        {"huge", "1e300"}, {"text", "\"x\""}, {"array", "[]"},  {"object", "{}"},   {"list of integers", "[1]"},
    };
    struct {
        char const* before;
        char const* after;
        std::vector<std::string> good;
    } const places[] = {
        {"", "", {}},
        {R"({"code":)", R"(,"data":{"status":"done"}})", {}},
        {R"({"code":10000,"data":)", "}", {}},
        {R"({"code":10000,"data":{"status":)", "}}", {"text"}},
        {R"({"code":10000,"data":{"status":"done","image_urls":)", "}}", {"null", "array"}},
        {R"({"code":10000,"data":{"status":"done","binary_data_base64":)", "}}", {"null", "array"}},
        {R"({"code":10000,"data":{"status":)", R"(,"image_urls":["https://example.com/1.png"]}})", {"null", "text"}},
        {R"({"ResponseMetadata":)", "}", {}},
        {R"({"ResponseMetadata":{"Error":)", "}}", {}},
        {R"({"ResponseMetadata":{"Error":{"CodeN":)", "}}}", {}},
    };
    for (auto const& place : places)
        for (auto const& value : values) {
            auto const result = query(std::string{place.before} + value.value + place.after);
            bool const good = std::find(place.good.begin(), place.good.end(), value.type) != place.good.end();
            BOOST_TEST_CONTEXT(place.before << value.value << place.after) BOOST_TEST(result.ec.failed() == !good);
        }
}

BOOST_AUTO_TEST_CASE(a_code_that_is_no_positive_integer_is_of_the_wrong_type)
{
    for (auto const* const code :
         {"\"10000\"", "10000.0", "1e4", "0", "-1", "2147483648", "9223372036854775808", "true", "null", "[10000]"})
        BOOST_TEST_CONTEXT(code)
    BOOST_TEST(submit(R"({"code":)" + std::string{code} + R"(,"data":{"task_id":"1"}})").ec == client_errc::wrong_type);
}

BOOST_AUTO_TEST_CASE(texts_beside_the_data_may_have_any_type)
{
    auto const result = submit(R"({"code":10000,"data":{"task_id":"1"},"message":{},"request_id":17})");
    BOOST_TEST(!result.ec.failed());
    BOOST_TEST(result.details.server_message.empty());
    BOOST_TEST(result.details.request_id.empty());
}

BOOST_AUTO_TEST_CASE(row_17_what_is_no_single_json_document_is_named_so)
{
    for (std::string const& body :
         {std::string{}, std::string{" "}, std::string{"<html><head><title>504 Gateway Time-out</title></head></html>"},
          std::string{"TLB"}, "\xef\xbb\xbf" + submit_ok, submit_ok + submit_ok, submit_ok + "x",
          std::string{"{'code':10000}"}, std::string{R"({"code":10000,"data":{"task_id":"1"},})"},
          std::string{R"({"code":10000,"message":"\ud80"})"}, std::string{R"({"code":10000,"message":"\ud800\u12"})"},
          std::string{"{\"code\":10000,\"message\":\"a\nb\"}"}, std::string{R"({"code":NaN})"},
          std::string{R"(/* words */ {"code":10000})"}, std::string{"{\"code\":10000}\0", 15}}) {
        BOOST_TEST_CONTEXT(body.substr(0, 60))
        {
            BOOST_TEST(submit(body).ec == client_errc::bad_json);
            BOOST_TEST(query(body, 502).ec == client_errc::bad_json);
        }
    }
    BOOST_TEST(query("<html>", 502).details.http_status == 502);
}

BOOST_AUTO_TEST_CASE(blanks_around_the_document_do_not_matter)
{
    BOOST_TEST(!submit("\r\n " + submit_ok + "\n").ec.failed());
}

BOOST_AUTO_TEST_CASE(row_27_a_redirect_is_not_read)
{
    for (int const status : {300, 301, 302, 303, 307, 308, 399}) {
        auto const result = submit(submit_ok, status);
        BOOST_TEST(result.ec == client_errc::unexpected_redirect);
        BOOST_TEST(result.id.empty());
        BOOST_TEST(result.details.http_status == status);
    }
    BOOST_TEST(!submit(submit_ok, 299).ec.failed());
    BOOST_TEST(!submit(submit_ok, 400).ec.failed());
}

BOOST_AUTO_TEST_CASE(row_19_deep_nesting_is_refused)
{
    auto const nested = [](std::size_t levels) {
        return R"({"code":10000,"data":{"task_id":"1","infer_ctx":)" + std::string(levels, '[') +
               std::string(levels, ']') + "}}";
    };
    BOOST_TEST(!submit(nested(10)).ec.failed());
    BOOST_TEST(submit(nested(100)).ec == client_errc::too_deep);
    BOOST_TEST(submit(std::string(1000000, '[')).ec == client_errc::too_deep);
    BOOST_TEST(query(repeated(R"({"data":)", 1000000)).ec == client_errc::too_deep);
}

BOOST_AUTO_TEST_CASE(row_19_a_million_small_values_are_refused)
{
    auto const many = [](std::string_view one) {
        return R"({"code":10000,"data":{"task_id":"1","status":"done","infer_ctx":[)" + repeated(one, 1000000) + "0]}}";
    };
    for (auto const* const one : {"1,", "[],", "{},", R"("",)", R"({"a":1},)"}) {
        BOOST_TEST(submit(many(one)).ec == client_errc::too_large);
        BOOST_TEST(query(many(one)).ec == client_errc::too_large);
    }
}

BOOST_AUTO_TEST_CASE(row_19_a_code_or_an_id_that_stands_twice_is_refused_and_an_id_is_kept)
{
    auto const with_id = {
        R"({"code":10000,"data":{"task_id":"1","task_id":"2"}})",
        R"({"code":10000,"data":{"task_id":"1","task_id":"1"}})",
        R"({"code":10000,"data":{"task_id":"1"},"data":{"task_id":"2"}})",
        R"({"code":50411,"data":{"task_id":"1"},"code":10000})",
        R"({"code":50411,"code":10000,"data":{"task_id":"1"}})",
        R"({"code":10000,"task_id":"1","task_id":"2"})",
        R"({"Result":{"code":50411},"Result":{"code":10000,"data":{"task_id":"1"}}})",
        R"({"Result":"{\"code\":50411,\"code\":10000,\"data\":{\"task_id\":\"1\"}}"})",
    };
    for (std::string const body : with_id) {
        auto const told = submit(body);
        BOOST_TEST(told.ec == client_errc::bad_json, body);
        BOOST_TEST(told.id.empty(), body);
        BOOST_TEST(told.details.task_id == "1", body); // it may be paid
    }
    for (std::string const body : {R"({"code":10000,"data":{"status":"done"},"code":50500})",
                                   R"({"ResponseMetadata":{"Error":{"Code":"A","CodeN":1,"Code":"B"}}})",
                                   R"({"ResponseMetadata":{"Error":{"Code":"A"},"Error":{"Code":"B"}}})"}) {
        BOOST_TEST(query(body).ec == client_errc::bad_json, body);
        BOOST_TEST(submit(body).ec == client_errc::bad_json, body);
    }
    // Names that decide nothing, and the same name at another place.
    for (std::string const body : {R"({"code":10000,"message":"a","message":"b","data":{"task_id":"1"}})",
                                   R"({"code":10000,"data":{"task_id":"1","more":{"code":1,"task_id":"2"}}})",
                                   R"({"code":10000,"data":{"task_id":"1","more":[{"code":1},{"code":2}]}})"})
        BOOST_TEST(submit(body).id.text() == "1", body);
}

BOOST_AUTO_TEST_CASE(large_pictures_are_read_whole_also_with_escaped_slashes)
{
    // Lengths just above a power of two, where a buffer that doubles is at its largest.
    for (std::size_t const megabytes : {8U, 16U, 32U}) {
        std::size_t const times = (megabytes << 20) / 26 + 1;
        auto const plain = repeated("iVBORw0KGgoAAAANSUhEUgAA+/", times);
        auto const escaped = repeated(R"(iVBORw0KGgoAAAANSUhEUgAA+\/)", times);
        for (auto const* const text : {&plain, &escaped}) {
            auto const result =
                query(R"({"code":10000,"data":{"status":"done","binary_data_base64":[")" + *text + R"("]}})");
            BOOST_TEST(!result.ec.failed());
            BOOST_REQUIRE(result.state.binary_data_base64.size() == 1U);
            BOOST_TEST((result.state.binary_data_base64[0] == plain));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_answer_cut_at_any_byte_is_never_success)
{
    for (std::size_t length = 0; length != submit_ok.size(); ++length)
        BOOST_TEST(submit(submit_ok.substr(0, length)).ec == client_errc::bad_json);
    for (std::size_t length = 0; length != done_with_links.size(); ++length) {
        auto const result = query(done_with_links.substr(0, length));
        BOOST_TEST(result.ec == client_errc::bad_json);
        BOOST_TEST(result.state.image_urls.empty());
    }
}

BOOST_AUTO_TEST_CASE(an_answer_with_any_byte_changed_gives_an_error_or_a_whole_result)
{
    std::mt19937_64 random{17};
    for (int i = 0; i != 20000; ++i) {
        std::string body = submit_ok;
        for (auto changes = 1 + random() % 3; changes != 0; --changes)
            body[random() % body.size()] = static_cast<char>(random());
        auto const result = submit(body);
        BOOST_TEST(result.ec.failed() == result.id.empty());
        // An id that stands in an answer without success is kept for the diagnostics alone.
        if (!result.ec.failed()) BOOST_TEST(result.id.text() == result.details.task_id);
    }
}

BOOST_AUTO_TEST_CASE(an_id_beside_a_refusal_is_not_dropped)
{
    auto const result = submit(R"({"code":50500,"data":{"task_id":"7123"},"message":"Internal Error"})");
    BOOST_TEST(result.ec.value() == 50500);
    BOOST_TEST(result.id.empty());
    BOOST_TEST(result.details.task_id == "7123");
}

BOOST_AUTO_TEST_CASE(words_for_people_are_cut_between_code_points)
{
    auto const result = submit(R"({"code":50411,"message":")" + repeated("猫", 5000) + R"("})");
    BOOST_TEST(result.details.server_message == repeated("猫", 666)); // 1998 of at most 2000 bytes
    auto const status = query(R"({"code":10000,"data":{"status":")" + repeated("猫", 5000) + R"("}})");
    BOOST_TEST(status.state.status == task_status::unknown);
    BOOST_TEST(status.state.status_word == repeated("猫", 21)); // 63 of at most 64 bytes
}

BOOST_AUTO_TEST_CASE(a_document_that_was_cut_anywhere_is_not_whole)
{
    std::string const whole =
        R"({"code":10000,"data":{"task_id":"7","binary_data_base64":["AAAA"]},"n":[1,2.5,true,null]})";
    for (std::size_t n = 0; n != whole.size(); ++n)
        BOOST_TEST(!jimeng::is_whole_json(whole.substr(0, n)), whole.substr(0, n));
    BOOST_TEST(jimeng::is_whole_json(whole));
    BOOST_TEST(jimeng::is_whole_json(" " + whole + "\r\n"));
    for (auto const* const other : {"", " ", "{}{}", "{}x", "<html></html>", "{\"a\":}"})
        BOOST_TEST(!jimeng::is_whole_json(other), other);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
