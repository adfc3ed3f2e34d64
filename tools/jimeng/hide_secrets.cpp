#include "report.hpp"
#include "secrets.hpp"

namespace command {

void hide_secrets(jimeng::diagnostics& details)
{
    for (auto* const text : {&details.client_message, &details.server_message, &details.gateway_code,
                             &details.request_id, &details.answer})
        *text = known_secrets().hidden_in(*text);
}

void hide_secrets(report& found)
{
    auto const& secrets = known_secrets();
    hide_secrets(found.details);
    found.data = secrets.hidden_in(found.data);
    for (auto& picture : found.pictures)
        picture.url = secrets.hidden_in(picture.url);
}

} // namespace command
