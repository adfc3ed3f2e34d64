#ifndef JIMENG_COMMAND_RUNNER_HPP
#define JIMENG_COMMAND_RUNNER_HPP

#include "generate_arguments.hpp"
#include "progress_line.hpp"
#include "report.hpp"

#include <jimeng/client.hpp>

#include <stop_token>
#include <string>

namespace command {

/// Where pictures go that were asked for without a name.
inline constexpr char default_folder[] = "generated_images/";

/// Links of a private emulator die with it, and pictures inside an answer have no link: both are saved in any case.
[[nodiscard]] inline bool wants_files(result_arguments const& arguments)
{
    return arguments.emulator || arguments.base64 || !arguments.output.empty();
}

/// What is common to `generate` and `wait`: fetching, saving, showing.
class runner {
public:
    runner(result_arguments const& arguments, std::string req_key, std::string model_name);

    report& found() noexcept { return found_; }

    /// Pictures go straight to files; what has no file is fetched into memory, to be looked at.
    [[nodiscard]] jimeng::generate_options options(jimeng::result_options const& results, std::stop_token stop);

    void take(jimeng::pictures const& pictures);

    /// Prints what was found and says how the command ends.
    [[nodiscard]] int end();

private:
    void links_unchecked();
    [[nodiscard]] bool links_are_enough() const;
    [[nodiscard]] int end_without_output();

    result_arguments const& arguments_;
    std::string model_name_;
    report found_;
    progress_line progress_;
};

} // namespace command

#endif
