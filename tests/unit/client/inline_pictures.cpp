#include <jimeng/client/detail/inline_pictures.hpp>

#include "../../net/print_errc.hpp"
#include "../../support/failing_new.hpp"
#include "../media/pictures.hpp"
#include "script.hpp"

#include <jimeng/async.hpp>
#include <jimeng/client/detail/generate_fsm.hpp>
#include <jimeng/net/run.hpp>
#include <jimeng/wire/base64.hpp>

#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace test_inline_pictures {

namespace {

using jimeng::client_errc;
using jimeng_tests::content_of;
using jimeng_tests::small_png;

std::string quoted(std::string const& bytes)
{
    return '"' + jimeng::base64_encode(bytes) + '"';
}

/// The answer of a task that is done; the list of pictures comes before what it is worth.
std::string done(std::string const& list, std::string const& status = "done", int code = 10000)
{
    return R"({"data":{"image_urls":null,"binary_data_base64":[)" + list + R"(],"status":")" + status +
           R"("},"message":"Success","request_id":"r3","code":)" + std::to_string(code) + "}";
}

struct fixture : script::fixture {
    jimeng_tests::scratch_folder folder;

    std::string output() const { return folder / "cat.png"; }
    jimeng::pictures fetch(bool overwrite = false)
    {
        return generate({.results = {.return_url = false}, .output = output(), .overwrite = overwrite});
    }
    std::set<std::string> names() const
    {
        std::set<std::string> all;
        for (auto const& entry : std::filesystem::directory_iterator{folder.path()})
            all.insert(entry.path().filename());
        return all;
    }
};

using texts = std::set<std::string>;

/// A request of somebody else's making that takes local files.
struct upscaler {
    static constexpr std::string_view req_key = "own", name = "own", title = "Own";
    jimeng::prompt prompt;
    jimeng::image_files_up_to<1> files{};
    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &upscaler::prompt, "What it shows">{},
                                       jimeng::field<"binary_data_base64", &upscaler::files, "Input">{});
    }
};

/// Drives the machine through submit and query; one allocation of its own fails.
struct short_memory : fixture {
    std::unique_ptr<jimeng::detail::generate_fsm> machine(std::string const& file, std::size_t allocations)
    {
        jimeng::detail::generate_plan plan;
        plan.backend = {{{"https", "a.example", 443}, {}}, jimeng::generic_route};
        plan.task.req_key = "jimeng_t2i_v40";
        plan.submit_body = "{}";
        plan.options.results.return_url = false;
        plan.options.output = file;
        plan.options.overwrite = true;
        plan.call_timeout = std::chrono::seconds{1};
        left = allocations;
        sent = accepted = false;
        queries = 0;
        return std::make_unique<jimeng::detail::generate_fsm>(std::move(plan));
    }

    void run(jimeng::detail::generate_fsm& fsm)
    {
        jimeng::action_result result;
        for (auto action = next(fsm, result); action.what != jimeng::next_action::kind::finish;
             action = next(fsm, result)) {
            result = {};
            if (action.what == jimeng::next_action::kind::send) answer(action, result);
        }
    }

    static constexpr char id[] = "7392616336519610409"; ///< Longer than what strings hold without the heap.
    std::size_t left = 0;
    bool sent = false;
    bool accepted = false; ///< The answer to the submit was understood.
    int queries = 0;

private:
    jimeng::next_action next(jimeng::detail::generate_fsm& fsm, jimeng::action_result& result)
    {
        bool const answered = !result.response.body.empty();
        jimeng::next_action action;
        {
            jimeng_tests::failing_new const armed{jimeng_tests::failing_new::never, &left};
            action = jimeng::detail::resumed(fsm, std::move(result));
        }
        if (answered && queries == 0) accepted = fsm.details().submitted == jimeng::verdict::accepted;
        return action;
    }

    void answer(jimeng::next_action& action, jimeng::action_result& result)
    {
        result.response.status = 200;
        if (!std::exchange(sent, true)) return result.response.body = script::accepted(id), void();
        ++queries;
        jimeng_tests::failing_new const armed{jimeng_tests::failing_new::never, &left};
        result.error = action.options.sink(whole_);
    }

    std::string whole_ = done(quoted(small_png("a")) + "," + quoted(small_png("b")));
};

} // namespace

} // namespace test_inline_pictures

BOOST_FIXTURE_TEST_SUITE(test_inline_pictures, fixture)

BOOST_AUTO_TEST_CASE(one_picture_takes_the_name_that_was_asked_for)
{
    script()
        .answer(200, script::accepted())
        .answer(200, script::state("in_queue"))
        .answer(200, done(quoted(small_png())));
    auto const pictures = fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_REQUIRE(pictures.size() == 1U);
    auto const& one = pictures[0];
    BOOST_TEST(one.bytes.empty());
    BOOST_TEST(one.url.empty());
    BOOST_TEST((one.format == jimeng::picture_format::png));
    BOOST_TEST(one.width == 640U);
    BOOST_TEST(one.height == 480U);
    BOOST_TEST(one.saved.path == output());
    BOOST_TEST(one.saved.size_bytes == small_png().size());
    BOOST_TEST(one.saved.sha256.size() == 64U);
    BOOST_TEST((content_of(output()) == small_png()));
    BOOST_TEST((names() == texts{"cat.png"}));
    BOOST_TEST(script().calls().at(1).had_sink);
    BOOST_TEST(!script().calls().at(0).had_sink);
}

BOOST_AUTO_TEST_CASE(several_pictures_are_numbered)
{
    std::string list = quoted(small_png("a"));
    for (char const c : {'b', 'c'})
        list += "," + quoted(small_png({c}));
    script().answer(200, script::accepted()).answer(200, done(list));
    auto const pictures = fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png", "cat-3.png"}));
    BOOST_TEST((content_of(folder / "cat-2.png") == small_png("b")));
    BOOST_TEST(pictures.at(2).saved.path == (folder / "cat-3.png").string());
}

BOOST_AUTO_TEST_CASE(in_a_folder_they_are_named_by_the_task)
{
    script().answer(200, script::accepted("17")).answer(200, done(quoted(small_png())));
    generate({.results = {.return_url = false}, .output = (folder / "made").string() + "/"});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((content_of(folder / "made/17.png") == small_png()));
}

BOOST_AUTO_TEST_CASE(without_a_name_they_come_in_memory)
{
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png("a")) + "," + quoted(small_png("b"))));
    auto const pictures = generate({.results = {.return_url = false}});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((pictures.at(0).bytes == small_png("a")));
    BOOST_TEST((pictures.at(1).bytes == small_png("b")));
    BOOST_TEST(pictures.at(1).saved.path.empty());
    BOOST_TEST(details.answer.find("binary_data_base64") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_be_overwritten_is_known_before_anything_is_paid)
{
    jimeng_tests::put(folder / "cat-3.png", "old");
    fetch();
    BOOST_TEST(ec == client_errc::output_exists);
    BOOST_TEST((details.submitted == jimeng::verdict::not_sent));
    BOOST_TEST(script().calls().empty());
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png())));
    fetch(true);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat.png", "cat-3.png"}));
}

BOOST_AUTO_TEST_CASE(pictures_of_an_answer_that_does_not_count_are_not_kept)
{
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png()), "done", 50511));
    fetch();
    BOOST_TEST((ec == jimeng::service_errc::output_image_refused));
    BOOST_TEST(names().empty());
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png()), "expired"));
    fetch();
    BOOST_TEST(ec == client_errc::task_expired);
    BOOST_TEST(names().empty());
    script()
        .answer(200, script::accepted())
        .answer(200, done(quoted(small_png("no")), "generating"))
        .answer(200, done(quoted(small_png("yes"))));
    fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat.png"}));
    BOOST_TEST((content_of(output()) == small_png("yes")));
}

BOOST_AUTO_TEST_CASE(a_stream_that_breaks_midway_is_begun_anew_and_leaves_nothing)
{
    auto const whole = done(quoted(small_png("a")) + "," + quoted(small_png("b")));
    script().answer(200, script::accepted());
    for (std::size_t const cut : {std::size_t{3}, whole.size() / 2, whole.size() - 1})
        script().fail(client_errc::truncated, std::string_view{whole}.substr(0, cut));
    script().answer(200, whole);
    auto const pictures = fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(pictures.size() == 2U);
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png"}));
    BOOST_TEST((content_of(folder / "cat-1.png") == small_png("a")));
}

BOOST_AUTO_TEST_CASE(patience_that_ends_in_the_middle_of_a_picture_leaves_nothing)
{
    auto const whole = done(quoted(small_png()));
    jimeng::client_options with = script::options();
    with.poll.max_attempts = 2;
    script::scripted_client impatient{jimeng::hmac_sha256_signer{script::keys()}, jimeng::testing::scripted_transport{},
                                      with};
    impatient.transport()
        .answer(200, script::accepted())
        .fail(client_errc::truncated, std::string_view{whole}.substr(0, whole.size() - 9))
        .fail(client_errc::reset, std::string_view{whole}.substr(0, whole.size() - 9));
    impatient.generate(jimeng::text_to_image_v40{.prompt = "a cat"},
                       {.results = {.return_url = false}, .output = output()}, ec, details);
    BOOST_TEST(ec == client_errc::still_running);
    BOOST_TEST(names().empty());
}

BOOST_AUTO_TEST_CASE(an_operation_that_is_dropped_in_the_middle_leaves_nothing)
{
    auto const whole = done(quoted(small_png()));
    {
        jimeng::detail::inline_pictures intake{output()};
        BOOST_TEST(!intake.take(std::string_view{whole}.substr(0, whole.size() - 40)).failed());
        BOOST_TEST(names().size() == 1U);
        BOOST_TEST(names().begin()->front() == '.');
    }
    BOOST_TEST(names().empty());
}

BOOST_AUTO_TEST_CASE(pages_that_are_no_answer_are_asked_past)
{
    script()
        .answer(200, script::accepted())
        .answer(200, "<html>sign in to the network</html>")
        .answer(502, "<html>bad gateway</html>")
        .answer(429, script::refusal(50429))
        .answer(200, done(quoted(small_png())));
    fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat.png"}));
    for (int i = 0; i != 60; ++i)
        script().answer(200, i == 0 ? script::accepted() : "<html>sign in to the network</html>");
    fetch(true);
    BOOST_TEST(ec == client_errc::waiting_failed);
    BOOST_TEST(details.cause == client_errc::bad_json);
    BOOST_TEST(details.answer.find("sign in") != std::string::npos);
    BOOST_TEST(script().steps_left() != 0U);
}

BOOST_AUTO_TEST_CASE(row_40_a_broken_picture_leaves_the_others_and_what_came_of_it_is_kept)
{
    auto const good = quoted(small_png("b"));
    std::string const gif = "GIF89a" + std::string(100, '\1');
    struct {
        std::string first;
        char const* kept;
    } const kinds[] = {
        {R"("%%%")", nullptr},
        {R"("")", nullptr},
        {"null", nullptr},
        {"17", nullptr},
        {R"({"x":[1]})", nullptr},
        {R"([""])", nullptr},
        {quoted("<html>"), nullptr},
        {quoted(small_png()).insert(1 + jimeng::base64_size(small_png().size()), "!"), "cat-1.broken.png"},
        {quoted(small_png()).insert(41, "*"), "cat-1.broken.png"},
        {quoted(small_png().substr(0, 30)), "cat-1.broken.png"},
        {quoted(gif), "cat-1.gif"},
        {quoted(std::string(100, '\1')), "cat-1.bin"},
    };
    for (auto const& [first, kept] : kinds)
        for (bool const to_file : {true, false}) {
            fixture f;
            f.script().answer(200, script::accepted()).answer(200, done(first + "," + good));
            auto const pictures = to_file ? f.fetch() : f.generate({.results = {.return_url = false}});
            BOOST_TEST_CONTEXT(first.substr(0, 50) << ": " << f.details.client_message)
            {
                BOOST_TEST(f.ec == client_errc::partly_saved);
                auto const begin = to_file ? "1 of 2 pictures saved: picture 1: "
                                           : "1 of 2 pictures could not be fetched (picture 1: ";
                BOOST_TEST(f.details.client_message.find(begin) == 0U);
                BOOST_REQUIRE(pictures.size() == 2U);
                if (to_file) {
                    BOOST_TEST(pictures[1].saved.path == (f.folder / "cat-2.png").string());
                    BOOST_TEST(pictures[0].saved.path == (kept != nullptr ? (f.folder / kept).string() : ""));
                    BOOST_TEST((f.names() == (kept != nullptr ? texts{kept, "cat-2.png"} : texts{"cat-2.png"})));
                    if (kept != nullptr) BOOST_TEST(f.details.client_message.find(kept) != std::string::npos);
                } else {
                    BOOST_TEST((pictures[1].bytes == small_png("b")));
                    BOOST_TEST(pictures[0].bytes.empty() == (kept == nullptr));
                }
            }
        }
}

BOOST_AUTO_TEST_CASE(row_40_every_way_to_write_base64_is_a_picture)
{
    auto const plain = quoted(small_png());
    auto lines = plain, urls = plain, bare = plain, prefixed = plain;
    for (std::size_t at = 77; at < lines.size(); at += 80)
        lines.insert(at, R"(\r\n)");
    for (char& c : urls)
        c = c == '+' ? '-' : c == '/' ? '_' : c;
    std::erase(bare, '=');
    prefixed.insert(1, "data:image/png;base64,");
    for (auto const& text : {plain, lines, urls, bare, prefixed}) {
        script().answer(200, script::accepted()).answer(200, done(text));
        fetch(true);
        BOOST_TEST(!ec.failed(), details.client_message);
        BOOST_TEST((content_of(output()) == small_png()));
    }
}

BOOST_AUTO_TEST_CASE(bytes_behind_the_end_of_a_picture_are_kept_and_mentioned)
{
    for (std::size_t const surplus : {1U, 64U, 70'000U}) {
        auto const bytes = small_png() + std::string(surplus, 'z');
        script().answer(200, script::accepted()).answer(200, done(quoted(bytes)));
        auto const pictures = fetch(true);
        BOOST_TEST(!ec.failed(), details.client_message);
        BOOST_TEST((content_of(output()) == bytes));
        BOOST_TEST(pictures.at(0).saved.surplus_bytes == surplus);
        BOOST_TEST(details.client_message ==
                   "picture 1: " + std::to_string(surplus) + " bytes behind its end are kept");
    }
}

BOOST_AUTO_TEST_CASE(text_that_is_no_unicode_hides_no_picture)
{
    for (std::string const words : {"\xff\xfe", R"(\ud800)"}) {
        script()
            .answer(200, script::accepted())
            .answer(200, R"({"message":")" + words + R"(",)" + done(quoted(small_png())).substr(1));
        fetch(true);
        BOOST_TEST(!ec.failed(), details.client_message);
        BOOST_TEST((content_of(output()) == small_png()));
    }
}

BOOST_AUTO_TEST_CASE(a_name_that_is_taken_while_the_task_is_drawn_costs_no_picture)
{
    auto const in_the_way = [&](jimeng::progress const& now) {
        if (now.at == jimeng::progress::stage::waiting) jimeng_tests::put(folder / "cat-2.png", "theirs");
    };
    auto const inside = quoted(small_png("a")) + "," + quoted(small_png("b"));
    for (bool const links : {false, true}) {
        script().answer(200, script::accepted()).answer(200, script::state("generating"));
        if (links)
            script()
                .answer(200, script::links(R"("https://a.example/1.png","https://a.example/2.png")"))
                .answer(200, small_png("a"))
                .answer(200, small_png("b"));
        else
            script().answer(200, done(inside));
        auto const pictures =
            generate({.results = {.return_url = links}, .output = output(), .on_progress = in_the_way});
        BOOST_TEST(ec == client_errc::partly_saved);
        BOOST_TEST(details.client_message.find("1 of 2 pictures saved: picture 2: output ") == 0U,
                   details.client_message);
        BOOST_TEST(details.client_message.find("saved as " + (folder / "cat-2.1.png").string()) != std::string::npos);
        BOOST_TEST(pictures.at(1).saved.path == (folder / "cat-2.1.png").string());
        BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png", "cat-2.1.png"}));
        BOOST_TEST(content_of(folder / "cat-2.png") == "theirs");
        BOOST_TEST((content_of(folder / "cat-2.1.png") == small_png("b")));
        for (auto const& name : names())
            std::filesystem::remove(folder / name);
    }
}

BOOST_AUTO_TEST_CASE(a_link_is_followed_where_it_led_before_anything_was_paid)
{
    for (bool const links : {false, true})
        for (bool const before : {false, true}) {
            fixture f;
            std::filesystem::create_directory(f.folder / "far");
            jimeng_tests::put(f.folder / "far/theirs", "theirs");
            auto const set = [&] { std::filesystem::create_symlink(f.folder / "far/theirs", f.output()); };
            if (before) set();
            f.script().answer(200, script::accepted()).answer(200, script::state("generating"));
            if (links)
                f.script().answer(200, script::links(R"("https://a.example/1.png")")).answer(200, small_png());
            else
                f.script().answer(200, done(quoted(small_png())));
            f.generate({.results = {.return_url = links},
                        .output = f.output(),
                        .overwrite = true,
                        .on_progress = [&](jimeng::progress const& now) {
                            if (now.at == jimeng::progress::stage::waiting && !std::filesystem::exists(f.output()))
                                set();
                        }});
            BOOST_TEST(!f.ec.failed(), f.details.client_message);
            BOOST_TEST((content_of(f.output()) == small_png()));
            BOOST_TEST(std::filesystem::is_symlink(f.output()) == before);
            BOOST_TEST((content_of(f.folder / "far/theirs") == (before ? small_png() : "theirs")));
        }
}

BOOST_AUTO_TEST_CASE(the_bytes_choose_the_endings_of_names_that_we_choose)
{
    auto const jpeg = jimeng_tests::small_jpeg(0);
    script().answer(200, script::accepted("17")).answer(200, done(quoted(jpeg) + "," + quoted(small_png())));
    generate({.results = {.return_url = false}, .output = folder.path().string() + "/"});
    BOOST_TEST(!ec.failed(), details.client_message);
    script()
        .answer(200, script::accepted("18"))
        .answer(200, script::links(R"("https://a.example/1.png")"))
        .answer(200, jpeg);
    auto const pictures = generate({.output = folder.path().string() + "/"});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(pictures.at(0).saved.path == (folder / "18.jpg").string());
    script().answer(200, script::accepted()).answer(200, done(quoted(jpeg)));
    fetch(); // that name was the caller's wish
    BOOST_TEST((names() == texts{"17-1.jpg", "17-2.png", "18.jpg", "cat.png"}));
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_written_costs_the_pictures_and_not_the_answer)
{
    jimeng_tests::put(folder / "file", "no folder");
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png())));
    generate({.results = {.return_url = false}, .output = folder / "file/cat.png"});
    BOOST_TEST((ec == client_errc::partly_saved || ec == client_errc::bad_path));
    BOOST_TEST(!details.client_message.empty());
    BOOST_TEST((names() == texts{"file"}));
}

BOOST_AUTO_TEST_CASE(more_pictures_than_are_documented_are_saved)
{
    std::string list = quoted(small_png());
    for (int i = 0; i != 19; ++i)
        list += "," + quoted(small_png());
    script().answer(200, script::accepted()).answer(200, done(list));
    BOOST_TEST(fetch().size() == 20U);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(names().size() == 20U);
    BOOST_TEST(names().count("cat-20.png") == 1U);
}

BOOST_AUTO_TEST_CASE(links_go_to_files_too)
{
    script()
        .answer(200, script::accepted())
        .answer(200, script::links(R"("https://a.example/1.png","https://a.example/2.png")"))
        .answer(200, small_png("a"))
        .answer(200, small_png("b"));
    auto const pictures = generate({.output = output()});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((names() == texts{"cat-1.png", "cat-2.png"}));
    BOOST_TEST(pictures.at(0).bytes.empty());
    BOOST_TEST(pictures.at(0).url == "https://a.example/1.png");
    BOOST_TEST(pictures.at(1).saved.path == (folder / "cat-2.png").string());
    BOOST_TEST(pictures.at(1).width == 640U);
    BOOST_TEST((content_of(folder / "cat-2.png") == small_png("b")));
}

BOOST_AUTO_TEST_CASE(a_link_that_died_leaves_the_others_and_the_first_reason)
{
    script()
        .answer(200, script::accepted())
        .answer(200, script::links(R"("https://a.example/1.png","https://a.example/2.png")"))
        .answer(403, "")
        .answer(200, small_png("b"));
    generate({.output = output()});
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(details.client_message.find("1 of 2 pictures saved: picture 1: link on a.example: answered 403") == 0U);
    BOOST_TEST((names() == texts{"cat-2.png"}));
}

BOOST_AUTO_TEST_CASE(links_in_place_of_pictures_and_pictures_in_place_of_links_are_taken)
{
    script()
        .answer(200, script::accepted())
        .answer(200, script::links(R"("https://a.example/1.png")"))
        .answer(200, small_png());
    fetch();
    BOOST_TEST(!ec.failed(), details.client_message);
    script().answer(200, script::accepted()).answer(200, done(quoted(small_png("b"))));
    generate({.output = output(), .overwrite = true});
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((content_of(output()) == small_png("b")));
}

/// Transports are asked to honour a sink; the pictures are paid where one does not.
BOOST_AUTO_TEST_CASE(a_transport_that_knows_no_sink_is_enough)
{
    struct whole_answers : jimeng::testing::scripted_transport {
        whole_answers() : scripted_transport{jimeng::testing::manual_clock{}} {}
        jimeng::http_response exchange(jimeng::http_request const& request, jimeng::exchange_options how,
                                       jimeng::error_code& failed, jimeng::diagnostics& words)
        {
            how.sink = nullptr;
            return scripted_transport::exchange(request, how, failed, words);
        }
    };
    jimeng::basic_client<jimeng::hmac_sha256_signer<>, whole_answers> plain{jimeng::hmac_sha256_signer{script::keys()},
                                                                            whole_answers{}, script::options()};
    plain.transport().answer(200, script::accepted()).answer(200, done(quoted(small_png())));
    plain.generate(jimeng::text_to_image_v40{.prompt = "a cat"}, {.results = {.return_url = false}, .output = output()},
                   ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((content_of(output()) == small_png()));
}

BOOST_AUTO_TEST_CASE(a_query_alone_gives_the_texts)
{
    script().answer(200, done(quoted(small_png())));
    auto const state =
        client.query({"jimeng_t2i_v40", *jimeng::task_id::parse("1")}, {.return_url = false}, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(state.binary_data_base64.size() == 1U);
    BOOST_TEST(!script().calls().at(0).had_sink);
}

BOOST_AUTO_TEST_CASE(memory_is_taken_once_where_the_length_was_announced)
{
    auto const picture = small_png(std::string(200'000, 'm'));
    auto const body = done(quoted(picture) + "," + quoted(small_png()));
    jimeng::detail::inline_pictures intake{{}};
    *intake.announced_bytes() = body.size();
    for (std::string_view left = body; !left.empty(); left.remove_prefix(std::min<std::size_t>(4096, left.size())))
        BOOST_TEST(!intake.take(left.substr(0, 4096)).failed());
    auto const state = intake.finish({200, {}, {}}, ec, details);
    BOOST_TEST(!ec.failed());
    jimeng::detail::picture_failures failed;
    auto const pictures = intake.take_pictures(failed);
    BOOST_TEST(failed.count() == 0U);
    BOOST_TEST((pictures.at(0).bytes == picture));
    BOOST_TEST(pictures.at(0).bytes.capacity() <= body.size() / 4 * 3 + 3);
    BOOST_TEST((pictures.at(1).bytes == small_png()));
    BOOST_TEST(pictures.at(1).bytes.capacity() < 200U);
}

BOOST_AUTO_TEST_CASE(a_local_file_that_changed_is_refused_before_anything_is_sent)
{
    jimeng_tests::put(folder / "in.png", small_png());
    upscaler request{.prompt = "larger"};
    BOOST_TEST(!request.files.add((folder / "in.png").string()));
    script().answer(200, script::accepted());
    (void)client.submit(request, ec, details);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST(script().calls().at(0).request.body.find(quoted(small_png())) != std::string::npos);
    jimeng_tests::put(folder / "in.png", "another");
    (void)client.submit(request, ec, details);
    BOOST_TEST(ec == client_errc::rule_broken);
    auto const sentence = "binary_data_base64 " + (folder / "in.png").string() + ": input image is not a readable file";
    BOOST_TEST(details.client_message.find(sentence) == 0U);
    BOOST_TEST((details.submitted == jimeng::verdict::not_sent));
    BOOST_TEST(script().calls().size() == 1U);
}

BOOST_AUTO_TEST_CASE(pictures_that_came_whole_are_worth_more_than_a_bad_link)
{
    for (std::string const links : {R"("")", R"("https://a.example/1.png")"}) {
        auto const body = R"({"code":10000,"data":{"binary_data_base64":[)" + quoted(small_png()) +
                          R"(],"image_urls":[)" + links + R"(],"status":"done"},"message":"Success"})";
        for (bool const to_file : {true, false}) {
            script().answer(200, script::accepted()).answer(200, body);
            auto const pictures = to_file ? fetch(true) : generate({.results = {.return_url = false}});
            BOOST_TEST(!ec.failed(), details.client_message);
            BOOST_TEST(pictures.size() == 1U);
            BOOST_TEST(((to_file ? content_of(output()) : pictures.at(0).bytes) == small_png()));
            BOOST_TEST(script().steps_left() == 0U);
        }
    }
    script()
        .answer(200, script::accepted())
        .answer(200, R"({"code":10000,"data":{"binary_data_base64":["%%%"],"image_urls":["https://a.example/1.png"],)"
                     R"("status":"done"},"message":"Success"})")
        .answer(200, small_png("link"));
    fetch(true);
    BOOST_TEST(!ec.failed(), details.client_message);
    BOOST_TEST((content_of(output()) == small_png("link")));
}

BOOST_AUTO_TEST_CASE(a_cut_picture_is_no_success_in_memory_either)
{
    auto const whole = small_png();
    auto const cut = whole.substr(0, whole.size() - 12);
    script().answer(200, script::accepted()).answer(200, done(quoted(cut) + "," + quoted(whole)));
    auto const pictures = generate({.results = {.return_url = false}});
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_TEST(details.client_message.find("1 of 2 pictures could not be fetched (picture 1: its end is missing") == 0U,
               details.client_message);
    BOOST_TEST((pictures.at(0).bytes == cut)); // it was paid
    BOOST_TEST((pictures.at(1).bytes == whole));
}

BOOST_AUTO_TEST_CASE(pictures_beyond_a_hundred_are_mentioned)
{
    std::string list = quoted(small_png());
    for (int i = 0; i != 119; ++i)
        list += "," + quoted(small_png());
    script().answer(200, script::accepted()).answer(200, done(list));
    BOOST_TEST(generate({.results = {.return_url = false}}).size() == 100U);
    BOOST_TEST(!ec.failed());
    BOOST_TEST(details.client_message == "the answer lists 120 pictures, of which the first 100 were taken");
    std::string urls = R"("https://a.example/1.png")";
    for (int i = 0; i != 100; ++i)
        urls += R"(,"https://a.example/1.png")";
    script().answer(200, script::accepted()).answer(200, script::links(urls));
    BOOST_TEST(generate().size() == 100U);
    BOOST_TEST(details.client_message.find("the answer lists 101 pictures") == 0U);
}

/// Pictures inside the answer, links, or both.
std::string both(std::string const& pictures, std::string const& urls)
{
    return R"({"code":10000,"data":{"binary_data_base64":[)" + pictures + R"(],"image_urls":[)" + urls +
           R"(],"status":"done"},"message":"Success"})";
}

BOOST_AUTO_TEST_CASE(a_picture_inside_the_answer_is_kept_though_links_were_asked_for)
{
    for (bool const download : {true, false})
        for (bool const to_file : {true, false}) {
            fixture f;
            f.script().answer(200, script::accepted()).answer(200, both(quoted(small_png()), ""));
            jimeng::generate_options how{.download = download};
            if (to_file) how.output = f.output();
            auto const pictures = f.generate(how);
            BOOST_TEST(!f.ec.failed(), f.details.client_message);
            BOOST_REQUIRE(pictures.size() == 1U);
            BOOST_TEST(((to_file ? content_of(f.output()) : pictures[0].bytes) == small_png()));
            BOOST_TEST(pictures[0].saved.sha256.size() == 64U);
        }
}

BOOST_AUTO_TEST_CASE(row_39_links_and_pictures_in_one_answer_are_all_kept)
{
    for (bool const asked_for_links : {true, false})
        for (bool const download : {true, false})
            for (bool const to_file : {true, false}) {
                fixture f;
                f.script()
                    .answer(200, script::accepted())
                    .answer(200, both(quoted(small_png("c")),
                                      R"("https://a.example/1.png",null,"https://a.example/3.png")"));
                if (download) f.script().answer(200, small_png("a")).answer(200, small_png("b"));
                jimeng::generate_options how{.results = {.return_url = asked_for_links}, .download = download};
                if (to_file) how.output = f.output();
                auto const pictures = f.generate(how);
                BOOST_TEST_CONTEXT(f.details.client_message)
                {
                    BOOST_TEST(f.ec == client_errc::partly_saved);
                    BOOST_TEST(f.details.client_message.find("picture 2: link: is no text in the answer") !=
                               std::string::npos);
                    BOOST_REQUIRE(pictures.size() == 4U);
                    BOOST_TEST(pictures[0].url == "https://a.example/1.png");
                    BOOST_TEST(pictures[2].url == "https://a.example/3.png");
                    BOOST_TEST(pictures[3].url.empty());
                    auto const bytes_of = [&](jimeng::picture const& one) {
                        return to_file && !one.saved.path.empty() ? content_of(one.saved.path) : one.bytes;
                    };
                    BOOST_TEST((bytes_of(pictures[3]) == small_png("c")));
                    BOOST_TEST((bytes_of(pictures[0]) == (download ? small_png("a") : "")));
                    BOOST_TEST((bytes_of(pictures[2]) == (download ? small_png("b") : "")));
                    if (to_file && download) BOOST_TEST((f.names() == texts{"cat-1.png", "cat-3.png", "cat-4.png"}));
                }
            }
}

BOOST_AUTO_TEST_CASE(the_facts_of_what_links_lead_to_need_no_bytes)
{
    script()
        .answer(200, script::accepted())
        .answer(200, both(quoted(small_png("inside")), R"("https://a.example/1.png","https://a.example/2.png")"))
        .answer(200, small_png("a"))
        .answer(200, small_png().substr(0, 60));
    auto const pictures = generate({.keep_bytes = false});
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_REQUIRE(pictures.size() == 3U);
    BOOST_TEST(pictures[0].bytes.empty());
    BOOST_TEST(pictures[0].width == 640U);
    BOOST_TEST(pictures[0].saved.size_bytes == small_png("a").size());
    BOOST_TEST(pictures[0].saved.sha256.size() == 64U);
    BOOST_TEST(pictures[0].saved.path.empty());
    BOOST_TEST(pictures[1].bytes.empty());
    BOOST_TEST((pictures[2].bytes == small_png("inside"))); // it has no link
}

BOOST_AUTO_TEST_CASE(pictures_without_a_place_in_the_folder_come_in_memory)
{
    auto const blocked = folder / "new";
    script()
        .answer(200, script::accepted())
        .answer(200, script::state("generating"))
        .answer(200, done(quoted(small_png())));
    auto const pictures = generate({.results = {.return_url = false},
                                    .output = (blocked / "cat.png").string(),
                                    .on_progress = [&](jimeng::progress const& now) {
                                        if (now.at == jimeng::progress::stage::waiting)
                                            jimeng_tests::put(blocked, "no folder");
                                    }});
    BOOST_TEST(ec == client_errc::partly_saved);
    BOOST_REQUIRE(pictures.size() == 1U);
    BOOST_TEST((pictures[0].bytes == small_png()));
    BOOST_TEST(details.client_message.find("0 of 1 pictures saved: output ") == 0U, details.client_message);
}

BOOST_AUTO_TEST_CASE(a_picture_that_there_is_no_memory_for_costs_neither_the_others_nor_another_query)
{
    auto const large = small_png(std::string(3 << 20, 'x'));
    auto const body = done(quoted(small_png("a")) + "," + quoted(large) + "," + quoted(small_png("c")));
    jimeng::detail::inline_pictures intake{{}};
    *intake.announced_bytes() = body.size();
    {
        jimeng_tests::failing_new const armed{1 << 20};
        BOOST_TEST(!intake.take(body).failed());
    }
    auto const state = intake.finish({200, {}, {}}, ec, details);
    BOOST_TEST(!ec.failed());
    jimeng::detail::picture_failures failed;
    auto const pictures = intake.take_pictures(failed);
    BOOST_TEST(failed.count() == 1U);
    BOOST_TEST(failed.words(3).find("picture 2: there is not memory enough for it; give `output`") == 0U);
    BOOST_TEST((pictures.at(0).bytes == small_png("a")));
    BOOST_TEST(pictures.at(1).bytes.empty());
    BOOST_TEST((pictures.at(2).bytes == small_png("c")));
}

BOOST_FIXTURE_TEST_CASE(memory_that_ends_anywhere_loses_no_task, short_memory)
{
    for (bool const to_file : {false, true}) {
        std::size_t failures = 0;
        for (std::size_t n = 0;; ++n) {
            auto const fsm = machine(to_file ? output() : std::string{}, n);
            run(*fsm);
            auto const& told = fsm->details();
            BOOST_TEST_CONTEXT("allocation " << n << ", " << fsm->error().message() << ": " << told.client_message)
            {
                if (accepted || !told.task_id.empty())
                    BOOST_TEST(told.task_id == id);
                else
                    BOOST_TEST((told.submitted == (sent ? jimeng::verdict::unknown : jimeng::verdict::not_sent)));
                BOOST_TEST((told.task_id.empty() || told.submitted == jimeng::verdict::accepted));
                BOOST_TEST(fsm->take_task().id.text() == told.task_id);
                if (told.submitted == jimeng::verdict::unknown) BOOST_TEST(fsm->error() == client_errc::submit_unknown);
                BOOST_TEST(queries <= 3);
                for (auto const& name : names())
                    BOOST_TEST(name.front() != '.');
            }
            failures += fsm->error().failed() ? 1 : 0;
            if (left == jimeng_tests::failing_new::never) continue;
            BOOST_TEST(!fsm->error().failed());
            break;
        }
        BOOST_TEST(failures > 10U);
    }
}

/// An answer that is kept for the diagnostics, and cannot be copied while `failing_new` lives.
struct large_answer : script::fixture {
    static constexpr std::size_t from_bytes = 300'000;
    static std::string padded(std::string const& answer)
    {
        return R"({"padding":")" + std::string(900'000, 'x') + "\"," + answer.substr(1);
    }
    jimeng::task known =
        jimeng::task::of<jimeng::text_to_image_v40>(*jimeng::task_id::parse(std::string{"7392616336519610409"}));
    jimeng::text_to_image_v40 const a_cat{.prompt = "a cat"};
};

BOOST_FIXTURE_TEST_CASE(no_room_for_a_copy_of_the_answer_loses_no_id, large_answer)
{
    for (int form = 0; form != 3; ++form) {
        script().answer(200, padded(script::accepted()));
        jimeng::task task;
        int calls = 0;
        auto const done = [&](jimeng::error_code seen, jimeng::task made) {
            ++calls;
            ec = seen;
            task = std::move(made);
        };
        jimeng_tests::failing_new const armed{from_bytes};
        if (form == 0) {
            task = client.submit(a_cat, ec, details);
        } else {
            if (form == 1) client.async_submit(a_cat, details, done);
            if (form == 2) client.async_submit(a_cat, done);
            script().run();
            BOOST_TEST(calls == 1);
        }
        BOOST_TEST(!ec.failed(), ec.message());
        BOOST_TEST(task.id.text() == "7392616336519610409");
        if (form == 2) continue;
        BOOST_TEST(details.task_id == "7392616336519610409");
        BOOST_TEST((details.submitted == jimeng::verdict::accepted));
    }
}

BOOST_FIXTURE_TEST_CASE(no_room_for_a_copy_of_the_answer_throws_with_the_id_all_the_same, large_answer)
{
    for (int form = 0; form != 3; ++form) {
        script().answer(400, padded(script::refusal(50215)));
        jimeng_tests::failing_new const armed{from_bytes};
        try {
            if (form == 0) {
                client.query(known);
            } else {
                auto future = form == 1 ? client.async_query(known, boost::asio::use_future)
                                        : client.async_query(known, details, boost::asio::use_future);
                script().run();
                future.get();
            }
            BOOST_ERROR("nothing was thrown");
        } catch (jimeng::error_with_diagnostics const& error) {
            BOOST_TEST((error.code() == jimeng::service_errc::input_invalid));
            BOOST_TEST(error.get_diagnostics().task_id == known.id.text());
        } catch (std::bad_alloc const&) {
            BOOST_ERROR("form " << form << " throws away what it knew");
        }
        if (form == 2) BOOST_TEST(details.task_id == known.id.text());
    }
}

BOOST_FIXTURE_TEST_CASE(an_error_that_there_is_no_memory_for_drops_the_answer_first, large_answer)
{
    for (std::size_t n = 0; n != 3; ++n) {
        std::size_t left = n;
        jimeng::diagnostics about;
        about.client_message = std::string(100, 'w');
        about.task_id = known.id.text();
        about.submitted = jimeng::verdict::accepted;
        about.answer = std::string(1000, 'a');
        jimeng::pictures arrived(1);
        std::exception_ptr failure;
        {
            jimeng_tests::failing_new const armed{jimeng_tests::failing_new::never, &left};
            failure = jimeng::detail::failure_of(client_errc::partly_saved, std::move(about), std::move(arrived));
        }
        try {
            std::rethrow_exception(failure);
        } catch (jimeng::error_with_pictures const& error) {
            BOOST_TEST(error.get_diagnostics().task_id == known.id.text());
            BOOST_TEST((error.get_diagnostics().submitted == jimeng::verdict::accepted));
            BOOST_TEST(error.get_pictures().size() == 1U);
        } catch (std::bad_alloc const&) {
            BOOST_ERROR("allocation " << n);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
