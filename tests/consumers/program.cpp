#include <jimeng/jimeng.hpp>

#include <iostream>

int main()
{
    jimeng::text_to_image_v40 const request{.prompt = "a white cat", .size = jimeng::size<2560, 1440>};
    jimeng::error_code const limit = jimeng::service_errc{50429};
    std::cout << request.prompt.text() << ": " << limit.message() << '\n';
}
