#ifndef JIMENG_COMMAND_BATCH_CHECK_HPP
#define JIMENG_COMMAND_BATCH_CHECK_HPP

#include "budget.hpp"
#include "input.hpp"
#include "item.hpp"
#include "pricing.hpp"

#include <jimeng/wire/any_request.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace command::batch {

/// What is wrong with a line.
struct fault {
    std::size_t line = 0;
    std::string id;
    std::string words; ///< Field, value, limit and remedy, in one line that is safe to show.
};

/// How the lines of a batch are to be understood.
struct check_rules {
    std::string folder;     ///< Absolute, without a slash at its end.
    std::string first_path; ///< Where it lay when its first batch began; the keys of its jobs have it.
    std::string model;      ///< Of lines that name none; empty: the first.
    jimeng::any_options how;
    bool emulator = false; ///< Its tasks are no others' tasks.
};

/// Checks lines one after the other, each alone and beside those before it.
class checker {
public:
    /// @par Object lifetimes All must outlive it.
    checker(batch_input const& input, check_rules const& rules, jimeng::model_list models, budget const& limits,
            pricing& prices)
        : input_{input},
          rules_{rules},
          models_{models},
          limits_{limits},
          prices_{prices}
    {}

    /// A line that may be sent, or nothing and a fault.
    [[nodiscard]] std::optional<item> check(record const& which);

    /// Those that were checked and bring files of the same names.
    void compare_names();

    [[nodiscard]] std::vector<fault>& faults() noexcept { return faults_; }

private:
    std::optional<item> refuse(record const& which, std::string const& id, std::string words);
    [[nodiscard]] std::string take_name(record const& which, std::string const& name, std::string_view field);
    [[nodiscard]] std::string name_of(batch_line const& line, item& one);

    batch_input const& input_;
    check_rules const& rules_;
    jimeng::model_list models_;
    budget const& limits_;
    pricing& prices_;
    std::vector<fault> faults_;
    std::map<std::string, std::size_t, std::less<>> lines_; ///< Of ids, names and keys that are taken.
    std::set<std::string, std::less<>> several_;            ///< Names of lines that may bring several files.
};

/// The request of an item as its line says now, or what is wrong with it.
[[nodiscard]] jimeng::parsed<jimeng::any_request> read_request(batch_input const& input, check_rules const& rules,
                                                               item const& one);

/// The key of a line's job where the line names none.
/// @param request  `hash_of` what it sends.
[[nodiscard]] std::string key_of(check_rules const& rules, std::string const& id, std::string const& request);

/// A hash of all that a request sends.
[[nodiscard]] std::string hash_of(check_rules const& rules, jimeng::prepared_request const& request,
                                  std::string const& own_key);

} // namespace command::batch

#endif
