#include "report.hpp"
#include "secrets.hpp"

namespace command {

void hide_secrets(report& found)
{
    auto const& secrets = known_secrets();
    auto& details = found.details;
    for (auto* const text : {&details.client_message, &details.server_message, &details.gateway_code,
                             &details.request_id, &details.answer, &found.data})
        *text = secrets.hidden_in(*text);
    for (auto& picture : found.pictures)
        picture.url = secrets.hidden_in(picture.url);
}

} // namespace command
