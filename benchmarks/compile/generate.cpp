// The user's file of design's first page: one request, one call, one file. Compiled with and without
// JIMENG_SEPARATE_COMPILATION.
#include <jimeng/jimeng.hpp>

int main()
{
    jimeng::client client{jimeng::credentials::from_environment()};
    auto const pictures = client.generate(jimeng::text_to_image_v40{
        .prompt = "A white Siamese cat on a windowsill, sunlight streaming in",
        .size = jimeng::size<2560, 1440>,
    });
    pictures.front().save("cat.png");
}
