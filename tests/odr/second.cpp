#include <jimeng/jimeng.hpp>

bool second_file_agrees(jimeng::error_category const& category)
{
    return &category == &jimeng::client_category();
}
