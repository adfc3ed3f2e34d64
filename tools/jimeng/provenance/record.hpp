#ifndef JIMENG_COMMAND_PROVENANCE_RECORD_HPP
#define JIMENG_COMMAND_PROVENANCE_RECORD_HPP

#include <jimeng/core/registry.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace command::provenance {

/// An option of `generate` as it was given.
struct given_option {
    std::string name;                ///< Without dashes.
    std::vector<std::string> values; ///< None: a flag.
};

/// What a result is made from: enough to make another one. No key, no bytes of a file.
struct recipe {
    std::string prompt;
    std::string model;   ///< Its name for a person.
    std::string req_key; ///< Its name for the service.
    std::string fields;  ///< JSON object as it was sent, `file:NAME` in the place of a file's bytes; empty: not known.
    std::vector<given_option> options;
};

/// What is kept beside a result, or inside it.
struct record {
    recipe made_from;
    std::string task_id;
    std::size_t index = 0; ///< Among the task's results, from 0 on.
    std::string date;      ///< When it was saved, `2026-11-27 12:00:00Z`.
    std::string sha256;    ///< Inside a file: of the file without the record. Beside it: of the file as it lies there.
    std::uint64_t size_bytes = 0;
};

/// One JSON object, on one line; secrets of this process are hidden in it.
[[nodiscard]] std::string to_json(record const& one);
/// The options alone, as `record` has them.
[[nodiscard]] std::string to_json(std::vector<given_option> const& options);

/// @param text  Anybody's.
/// @return None where it is no record: another JSON, or none.
[[nodiscard]] std::optional<record> read_record(std::string_view text);
[[nodiscard]] std::vector<given_option> read_options(std::string_view text);

} // namespace command::provenance

#endif
