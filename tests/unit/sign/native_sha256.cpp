#include <jimeng/sign/native_sha256.hpp>

#include <jimeng/sign/detail/padded_text.hpp>

#include "sha256_conformance.hpp"

namespace {

using jimeng::native_sha256;

static_assert(jimeng::sha256_policy<native_sha256>);

BOOST_AUTO_TEST_SUITE(test_native_sha256)

BOOST_AUTO_TEST_CASE(the_vectors_of_nist_pass)
{
    conformance::passes_vectors<native_sha256>("SHA256ShortMsg.rsp", 65);
    conformance::passes_vectors<native_sha256>("SHA256LongMsg.rsp", 64);
}

BOOST_AUTO_TEST_CASE(random_messages_have_the_same_hash_everywhere)
{
    conformance::agrees_on_random_messages<native_sha256>();
}

BOOST_AUTO_TEST_CASE(copies_are_independent)
{
    conformance::a_copied_prefix_goes_its_own_way<native_sha256>();
}

BOOST_AUTO_TEST_CASE(what_the_compiler_computed_is_taken)
{
    static constexpr std::string_view text = "0123456789012345678901234567890123456789012345678901234567890123";
    static constexpr auto midstate = jimeng::detail::sha256_midstate(text);
    native_sha256 hash;
    native_sha256::prefix prefix;
    hash.extend(prefix, text, midstate);
    BOOST_TEST(jimeng::to_hex(hash.finish(prefix, "x")) == jimeng::to_hex(jimeng::sha256(std::string{text} + "x")));
    hash.extend(prefix, text, midstate); // of a prefix that stands for something the midstate says nothing
    BOOST_TEST(jimeng::to_hex(hash.finish(prefix, "")) ==
               jimeng::to_hex(jimeng::sha256(std::string{text} + std::string{text})));
}

BOOST_AUTO_TEST_CASE(the_portable_rounds_agree_with_the_processors)
{
    std::mt19937_64 random{7};
    native_sha256 hash;
    std::string message(64 * 5, ' ');
    for (int i = 0; i != 1'000; ++i) {
        for (auto& c : message)
            c = static_cast<char>(random());
        native_sha256::prefix prefix;
        native_sha256::prefix known;
        hash.extend(prefix, message);
        hash.extend(known, message, jimeng::detail::sha256_midstate(message));
        BOOST_REQUIRE((hash.finish(prefix, "end") == hash.finish(known, "end")));
    }
}

BOOST_AUTO_TEST_CASE(padded_texts_have_the_same_hash)
{
    native_sha256 hash;
    native_sha256::prefix inner, outer;
    hash.extend(inner, std::string(64, '6'));
    hash.extend(outer, std::string(64, '\\'));
    for (std::size_t length = 0; length != 300; ++length) {
        std::string const message(length, 'm');
        auto const first = hash.finish(inner, message);
        jimeng::detail::padded_text const padded{message, 64};
        BOOST_REQUIRE((padded.finish(hash, inner, 0) == first));
        BOOST_REQUIRE((padded.finish_nested(hash, inner, outer) == hash.finish(outer, jimeng::detail::view_of(first))));
        jimeng::detail::padded_text const alone{message, 0};
        BOOST_REQUIRE((alone.finish(hash, {}, 0) == hash.finish({}, message)));
    }
}

BOOST_AUTO_TEST_CASE(digits_change_nothing_around_them)
{
    native_sha256 hash;
    auto const digest = jimeng::sha256("digits");
    for (std::size_t at = 0; at != 40; ++at) {
        std::string text(at + 64 + 16, '.');
        hash.write_hex(digest, text.data(), at);
        auto const once = std::string(at, '.') + jimeng::to_hex(digest) + std::string(16, '.');
        BOOST_TEST(text == once);
        text.append(200, ',');
        hash.write_hex(digest, text.data(), at, at + 100);
        BOOST_TEST(text == once + std::string(20, ',') + jimeng::to_hex(digest) + std::string(116, ','));
    }
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
