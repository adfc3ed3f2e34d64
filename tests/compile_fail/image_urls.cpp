// Addresses of input images that are literals are read and counted by the compiler.
#include <jimeng/core/models/seedream_v46.hpp>
#include <jimeng/core/models/text_to_image_v40.hpp>

#include <string>

using model = jimeng::text_to_image_v40;

#define JIMENG_TEST_10                                                                                                 \
    "https://a.example/0", "https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/4", \
        "https://a.example/5", "https://a.example/6", "https://a.example/7", "https://a.example/8",                    \
        "https://a.example/9"

constexpr model one{.prompt = "a cat", .image_urls = {"http://a.example/0.png"}};
constexpr model ten{.prompt = "a cat", .image_urls = {JIMENG_TEST_10}};
constexpr jimeng::seedream_v46 fourteen{.prompt = "a cat",
                                        .image_urls = {JIMENG_TEST_10, "https://a.example/a", "https://a.example/b",
                                                       "https://a.example/c", "https://a.example/d"}};

#if CASE == 1 // expect: jimeng: image url is not http or https
constexpr model local_file{.prompt = "a cat", .image_urls = {"file:///tmp/cat.png"}};
#endif

#if CASE == 2 // expect: jimeng: image url is not http or https
constexpr model a_path{.prompt = "a cat", .image_urls = {"https://a.example/0.png", "cat.png"}};
#endif

#if CASE == 3 // expect: jimeng: image url is not http or https
constexpr model no_host{.prompt = "a cat", .image_urls = {"https:///cat.png"}};
#endif

#if CASE == 4 // expect: jimeng: more input images than this model accepts
constexpr model eleven{.prompt = "a cat", .image_urls = {JIMENG_TEST_10, "https://a.example/a"}};
#endif

#if CASE == 5 // expect: jimeng: more input images than this model accepts
constexpr jimeng::seedream_v46 fifteen{.prompt = "a cat",
                                       .image_urls = {JIMENG_TEST_10, "https://a.example/a", "https://a.example/b",
                                                      "https://a.example/c", "https://a.example/d",
                                                      "https://a.example/e"}};
#endif

#if CASE == 6
// expect-gcc: could not convert
// expect-clang: no matching constructor
model unchecked_text(std::string const& url)
{
    return {.prompt = "a cat", .image_urls = {url}};
}
#endif

#if CASE == 7
// expect-gcc: use of deleted function
// expect-clang: call to deleted function
auto dangling()
{
    return jimeng::image_url::parse(std::string{"https://a.example/0.png"});
}
#endif

#if CASE == 8 // expect: jimeng: image url holds a character that must be percent encoded
constexpr model chinese_name{.prompt = "a cat", .image_urls = {"https://a.example/猫.png"}};
#endif

#if CASE == 9 // expect: jimeng: image url has a user name, a fragment or a host that cannot be
constexpr model user_name{.prompt = "a cat", .image_urls = {"https://me:word@a.example/cat.png"}};
#endif
