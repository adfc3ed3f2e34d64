#ifndef JIMENG_COMMAND_HELP_EXAMPLES_HPP
#define JIMENG_COMMAND_HELP_EXAMPLES_HPP

#include <array>
#include <string>
#include <string_view>

namespace command {

/// What a subcommand's help shows of its use.
struct help_example {
    std::string_view subcommand;
    std::string_view lines;
};

inline constexpr std::array help_examples{
    help_example{"wait", "  jimeng wait 7392616336519610409 --output cat.png\n"
                         "  jimeng wait 7392616336519610409 --model 4.6 --json\n"},
    help_example{"tasks", "  jimeng tasks\n"
                          "  jimeng tasks show 7392616336519610409\n"
                          "  jimeng tasks forget --done --older-than 30\n"},
    help_example{"resume", "  jimeng resume --all\n"
                           "  jimeng resume 7392616336519610409\n"},
    help_example{"download", "  jimeng download 7392616336519610409 --output again.png\n"},
    help_example{"models", "  jimeng models\n"
                           "  jimeng models 4.0 --json\n"},
    help_example{"show", "  jimeng show cat.png\n"
                         "  jimeng show cat.png --json\n"},
    help_example{"label", "  jimeng label cat.png\n"
                          "  jimeng label cat.mp4 --json\n"},
    help_example{"doctor", "  jimeng doctor\n"
                           "  jimeng doctor --model video-3.0-pro --lang zh\n"},
    help_example{"completion", "  jimeng completion bash > jimeng.bash\n"},
    help_example{"emulator", "  jimeng emulator --port 8080\n"
                             "  jimeng emulator --task-seconds 2 --most-running 1\n"},
};

/// Under their title; empty where the subcommand has none of its own.
[[nodiscard]] inline std::string examples_of(std::string_view subcommand)
{
    for (auto const& one : help_examples)
        if (one.subcommand == subcommand) return "Examples:\n" + std::string{one.lines} + '\n';
    return {};
}

} // namespace command

#endif
