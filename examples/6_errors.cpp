// Every operation has a form with `error_code&` and `diagnostics&`: the code answers questions, the diagnostics tell.
// After a failure two things matter: what became of the submit, which costs money, and whether the task lives on.
#include <jimeng/core/escape.hpp>
#include <jimeng/jimeng.hpp>

#include <iostream>
#include <string_view>

namespace {

/// Text that a server sent is untrusted: it is shown through an escape only.
void explain(jimeng::error_code const& ec, jimeng::diagnostics const& details)
{
    std::cerr << "error: " << ec.message() << '\n';
    if (!details.client_message.empty()) std::cerr << "  " << jimeng::for_terminal(details.client_message) << '\n';
    if (ec.category() == jimeng::service_category() || ec.category() == jimeng::gateway_category())
        std::cerr << "  the service said " << details.service_code << ' ' << jimeng::for_terminal(details.gateway_code)
                  << " '" << jimeng::for_terminal(details.server_message, 80) << "'\n";
}

std::string_view what_to_do(jimeng::error_code const& ec, jimeng::verdict submitted)
{
    using jimeng::condition;
    using jimeng::verdict;
    if (submitted == verdict::unknown) return "look into the console before you submit again";
    if (ec == condition::resumable) return "wait for the task, do not submit again";
    if (ec == condition::throttled) return "wait a little, then submit again";
    if (ec == condition::content_refused) return "change the prompt or the image";
    if (ec == condition::authentication_refused) return "check keys, rights and clock";
    if (ec == condition::user_must_act) return "change the request";
    if (submitted == verdict::not_sent) return "submit again, nothing was sent";
    return "see the error";
}

} // namespace

int main(int argc, char** argv)
try {
    auto const prompt = jimeng::prompt::parse(argc > 1 ? std::string_view{argv[1]} : "A red bicycle in the rain");
    if (!prompt) {
        std::cerr << "error: " << jimeng::for_terminal(describe(prompt.why())) << '\n';
        return 2;
    }

    jimeng::client client{jimeng::credentials::from_environment(), jimeng::client_options::from_environment()};
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto pictures =
        client.generate(jimeng::text_to_image_v40{.prompt = *prompt, .size = jimeng::preset::one_k}, ec, details);
    auto const submitted = details.submitted;

    if (ec == jimeng::condition::resumable) {
        explain(ec, details);
        // The id is all one needs, for twelve hours, also in another process. Asking again costs nothing.
        if (auto const id = jimeng::task_id::parse(details.task_id)) {
            std::cerr << "  waiting once more for task " << id->text() << '\n';
            pictures = client.wait(jimeng::task::of<jimeng::text_to_image_v40>(*id), ec, details);
        }
    }
    if (ec.failed()) {
        explain(ec, details);
        std::cerr << "  submit: " << to_string(submitted) << "; " << what_to_do(ec, submitted) << '\n';
        return 1;
    }
    std::cout << pictures.front().save("bicycle.png", true).path << '\n';
} catch (std::exception const& error) { // keys or settings are missing, or the file cannot be written
    std::cerr << "error: " << error.what() << '\n';
    return 3;
}
