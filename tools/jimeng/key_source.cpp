#include "key_source.hpp"

#include "environment.hpp"
#include "key_file.hpp"
#include "private_file.hpp"
#include "secrets.hpp"

#include <jimeng/core/escape.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace command {

namespace {

struct variable_pair {
    char const* access_key_id;
    char const* secret_access_key;
};

constexpr std::array variable_pairs{variable_pair{"VOLC_ACCESSKEY", "VOLC_SECRETKEY"},
                                    variable_pair{"VOLCENGINE_ACCESS_KEY", "VOLCENGINE_SECRET_KEY"}};

struct key_file_place {
    std::string_view below_home;
    file_keys (*read)(std::string_view text);
};

constexpr std::array key_files{key_file_place{"/.volc/credentials", read_ini_keys},
                               key_file_place{"/.volc/config", read_json_keys}};

/// The first pair of variables of which one is set; null: none is.
variable_pair const* set_pair() noexcept
{
    for (auto const& pair : variable_pairs)
        if (is_set(pair.access_key_id) || is_set(pair.secret_access_key)) return &pair;
    return nullptr;
}

found_keys keys_of_variables(variable_pair const& names)
{
    found_keys found;
    found.keys = jimeng::credentials::from_environment(found.complaint);
    if (found.keys) found.source = std::string{names.access_key_id} + ", " + names.secret_access_key;
    return found;
}

/// @return Whether the file is where keys are looked for: it names one, or cannot be read as it should.
bool look_into(key_file_place const& place, std::string_view home, found_keys& found)
{
    auto const path = std::string{home}.append(place.below_home);
    auto const file = read_private_file(path);
    if (!file.is_there) return false;
    auto said = file.trouble.empty() ? place.read(file.text.reveal()) : file_keys{{}, file.trouble};
    known_secrets().learn(said.keys.access_key_id); // the secret, where somebody swapped the two
    known_secrets().learn(said.keys.secret_access_key.reveal());
    if (said.trouble.empty() && !said.has_any()) return false;
    auto shown = jimeng::for_terminal(path);
    if (said.trouble.empty()) {
        found.keys = std::move(said.keys);
        found.source = std::move(shown);
    } else {
        found.complaint = std::move(shown) + ": " + said.trouble;
    }
    return true;
}

} // namespace

found_keys find_keys()
{
    found_keys found;
    if (auto const* const pair = set_pair()) return keys_of_variables(*pair);
    auto const home = variable("HOME");
    if (home.starts_with('/'))
        for (auto const& place : key_files)
            if (look_into(place, home, found)) return found;
    (void)jimeng::credentials::from_environment(found.complaint); // says what to set
    return found;
}

} // namespace command
