// Prints every model's schema, a line each: name, tab, JSON. With an argument it reads lines of that kind, a model's name and
// a request, and answers each with the field that is refused, a tab and why, or with an empty line.
#include <jimeng/core/registry.hpp>
#include <jimeng/wire/any_request.hpp>
#include <jimeng/wire/json_schema.hpp>

#include <iostream>
#include <string>
#include <string_view>

namespace {

void print_schemas()
{
    for (auto const* const model : jimeng::library_models())
        std::cout << model->name << '\t' << jimeng::json_schema(*model) << '\n';
}

void answer(std::string_view line)
{
    auto const tab = line.find('\t');
    auto const* const model = jimeng::find_model(jimeng::library_models(), line.substr(0, tab));
    if (tab == std::string_view::npos || model == nullptr) {
        std::cout << "?\tno model and request\n";
        return;
    }
    auto const request = jimeng::any_request::from_json(*model, line.substr(tab + 1));
    if (!request) std::cout << request.why().field << '\t' << jimeng::sentence(request.why().broken);
    std::cout << '\n';
}

} // namespace

int main(int arguments, char**)
{
    if (arguments == 1) {
        print_schemas();
        return 0;
    }
    for (std::string line; std::getline(std::cin, line);)
        answer(line);
    return std::cout.flush() ? 0 : 1;
}
