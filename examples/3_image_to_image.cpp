// Input images are given by their addresses, which the service must be able to fetch; up to ten of them.
// What is not known before the program runs goes through the run-time doors: they tell which rule is broken.
#include <jimeng/core/escape.hpp>
#include <jimeng/jimeng.hpp>

#include <iostream>

namespace {

/// The compiler checks every value here.
constexpr auto watercolour = jimeng::checked(jimeng::text_to_image_v40{
    .prompt = "Change to watercolour style, keep the composition",
    .image_urls = {"https://example.com/harbour.jpg", "https://example.com/palette.png"},
    .scale = 0.7, // weight of the text against the images, 0 to 1
    .force_single = true,
});

/// The same with addresses and a scale that the user gave.
jimeng::violation read(int count, char** words, jimeng::text_to_image_v40& request)
{
    auto const scale = jimeng::scale_fraction::from_text(words[0]);
    if (!scale) return scale.why();
    request.scale = *scale;
    request.image_urls = {};
    for (int i = 1; i != count; ++i)
        if (auto const broken = request.image_urls.add(words[i])) return broken;
    return jimeng::check(request);
}

} // namespace

int main(int argc, char** argv)
try {
    auto request = watercolour;
    if (argc > 1)
        if (auto const broken = read(argc - 1, argv + 1, request)) {
            std::cerr << jimeng::for_terminal(describe(broken)) << "\nusage: 3_image_to_image [SCALE URL...]\n";
            return 2;
        }

    jimeng::client client{jimeng::credentials::from_environment(), jimeng::client_options::from_environment()};
    auto const pictures = client.generate(request);
    auto const saved = pictures.front().save("watercolour.png", true);
    std::cout << saved.path << ": " << saved.width << " x " << saved.height
              << " px, input images: " << request.image_urls.size() << '\n';
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
