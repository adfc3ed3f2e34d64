#include <jimeng/client/basic_client.hpp>

#include "script.hpp"

#include <jimeng/emulator.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

BOOST_AUTO_TEST_SUITE(test_basic_client)

using namespace script;
using jimeng::client_errc;
using jimeng::verdict;

namespace {

using emulated_client = jimeng::basic_client<jimeng::hmac_sha256_signer<>, jimeng::emulator::loopback_transport>;

emulated_client make_emulated(jimeng::emulator::service_options const& service = {})
{
    return {jimeng::hmac_sha256_signer{service.keys},
            jimeng::emulator::loopback_transport{std::make_shared<jimeng::emulator::service>(service)}, options()};
}

std::string file_text(std::filesystem::path const& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

struct folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("jimeng-client-" + std::to_string(::getpid()));
    folder() { std::filesystem::create_directories(path); }
    ~folder() { std::filesystem::remove_all(path); }
};

template <class T>
concept complete_client = requires(T& client, jimeng::text_to_image_v40 request, jimeng::error_code ec,
                                   jimeng::diagnostics details)
{
    client.generate(request);
    client.generate(request, ec, details);
};
static_assert(complete_client<jimeng::client>);
static_assert(!std::copy_constructible<jimeng::client>);
static_assert(std::movable<jimeng::client>);

} // namespace

BOOST_FIXTURE_TEST_CASE(a_broken_rule_is_refused_before_anything_is_sent, fixture)
{
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat", .size = jimeng::size<4096, 1024>, .max_ratio = 3.0},
                    ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    BOOST_TEST(
        details.client_message.starts_with("size 4096x1024: width over height is outside min ratio to max ratio"));
    client.generate(jimeng::text_to_image_v40{.prompt = jimeng::prompt::unchecked("")}, ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.results = {.aigc_meta = jimeng::aigc_meta{}}}, ec,
                    details);
    BOOST_TEST((ec == client_errc::rule_broken));
    BOOST_TEST((details.submitted == verdict::not_sent));
    client.wait(jimeng::task{}, ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    BOOST_TEST(script().calls().empty());
}

BOOST_AUTO_TEST_CASE(a_bad_endpoint_is_refused_before_anything_is_sent)
{
    auto wrong = options();
    wrong.endpoint = "http://a.example";
    scripted_client client{jimeng::hmac_sha256_signer{keys()}, jimeng::testing::scripted_transport{}, wrong};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
    BOOST_TEST((ec == client_errc::insecure_endpoint));
    BOOST_TEST(client.transport().calls().empty());
}

BOOST_FIXTURE_TEST_CASE(the_throwing_form_carries_code_and_diagnostics, fixture)
{
    script().answer(400, refusal(50412, "Text Risk Not Pass"));
    BOOST_CHECK_EXCEPTION(client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}), jimeng::error_with_diagnostics,
                          [](jimeng::error_with_diagnostics const& e) {
                              return e.code() == jimeng::service_errc::input_text_refused &&
                                     e.get_diagnostics().server_message == "Text Risk Not Pass" &&
                                     e.get_diagnostics().submitted == verdict::rejected;
                          });
}

BOOST_AUTO_TEST_CASE(submit_query_wait_and_download_work_on_their_own)
{
    folder scratch;
    auto client = make_emulated({.queries_until_done = 2});
    auto const task = client.submit(jimeng::seedream_v46{
        .prompt = "two cats", .size = jimeng::size<1280, 1024>, .scale = 70, .force_single = true});
    BOOST_TEST(task.req_key == "jimeng_seedream46_cvtob");
    BOOST_TEST((client.query(task).status == jimeng::task_status::in_queue));
    auto const pictures = client.wait(task, {.download = false});
    BOOST_TEST(pictures.size() == 1U);
    BOOST_TEST(pictures.front().bytes.empty());
    auto const saved = client.download(pictures.front().url, scratch.path / "a" / "cat.png");
    BOOST_TEST(saved.width == 1280U);
    BOOST_TEST(saved.height == 1024U);
    BOOST_TEST(std::filesystem::file_size(saved.path) == saved.size_bytes);
    auto const counts = client.transport().connected_service().counts();
    BOOST_TEST(counts.accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(a_picture_saves_itself_and_keeps_what_is_there)
{
    folder scratch;
    auto client = make_emulated();
    auto const pictures =
        client.generate(jimeng::text_to_image_v40{.prompt = "a cat", .size = jimeng::size<1024, 1024>});
    auto const path = scratch.path / "cat.png";
    auto const saved = pictures.at(0).save(path);
    BOOST_TEST(file_text(path) == pictures.at(0).bytes);
    BOOST_TEST(saved.sha256.size() == 64U);
    BOOST_CHECK_EXCEPTION(pictures.at(0).save(path), jimeng::error_with_diagnostics,
                          [](auto const& e) { return e.code() == client_errc::output_exists; });
    pictures.at(0).save(path, true);
    BOOST_CHECK_THROW(jimeng::picture{}.save(scratch.path / "none.png"), jimeng::error_with_diagnostics);
    BOOST_TEST(!std::filesystem::exists(scratch.path / "none.png"));
}

BOOST_AUTO_TEST_CASE(links_and_base64_give_the_same_picture)
{
    auto client = make_emulated();
    jimeng::text_to_image_v40 const request{.prompt = "a cat", .size = jimeng::size<1024, 1024>};
    auto const task = client.submit(request);
    auto const linked = client.wait(task);
    auto const inline_ = client.wait(task, {.results = {.return_url = false}});
    BOOST_TEST(linked.at(0).bytes == inline_.at(0).bytes);
    BOOST_TEST(inline_.at(0).url.empty());
}

BOOST_AUTO_TEST_CASE(sides_outside_the_default_ratios_are_accepted_because_the_encoder_widens_them)
{
    auto client = make_emulated();
    auto const pictures =
        client.generate(jimeng::text_to_image_v40{.prompt = "a river", .size = jimeng::size<4096, 512>});
    BOOST_TEST(pictures.at(0).width == 4096U);
    BOOST_TEST(pictures.at(0).height == 512U);
}

BOOST_AUTO_TEST_CASE(a_set_is_as_many_pictures_as_it_names_and_force_single_is_one)
{
    auto client = make_emulated();
    jimeng::text_to_image_v40 request{.prompt = "a set of 3 cats", .size = jimeng::size<1024, 1024>};
    BOOST_TEST(client.generate(request, {.download = false}).size() == 3U);
    request.force_single = true;
    BOOST_TEST(client.generate(request, {.download = false}).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_wrong_secret_is_refused_with_the_gateways_words)
{
    emulated_client client{jimeng::hmac_sha256_signer{
                               {jimeng::emulator::service_options{}.keys.access_key_id, jimeng::secret{"wrong"}, {}}},
                           jimeng::emulator::loopback_transport{std::make_shared<jimeng::emulator::service>()},
                           options()};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
    BOOST_TEST((ec == jimeng::gateway_errc::signature_does_not_match));
    BOOST_TEST((details.submitted == verdict::rejected));
    BOOST_TEST(details.http_status == 401);
}

BOOST_AUTO_TEST_CASE(row_41_a_dropped_reply_is_unknown_and_the_ledger_has_one_entry)
{
    auto client = make_emulated();
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(jimeng::text_to_image_v40{.prompt = "emulate:drop-reply"}, ec, details);
    BOOST_TEST((ec == client_errc::submit_unknown));
    BOOST_TEST((details.submitted == verdict::unknown));
    BOOST_TEST(client.transport().connected_service().counts().accepted_submits == 1U);
}

BOOST_AUTO_TEST_CASE(row_38_a_task_is_lost_after_twelve_hours)
{
    auto client = make_emulated();
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const task = client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
    BOOST_TEST(!ec.failed());
    client.transport().wait(std::chrono::hours{12}, {});
    BOOST_TEST(client.wait(task, {.download = false}, ec, details).empty());
    BOOST_TEST((ec == client_errc::task_lost));
    BOOST_TEST(details.client_message.find(task.id.text()) != std::string::npos);
    BOOST_TEST(details.client_message.find("tasks live 12 hours") != std::string::npos);
    BOOST_TEST(details.client_message.find("accepted") == std::string::npos); // when it was, nobody told
}

BOOST_AUTO_TEST_CASE(row_38_the_age_of_a_task_is_told_where_it_is_known)
{
    auto client = make_emulated();
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const accepted_at = client.transport().now();
    auto const task = client.submit(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
    client.transport().wait(std::chrono::hours{13}, {});
    client.wait(task, {.download = false, .accepted_at = accepted_at}, ec, details);
    BOOST_TEST((ec == client_errc::task_lost));
    BOOST_TEST(details.client_message.find(task.id.text()) != std::string::npos);
    BOOST_TEST(details.client_message.ends_with("tasks live 12 hours, and was accepted 13 h 1 min ago"),
               details.client_message);
}

BOOST_AUTO_TEST_CASE(every_documented_code_is_told_as_itself_from_submit_and_from_query)
{
    for (auto const& row : jimeng::service_codes) {
        auto const number = std::to_string(static_cast<int>(row.code));
        for (std::string const where : {"emulate:", "emulate:done-"}) {
            auto client = make_emulated();
            std::string const text = "a cat " + where + number;
            jimeng::error_code ec;
            jimeng::diagnostics details;
            client.generate(jimeng::text_to_image_v40{.prompt = *jimeng::prompt::parse(std::string_view{text})},
                            {.download = false}, ec, details);
            bool const throttled =
                ec == client_errc::still_running && jimeng::error_code{row.code} == jimeng::condition::throttled;
            // What prevents asking does not end the task.
            bool const of_the_way =
                row.code == jimeng::service_errc::access_denied || row.code == jimeng::service_errc::no_such_interface;
            bool const closed = of_the_way && where == "emulate:done-" && ec == client_errc::waiting_failed &&
                                details.cause == row.code;
            BOOST_TEST_CONTEXT(text)
            {
                BOOST_TEST((ec == row.code || throttled || closed));
            }
            BOOST_TEST(client.transport().connected_service().counts().accepted_submits ==
                       (where == "emulate:" ? 0U : 1U));
        }
    }
}

BOOST_AUTO_TEST_CASE(every_gateway_code_is_told_as_itself)
{
    for (auto const& row : jimeng::gateway_codes) {
        auto client = make_emulated();
        std::string const text = "a cat emulate:gateway-" + std::string{row.name};
        jimeng::error_code ec;
        jimeng::diagnostics details;
        client.generate(jimeng::text_to_image_v40{.prompt = *jimeng::prompt::parse(std::string_view{text})}, ec,
                        details);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST((ec == row.code));
        }
    }
}

namespace {

struct forgetful_signer {
    int* left;
    void sign(jimeng::http_request&, std::chrono::sys_seconds) const
    {
        if ((*left)-- == 0) throw std::runtime_error{"keys are gone"};
    }
};

struct throwing_transport {
    jimeng::http_response exchange(jimeng::http_request const&, jimeng::exchange_options const&, jimeng::error_code&,
                                   jimeng::diagnostics&)
    {
        throw std::runtime_error{"no memory"};
    }
};

} // namespace

BOOST_AUTO_TEST_CASE(a_signer_that_throws_loses_no_task)
{
    for (int const calls : {0, 1}) {
        int left = calls;
        jimeng::basic_client<forgetful_signer, jimeng::testing::scripted_transport> client{
            {&left}, jimeng::testing::scripted_transport{}, options()};
        client.transport().answer(200, accepted());
        jimeng::error_code ec;
        jimeng::diagnostics details;
        client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
        BOOST_TEST((ec == (calls == 0 ? client_errc::signing_failed : client_errc::still_running)));
        BOOST_TEST((details.submitted == (calls == 0 ? verdict::not_sent : verdict::accepted)));
        BOOST_TEST(details.task_id.empty() == (calls == 0));
        if (calls == 0) BOOST_TEST(details.client_message == "signing failed: keys are gone");
        if (calls == 1) BOOST_TEST((ec == jimeng::condition::resumable && details.cause.failed()));
    }
}

BOOST_AUTO_TEST_CASE(a_transport_that_throws_leaves_the_submit_unknown)
{
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, throwing_transport> client{
        jimeng::hmac_sha256_signer{keys()}, {}, options()};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, ec, details);
    BOOST_TEST((ec == client_errc::submit_unknown));
    BOOST_TEST((details.submitted == verdict::unknown));
}

BOOST_FIXTURE_TEST_CASE(what_names_the_task, fixture)
{
    script().answer(200, accepted()).answer(400, refusal(50511));
    BOOST_CHECK_EXCEPTION(client.generate(jimeng::text_to_image_v40{.prompt = "a cat"}), std::exception,
                          [](std::exception const& e) {
                              std::string_view const text = e.what();
                              return text.find("7392616336519610409") != text.npos &&
                                     text.find("failed the content check") != text.npos && text.front() != ':';
                          });
}

BOOST_FIXTURE_TEST_CASE(texts_that_json_cannot_hold_are_refused_before_paying, fixture)
{
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"},
                    {.results = {.watermark = jimeng::watermark{.text = "\xff"}}}, ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    client.generate(jimeng::text_to_image_v40{.prompt = "a cat"},
                    {.results = {.aigc_meta = jimeng::aigc_meta{.producer_id = "\xff"}}}, ec, details);
    BOOST_TEST((ec == client_errc::rule_broken));
    BOOST_TEST(script().calls().empty());
}

BOOST_AUTO_TEST_SUITE_END()
