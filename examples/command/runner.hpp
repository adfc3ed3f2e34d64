#ifndef JIMENG_COMMAND_RUNNER_HPP
#define JIMENG_COMMAND_RUNNER_HPP

#include "generate_arguments.hpp"
#include "progress_line.hpp"
#include "report.hpp"

#include <jimeng/client.hpp>

#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

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

    /// From here on there is something paid that must not be forgotten.
    void remember(std::string_view task_id);

    void take(jimeng::pictures const& pictures);

    /// Prints what was found and says how the command ends.
    [[nodiscard]] int end();

    /// For a run that ends in the middle: how to get the task, if there is one. Any thread may call it.
    void say_how_to_go_on() const;

private:
    void follow(jimeng::progress const& now);
    [[nodiscard]] jimeng::picture_name default_name(std::size_t index, std::size_t count) const;
    void links_unchecked();
    [[nodiscard]] bool links_are_enough() const;
    [[nodiscard]] int end_without_output();

    result_arguments const& arguments_;
    std::string model_name_;
    report found_;
    progress_line progress_;
    mutable std::mutex known_; ///< Guards what follows.
    std::string task_id_;
    bool saved_some_ = false;
};

} // namespace command

#endif
