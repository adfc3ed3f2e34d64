#include <jimeng/emulator/detail/order.hpp>

#include <boost/test/unit_test.hpp>

#include <jimeng/core/flag.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/wire/encode.hpp>

#include <boost/hana/tuple.hpp>
#include <boost/json/parse.hpp>

#include <cstdint>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(test_order)

namespace {

using jimeng::emulator::detail::order;
using jimeng::emulator::detail::read_order;

struct seed_value {
    bool empty() const { return false; }
    std::int64_t value() const { return 7; }
};

struct guidance_value {
    bool empty() const { return false; }
    double value() const { return 2.5; }
};

/// A model of a user's own, with every kind of member that the library's models lack.
struct own_model {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    using result = jimeng::images<4>;
    jimeng::prompt prompt;
    jimeng::flag use_pre_llm{};
    bool plain = false;
    seed_value seed{};
    guidance_value guidance{};
    jimeng::image_files_up_to<2> files{};

    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &own_model::prompt, "">{},
                                       jimeng::field<"use_pre_llm", &own_model::use_pre_llm, "">{},
                                       jimeng::field<"plain", &own_model::plain, "">{},
                                       jimeng::field<"seed", &own_model::seed, "">{},
                                       jimeng::field<"guidance", &own_model::guidance, "">{},
                                       jimeng::field<"binary_data_base64", &own_model::files, "">{});
    }
};

int code_of(std::string const& body, order& into)
{
    into.model = &jimeng::entry_of<own_model>;
    return read_order(boost::json::parse(body).as_object(), into).code;
}

int code_with(std::string const& member)
{
    order ignored;
    return code_of(R"({"prompt":"p",)" + member + '}', ignored);
}

BOOST_AUTO_TEST_CASE(what_the_encoder_writes_is_read)
{
    order seen;
    BOOST_TEST(code_of(jimeng::encode_submit(own_model{.prompt = "a cat", .use_pre_llm = false}), seen) == 0);
    BOOST_TEST(seen.text == "a cat");
    BOOST_TEST(seen.outline.most_results == 4U);
}

BOOST_AUTO_TEST_CASE(a_member_of_another_json_type_is_refused_and_not_passed_over)
{
    for (auto const* const member :
         {R"("use_pre_llm":1)", R"("plain":"yes")", R"("seed":true)", R"("seed":1.5)", R"("guidance":"2")",
          R"("binary_data_base64":"AAAA")", R"("binary_data_base64":[1])"})
        BOOST_TEST(code_with(member) == 50204, member);
    for (auto const* const member : {R"("use_pre_llm":true)", R"("plain":false)", R"("seed":-1)", R"("guidance":2)",
                                     R"("binary_data_base64":["AAAA","BBBB"])", R"("seed":null)"})
        BOOST_TEST(code_with(member) == 0, member);
}

BOOST_AUTO_TEST_CASE(files_are_counted_as_input_images)
{
    order seen;
    BOOST_TEST(code_of(R"({"prompt":"p","binary_data_base64":["AAAA","BBBB"]})", seen) == 0);
    BOOST_TEST(seen.outline.inputs == 2U);
    BOOST_TEST(code_with(R"("binary_data_base64":["AAAA","BBBB","CCCC"])") == 50200);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
