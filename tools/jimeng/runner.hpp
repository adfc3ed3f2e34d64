#ifndef JIMENG_COMMAND_RUNNER_HPP
#define JIMENG_COMMAND_RUNNER_HPP

#include "generate_arguments.hpp"
#include "memory_reserve.hpp"
#include "progress_line.hpp"
#include "report.hpp"
#include "standing.hpp"

#include <jimeng/client.hpp>

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace command {

namespace provenance {
class keeper;
}

/// What is common to `generate` and `wait`: fetching, saving, showing.
///
/// Whatever goes wrong on the way, memory that ends included, the run ends with a word about the money and with the task's
/// id where there is one.
class runner {
public:
    runner(result_arguments const& arguments, std::string req_key, std::string model_name);

    report& found() noexcept { return found_; }

    /// Pictures go straight to files; of what has no file the beginning is looked at.
    /// @param job  Its name in the journal; empty where there is none.
    [[nodiscard]] jimeng::generate_options options(jimeng::result_options const& results, std::string_view job,
                                                   std::stop_token stop);

    /// From here on there is something paid that must not be forgotten.
    /// @param has_ended  Whether the journal knows that the service has ended the task.
    void remember(std::string_view task_id, bool has_ended = false) noexcept;

    /// What the journal and the records of the results say of how they were made.
    /// @param with     None: no records are wanted.
    /// @param options  As the journal's note has them; empty: not known.
    void keep_with(std::shared_ptr<provenance::keeper> with, std::string options)
    {
        keeper_ = std::move(with);
        options_ = std::move(options);
    }

    /// For the words about a wait.
    void wait_at_most(std::chrono::milliseconds longest) noexcept
    {
        progress_.wait_at_most(std::chrono::ceil<std::chrono::seconds>(longest));
    }

    /// What is told where nobody knows whether the submit was accepted; empty: nothing.
    void note_highest_cost(std::string words) { highest_cost_ = std::move(words); }

    void take(jimeng::pictures const& pictures);

    /// A task that was only submitted.
    void take_task();

    /// Prints what was found and says how the command ends.
    [[nodiscard]] int end() noexcept;

    /// As `end`, after something was thrown.
    [[nodiscard]] int end_thrown(char const* words) noexcept;

    /// For a run that ends in the middle: what is known of the money and of the task. Any thread may call it.
    void say_last_words() const noexcept;

    /// That a stop waits for the answer to a submit, where somebody watches.
    void say_what_a_stop_waits_for() const noexcept;

private:
    [[nodiscard]] bool can_keep();
    void follow(jimeng::progress const& now) noexcept;
    void take_standing();
    void say_it_plainly();
    void take_gap();
    void take_cost();
    void take_data(jimeng::pictures const& pictures);
    void take_records();
    void draw_and_open() const;
    void take_picture(jimeng::picture const& one, std::size_t index, std::size_t count);
    [[nodiscard]] jimeng::picture_name default_name(std::size_t index, std::size_t count) const;
    void hand_to_standard_output(jimeng::pictures const& pictures);
    [[nodiscard]] std::string way_back() const;
    void links_unchecked();
    [[nodiscard]] bool links_are_enough() const;
    [[nodiscard]] bool is_paid() const;
    [[nodiscard]] exit_code code_of_end() const noexcept;
    [[nodiscard]] int report_in_full(exit_code code);
    [[nodiscard]] std::string words_for_missing_ending() const;
    [[nodiscard]] std::string note_of_success() const;
    [[nodiscard]] int report_in_short(exit_code code) const noexcept;
    [[nodiscard]] int end_without_output();

    result_arguments const& arguments_;
    std::string model_name_;
    std::string highest_cost_;
    std::string options_;
    std::string new_folder_; ///< That nobody named, and that was not there before.
    std::shared_ptr<provenance::keeper> keeper_;
    report found_;
    progress_line progress_;
    standing standing_;
    memory_reserve reserve_;
    std::stop_token stop_;
    bool has_ended_ = false;
    bool to_files_ = true; ///< Pictures that have no place of their own are saved in the default folder.
    bool printed_ = false;
};

} // namespace command

#endif
