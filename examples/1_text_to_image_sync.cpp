// A prompt becomes a picture file. The keys are read from VOLC_ACCESSKEY and VOLC_SECRETKEY.
#include <jimeng/jimeng.hpp>

#include <iostream>

int main()
try {
    jimeng::client client{jimeng::credentials::from_environment(), jimeng::client_options::from_environment()};
    auto const pictures = client.generate(jimeng::text_to_image_v40{
        .prompt = "A white Siamese cat on a windowsill, sunlight streaming in", // 1 to 800 characters
        .size = jimeng::size<2560, 1440>,                                       // or jimeng::preset::two_k
    });
    std::cout << pictures.front().save("cat.png", true).path << '\n';
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
