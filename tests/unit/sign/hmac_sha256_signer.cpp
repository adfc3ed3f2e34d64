#include <jimeng/sign/hmac_sha256_signer.hpp>

// The counting policy needs the signer's body in a program that is compiled apart.
#include <jimeng/sign/impl/hmac_sha256_signer.ipp>
#include <jimeng/sign/native_sha256.hpp>
#include <jimeng/sign/openssl_sha256.hpp>
#include <jimeng/sign/signing_steps.hpp>

#include "../../support/counting_sha256.hpp"
#include "../../support/strict_sha256.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(test_hmac_sha256_signer)

namespace {

using jimeng::credentials;
using jimeng::find_header;
using jimeng::hmac_sha256_signer;
using jimeng::http_request;
using jimeng::secret;

static_assert(std::is_copy_assignable_v<hmac_sha256_signer<>> && std::is_copy_constructible_v<hmac_sha256_signer<>>);
static_assert(!std::is_convertible_v<credentials, hmac_sha256_signer<>>);

constexpr std::chrono::sys_seconds now{std::chrono::seconds{1749975330}};

credentials keys(std::string_view token = {})
{
    return {"AKEXAMPLEFAKE0000000000000000001", secret{"ZmFrZS1zZWNyZXQtZm9yLXRlc3QtdmVjdG9ycy0wMDE="}, secret{token}};
}

http_request submit()
{
    http_request request;
    request.origin.host = "visual.volcengineapi.com";
    request.target = "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31";
    request.headers = {{"Content-Type", "application/json"}};
    request.body = R"({"req_key":"jimeng_t2i_v40","prompt":"a red fox in the snow","width":2048,"height":2048})";
    return request;
}

std::string header(http_request const& request, std::string_view name)
{
    auto const* value = find_header(request.headers, name);
    return value == nullptr ? "(none)" : *value;
}

std::string signature(http_request request, std::chrono::sys_seconds when = now)
{
    hmac_sha256_signer{keys()}.sign(request, when);
    return header(request, "authorization");
}

BOOST_AUTO_TEST_CASE(a_published_request_gets_its_published_headers)
{
    auto request = submit();
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(request.headers.size() == 4U);
    BOOST_TEST(header(request, "X-Date") == "20250615T081530Z");
    BOOST_TEST(header(request, "X-Content-Sha256") ==
               "cfeb2100e97b91d0357cb2a056321a933ad1d7b6bc7fffc3feb264e1ec61e475");
    BOOST_TEST(header(request, "Authorization") ==
               "HMAC-SHA256 Credential=AKEXAMPLEFAKE0000000000000000001/20250615/cn-north-1/cv/request, "
               "SignedHeaders=content-type;host;x-content-sha256;x-date, "
               "Signature=233bb8732ad76202a809dacb70d288e408437673e9843b2c2df4518d221c124e");
}

BOOST_AUTO_TEST_CASE(a_security_token_is_sent_and_signed)
{
    auto request = submit();
    hmac_sha256_signer{keys("token-text")}.sign(request, now);
    BOOST_TEST(header(request, "X-Security-Token") == "token-text");
    BOOST_TEST(header(request, "Authorization").find("x-date;x-security-token,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whatever_is_sent_is_signed)
{
    auto const original = signature(submit());
    auto changed = [&](auto change) {
        auto request = submit();
        change(request);
        return signature(std::move(request)) != original;
    };
    BOOST_TEST(changed([](http_request& r) { r.method = "PUT"; }));
    BOOST_TEST(changed([](http_request& r) { r.body += ' '; }));
    BOOST_TEST(changed([](http_request& r) { r.target = "/x?Action=CVSync2AsyncSubmitTask&Version=2022-08-31"; }));
    BOOST_TEST(changed([](http_request& r) { r.target += "&a=1"; }));
    BOOST_TEST(changed([](http_request& r) { r.origin.port = 8443; }));
    BOOST_TEST(changed([](http_request& r) { r.origin.host = "other.example"; }));
    BOOST_TEST(changed([](http_request& r) { r.headers.front().value += "; charset=utf-8"; }));
    BOOST_TEST(changed([](http_request& r) { r.headers.push_back({"X-Note", "n"}); }));
    BOOST_TEST(!changed([](http_request& r) { r.headers.push_back({"Accept", "*/*"}); }));
    BOOST_TEST(signature(submit(), now + std::chrono::seconds{1}) != original);
}

BOOST_AUTO_TEST_CASE(signing_again_replaces_the_first_signature)
{
    auto request = submit();
    hmac_sha256_signer const signer{keys("token-text")};
    signer.sign(request, now - std::chrono::hours{24});
    signer.sign(request, now);
    auto fresh = submit();
    signer.sign(fresh, now);
    BOOST_TEST((request.headers == fresh.headers));
}

BOOST_AUTO_TEST_CASE(a_missing_content_type_is_added_because_it_is_signed)
{
    auto request = submit();
    request.headers.clear();
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(header(request, "Content-Type") == "application/x-www-form-urlencoded; charset=utf-8");
}

BOOST_AUTO_TEST_CASE(method_target_and_body_stay_as_they_are)
{
    auto request = submit();
    request.target = "/a%2fb?x=%7e&y=1+2";
    auto const before = request;
    hmac_sha256_signer{keys()}.sign(request, now);
    BOOST_TEST(request.method == before.method);
    BOOST_TEST(request.target == before.target);
    BOOST_TEST(request.body == before.body);
    BOOST_TEST((request.origin == before.origin));
}

BOOST_AUTO_TEST_CASE(a_refused_request_is_left_unchanged)
{
    auto request = submit();
    request.headers.push_back({"X-Note", "a\r\nX-Evil: 1"});
    auto const before = request.headers;
    BOOST_CHECK_THROW(hmac_sha256_signer{keys()}.sign(request, now), std::invalid_argument);
    BOOST_TEST((request.headers == before));
}

BOOST_AUTO_TEST_CASE(keys_that_no_header_can_hold_are_refused_at_once)
{
    auto const names_the_part_only = [](std::invalid_argument const& complaint) {
        return std::string_view{complaint.what()} == "security token holds a control character: remove it";
    };
    BOOST_CHECK_EXCEPTION(hmac_sha256_signer{keys("pri\nvate")}, std::invalid_argument, names_the_part_only);
    BOOST_CHECK_THROW((hmac_sha256_signer{keys(), {"cn\r", "cv"}}), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_scope_can_be_chosen)
{
    auto request = submit();
    hmac_sha256_signer const signer{keys(), {"cn-beijing", "iam"}};
    signer.sign(request, now);
    BOOST_TEST(signer.scope().service == "iam");
    BOOST_TEST(header(request, "Authorization").find("/20250615/cn-beijing/iam/request,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(several_threads_share_one_signer)
{
    hmac_sha256_signer const signer{keys()};
    auto const expected = signature(submit());
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (auto& result : found)
        threads.emplace_back([&signer, &result] {
            auto request = submit();
            for (int i = 0; i != 20; ++i)
                signer.sign(request, now);
            result = header(request, "Authorization");
        });
    for (auto& thread : threads)
        thread.join();
    for (auto const& result : found)
        BOOST_TEST(result == expected);
}

/// What this signer makes of a request, whatever it remembers, is what the steps say.
template <class Signer>
void signs_as_the_steps(Signer const& signer, http_request& request, std::chrono::sys_seconds when,
                        credentials const& with = keys())
{
    auto const steps = jimeng::compute_steps(jimeng::signing_input_of(request), with, when, signer.scope());
    signer.sign(request, when);
    BOOST_TEST(header(request, "Authorization") == steps.authorization);
    auto const names = [&](std::string_view name) {
        return std::count_if(request.headers.begin(), request.headers.end(),
                             [&](auto const& one) { return jimeng::detail::equal_ignoring_case(one.name, name); });
    };
    BOOST_TEST(names("Authorization") == 1);
    for (auto const& added : steps.headers_added) {
        BOOST_TEST(header(request, added.name) == added.value);
        BOOST_TEST(names(added.name) == 1);
    }
}

http_request poll(std::string_view id)
{
    auto request = submit();
    request.target = "/?Action=CVSync2AsyncGetResult&Version=2022-08-31";
    request.body =
        R"({"req_key":"jimeng_t2i_v40","req_json":"{\"return_url\":true}","task_id":")" + std::string{id} + "\"}";
    return request;
}

std::string numbered_body(int number, std::size_t bytes)
{
    auto body =
        R"({"req_key":"jimeng_t2i_v40","prompt":")" + std::to_string(number) + " a white Siamese cat on a windowsill";
    body.resize(bytes - 2, '.');
    return body + "\"}";
}

/// Compressions of one signature by a signer that counts them.
template <class Hash, class Change>
std::size_t compressions(jimeng::hmac_sha256_signer<counting_sha256<Hash>> const& signer, http_request& request,
                         std::chrono::sys_seconds& when, Change change)
{
    change();
    auto const before = counting_sha256<Hash>::compressions;
    signer.sign(request, when);
    return counting_sha256<Hash>::compressions - before;
}

using both_hashes = std::tuple<jimeng::native_sha256, jimeng::openssl_sha256>;

BOOST_AUTO_TEST_CASE(both_hashes_sign_alike_through_all_that_is_remembered)
{
    jimeng::hmac_sha256_signer<jimeng::openssl_sha256> const with_openssl{keys("token")};
    jimeng::hmac_sha256_signer<jimeng::native_sha256> const native{keys("token")};
    std::mt19937_64 random{3};
    std::vector<http_request> requests{submit(), poll("7392616336519610409"), poll("1"), submit()};
    requests[3].headers.push_back({"X-Note", "a note"});
    requests[3].headers.insert(requests[3].headers.begin(), {"x-cool", "first"});
    for (int i = 0; i != 400; ++i) {
        auto& request = requests[random() % requests.size()];
        auto const change = random() % 8;
        if (change == 0) request.body += static_cast<char>('a' + random() % 26);
        if (change == 1) request.body = numbered_body(i, 40 + random() % 2000);
        if (change == 2) request.headers.clear();
        if (change == 3) request.headers.push_back({"X-Extra-" + std::to_string(i), "value"});
        if (change == 4) request.origin.port = static_cast<std::uint16_t>(443 + random() % 2);
        if (change == 5) request.body = poll(std::to_string(random() % 3)).body;
        auto const when = now + std::chrono::seconds{static_cast<long long>(random() % 200'000)};
        auto copy = request;
        signs_as_the_steps(with_openssl, request, when, keys("token"));
        signs_as_the_steps(native, copy, when, keys("token"));
        if (random() % 2 == 0) signs_as_the_steps(native, copy, when, keys("token")); // the same second once more
    }
}

BOOST_AUTO_TEST_CASE(a_day_begins_and_a_clock_goes_back_at_the_second)
{
    using namespace std::chrono;
    jimeng::hmac_sha256_signer<jimeng::native_sha256> const native{keys()};
    hmac_sha256_signer const with_openssl{keys()};
    sys_seconds const midnight = sys_days{year{2025} / 6 / 16};
    auto request = poll("7392616336519610409");
    for (auto const when : {midnight - seconds{1}, midnight, midnight + seconds{1}, midnight - seconds{1}, midnight,
                            midnight + days{1} - seconds{1}, midnight + days{1}, midnight, midnight - days{366},
                            sys_seconds{}, sys_seconds{} - seconds{1}, sys_seconds::max(), sys_seconds::min()}) {
        signs_as_the_steps(native, request, when);
        signs_as_the_steps(with_openssl, request, when);
    }
}

BOOST_AUTO_TEST_CASE(another_key_signs_with_nothing_of_the_one_before)
{
    auto request = submit();
    hmac_sha256_signer signer{keys()};
    signer.sign(request, now);
    auto others = keys();
    others.secret_access_key = secret{"b3RoZXI="};
    signer = hmac_sha256_signer{others};
    signs_as_the_steps(signer, request, now, others);
    auto copy = signer;
    signs_as_the_steps(copy, request, now, others);
    auto const moved = std::move(copy);
    signs_as_the_steps(moved, request, now, others);
    jimeng::signing_scope const elsewhere{"cn-beijing", "iam"};
    signs_as_the_steps(hmac_sha256_signer{others, elsewhere}, request, now, others);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_does_not_change_is_hashed_once, Hash, both_hashes)
{
    jimeng::hmac_sha256_signer<counting_sha256<Hash>> const signer{keys()};
    auto when = now;
    auto request = submit();
    int number = 0;
    auto const another = [&](std::size_t bytes) {
        return [&, bytes] {
            request.body = numbered_body(++number, bytes);
            when += std::chrono::seconds{1};
        };
    };
    // The first one of a day hashes what stays: a block for each end of the HMAC key, and two of the canonical request.
    std::size_t const anew = 2 + 2;
    BOOST_TEST(compressions(signer, request, when, another(300)) == 13 + anew);
    BOOST_TEST(compressions(signer, request, when, another(300)) == 13);
    BOOST_TEST(compressions(signer, request, when, another(4096)) == 73);
    BOOST_TEST(compressions(signer, request, when, another(std::size_t{15} << 20)) == 245'769);
    when += std::chrono::days{1};
    BOOST_TEST(compressions(signer, request, when, another(300)) == 13 + anew);
    when -= std::chrono::days{1};
    BOOST_TEST(compressions(signer, request, when, another(300)) == 13 + anew);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(polls_reuse_what_they_share, Hash, both_hashes)
{
    jimeng::hmac_sha256_signer<counting_sha256<Hash>> const signer{keys()};
    auto when = now;
    auto request = poll("7392616336519610400");
    auto const next_second = [&] { when += std::chrono::seconds{1}; };
    auto const next_task = [&](char digit) {
        return [&, digit] {
            request.body[request.body.size() - 3] = digit;
            next_second();
        };
    };
    static_cast<void>(compressions(signer, request, when, next_second));
    BOOST_TEST(compressions(signer, request, when, next_task('1')) == 10); // now it is known that they begin alike
    for (char const digit : {'2', '3', '4'})
        BOOST_TEST(compressions(signer, request, when, next_task(digit)) == 9);
    static_cast<void>(compressions(signer, request, when, next_second));
    for (int i = 0; i != 3; ++i)
        BOOST_TEST(compressions(signer, request, when, next_second) == 7);
    BOOST_TEST(compressions(signer, request, when, [] {}) == 0);
    BOOST_TEST(compressions(signer, request, when, next_task('9')) == 9);

    auto other = submit(); // a submit between two polls costs them nothing
    static_cast<void>(compressions(signer, other, when, next_second));
    other.body = numbered_body(1, 300);
    BOOST_TEST(compressions(signer, other, when, next_second) == 13);
    BOOST_TEST(compressions(signer, request, when, next_task('8')) == 9);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_signer_that_remembers_sees_every_change, Hash, both_hashes)
{
    jimeng::hmac_sha256_signer<Hash> const signer{keys("token-text")};
    auto const check = [&](auto change) {
        auto request = submit();
        signs_as_the_steps(signer, request, now, keys("token-text"));
        change(request);
        signs_as_the_steps(signer, request, now, keys("token-text"));
        request = submit(); // and back again
        signs_as_the_steps(signer, request, now, keys("token-text"));
    };
    check([](http_request& r) { r.method = "PUT"; });
    check([](http_request& r) { r.method = "POSTS"; });
    check([](http_request& r) { r.target += "&a=1"; });
    check([](http_request& r) { r.target.back() = '3'; });
    check([](http_request& r) { r.origin.host = "visual.volcengineapi.org"; });
    check([](http_request& r) { r.origin.host = "v"; });
    check([](http_request& r) { r.origin.port = 8443; });
    check([](http_request& r) { r.origin = {"http", r.origin.host, 443}; });
    check([](http_request& r) { r.origin = {"http", r.origin.host, 80}; });
    check([](http_request& r) { r.origin.port = 80; });
    check([](http_request& r) { r.headers.front().value = "application/jsom"; });
    check([](http_request& r) { r.headers.front().value = "text"; });
    check([](http_request& r) { r.headers.front().name = "content-type"; });
    check([](http_request& r) { r.headers.erase(r.headers.begin()); }); // the content type alone
    check([](http_request& r) { r.headers.push_back({"X-Note", "a"}); });
    check([](http_request& r) { r.headers.insert(r.headers.begin(), {"X-Note", "b"}); });
    check([](http_request& r) { jimeng::set_header(r.headers, "x-security-token", "token-texT"); });
    check([](http_request& r) { jimeng::set_header(r.headers, "X-Security-Token", "other"); });
    check([](http_request& r) { jimeng::set_header(r.headers, "X-Date", "20250615T081530"); });
    check([](http_request& r) { jimeng::set_header(r.headers, "X-Content-Sha256", "short"); });
    check([](http_request& r) { jimeng::set_header(r.headers, "Authorization", "none"); });
    check([](http_request& r) { r.headers.push_back({"X-Date", "20250615T081531Z"}); });
    check([](http_request& r) { std::reverse(r.headers.begin(), r.headers.end()); });
    check([](http_request& r) { r.body.back() = ' '; });
    check([](http_request& r) { r.body.clear(); });
    check([](http_request& r) { r.body.resize(64); });
    check([](http_request& r) { r.body.resize(1500, 'x'); });
    check([](http_request& r) { r.body.resize(5000, 'x'); });
    check([](http_request& r) {
        r.body.resize(5000, 'x');
        r.origin.host = "v";
    });
    check([](http_request& r) {
        r.body = "another";
        r.headers.front().value = "text";
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_content_type_is_never_taken_for_the_one_that_was_added, Hash, both_hashes)
{
    jimeng::hmac_sha256_signer<Hash> const signer{keys()};
    auto request = submit();
    request.headers.clear();
    signs_as_the_steps(signer, request, now);
    request.headers.front().value.back() = '9'; // of the same length, in the same place
    signs_as_the_steps(signer, request, now);
    BOOST_TEST(header(request, "Content-Type") == "application/x-www-form-urlencoded; charset=utf-9");
    request.headers.front().value.back() = '8';
    signs_as_the_steps(signer, request, now);
    request.headers.clear();
    signs_as_the_steps(signer, request, now);
}

BOOST_AUTO_TEST_CASE(the_digits_of_a_hash_are_those_of_every_byte)
{
    jimeng::sha256_digest digest{};
    for (int first = 0; first < 256; first += 8) {
        for (std::size_t i = 0; i != digest.size(); ++i)
            digest[i] = static_cast<unsigned char>(first + static_cast<int>(i));
        std::string text(66, '.');
        jimeng::detail::write_hex(digest, &text[1]);
        BOOST_TEST(text == '.' + jimeng::to_hex(digest) + '.');
    }
}

BOOST_AUTO_TEST_CASE(another_token_takes_the_place_of_the_one_before)
{
    auto request = submit();
    hmac_sha256_signer signer{keys("token-1")};
    signs_as_the_steps(signer, request, now, keys("token-1"));
    signer = hmac_sha256_signer{keys("token-2")};
    signs_as_the_steps(signer, request, now, keys("token-2"));
    signs_as_the_steps(hmac_sha256_signer{keys(" token-2 ")}, request, now, keys(" token-2 "));
    hmac_sha256_signer const without{keys()}; // then the header is the request's own
    signs_as_the_steps(without, request, now);
}

BOOST_AUTO_TEST_CASE(bodies_that_begin_alike_keep_their_own_hash)
{
    jimeng::hmac_sha256_signer<jimeng::native_sha256> const signer{keys()};
    auto request = submit();
    std::mt19937 random{11};
    for (int i = 0; i != 600; ++i) {
        auto const size = std::array<std::size_t, 8>{0, 63, 64, 65, 200, 1024, 1025, 4000}[random() % 8];
        request.body.assign(size, 'a');
        if (size > 64 && random() % 2 == 0) request.body[64 + random() % (size - 64)] = 'b';
        if (size > 0 && random() % 8 == 0) request.body[0] = 'c';
        signs_as_the_steps(signer, request, now + std::chrono::seconds{static_cast<int>(random() % 2)});
    }
}

BOOST_AUTO_TEST_CASE(secrets_of_any_length_derive_their_key)
{
    for (std::size_t const length : {0U, 1U, 63U, 64U, 65U, 128U, 200U}) {
        auto with = keys();
        with.secret_access_key = secret{std::string(length, 's')};
        auto request = submit();
        signs_as_the_steps(hmac_sha256_signer{with}, request, now, with);
        signs_as_the_steps(jimeng::hmac_sha256_signer<jimeng::native_sha256>{with}, request, now, with);
    }
}

BOOST_AUTO_TEST_CASE(a_hash_that_fails_leaves_nothing_wrong_behind)
{
    for (int call = 0; call != 60; ++call) {
        jimeng::hmac_sha256_signer<throwing_sha256> const signer{keys()};
        auto poll_request = poll("7392616336519610401");
        auto submit_request = submit();
        throwing_sha256::calls_until_throw = call;
        for (int i = 0; i != 12; ++i) {
            auto& request = i % 3 == 1 ? submit_request : poll_request;
            auto const when = now + std::chrono::hours{i * 5};
            poll_request.body.assign(300, 'a');
            poll_request.body[std::array<std::size_t, 4>{70, 250, 140, 299}[static_cast<std::size_t>(i) % 4]] = 'b';
            auto const before = request.headers;
            try {
                signs_as_the_steps(signer, request, when);
            } catch (std::runtime_error const&) {
                BOOST_TEST((request.headers == before));
                signs_as_the_steps(signer, request, when - std::chrono::hours{i % 2 == 0 ? 5 : 0});
            }
        }
        throwing_sha256::calls_until_throw = -1;
    }
}

BOOST_AUTO_TEST_CASE(a_beginning_that_was_not_hashed_is_not_taken_for_one_that_was)
{
    jimeng::hmac_sha256_signer<throwing_sha256> const signer{keys()};
    auto request = submit();
    auto const differing_at = [&](std::size_t position) {
        request.body.assign(300, 'a');
        request.body[position] = 'b';
    };
    for (std::size_t const position : {299U, 298U, 297U}) { // 256 bytes are shared, and kept
        differing_at(position);
        signs_as_the_steps(signer, request, now);
    }
    differing_at(70); // 64 are, and hashing these fails
    throwing_sha256::calls_until_throw = 0;
    BOOST_CHECK_THROW(signer.sign(request, now), std::runtime_error);
    differing_at(296);
    signs_as_the_steps(signer, request, now);
}

BOOST_AUTO_TEST_CASE(no_two_threads_meet_in_one_place)
{
    jimeng::hmac_sha256_signer<unshared_sha256> const signer{keys()};
    std::vector<std::thread> threads;
    for (int t = 0; t != 40; ++t)
        threads.emplace_back([&signer] {
            auto request = submit();
            for (int i = 0; i != 40; ++i)
                signer.sign(request, now + std::chrono::seconds{i});
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(unshared_sha256::met == 0);
}

BOOST_AUTO_TEST_CASE(a_refused_request_costs_the_next_one_nothing)
{
    jimeng::hmac_sha256_signer<jimeng::native_sha256> const signer{keys()};
    auto request = submit();
    signs_as_the_steps(signer, request, now);
    auto bad = request;
    bad.headers.push_back({"X-Note", "a\nb"});
    bad.body = "another";
    auto const before = bad.headers;
    BOOST_CHECK_THROW(signer.sign(bad, now), std::invalid_argument);
    BOOST_TEST((bad.headers == before));
    signs_as_the_steps(signer, request, now);
    bad = request;
    bad.headers.push_back({"X-Date", "twice"});
    signs_as_the_steps(signer, bad, now + std::chrono::seconds{1});
    BOOST_TEST(bad.headers.size() == request.headers.size());
}

BOOST_AUTO_TEST_CASE(more_threads_than_places_sign_rightly)
{
    jimeng::hmac_sha256_signer<jimeng::native_sha256> const signer{keys()};
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t != 24; ++t)
        threads.emplace_back([&signer, &wrong, t] {
            auto request = t % 2 == 0 ? submit() : poll(std::to_string(t));
            for (int i = 0; i != 200; ++i) {
                auto const when = now + std::chrono::seconds{i * 700 + t}; // past midnight too
                signer.sign(request, when);
                if (i % 50 != 0) continue;
                auto const steps = jimeng::compute_steps(jimeng::signing_input_of(request), keys(), when);
                if (header(request, "Authorization") != steps.authorization) ++wrong;
            }
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
