#ifndef JIMENG_COMMAND_OFFERED_HPP
#define JIMENG_COMMAND_OFFERED_HPP

#include <string_view>

namespace CLI {
class App;
}

namespace command {

/// As long as it lives, hints name the options of this subcommand. One at a time, made before any thread looks.
class offered_options {
public:
    /// @param of  The subcommand that runs; must outlive this.
    explicit offered_options(CLI::App const& of) noexcept;
    ~offered_options();
    offered_options(offered_options const&) = delete;
    offered_options& operator=(offered_options const&) = delete;
};

/// Whether the subcommand that runs has the option, so that no hint names one that it lacks.
/// @param option  With its dashes.
[[nodiscard]] bool offers(std::string_view option);

/// What to add to a remedy: `, or add --no-journal` and nothing where there is no such option.
[[nodiscard]] std::string_view or_no_journal();

} // namespace command

#endif
