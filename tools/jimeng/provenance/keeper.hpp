#ifndef JIMENG_COMMAND_PROVENANCE_KEEPER_HPP
#define JIMENG_COMMAND_PROVENANCE_KEEPER_HPP

#include "../files/media_file.hpp"
#include "record.hpp"

#include <jimeng/net/job_store.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace command::provenance {

/// A saved result, with what was asked to be kept of it.
struct kept_file {
    files::file_facts facts; ///< As it lies there now.
    std::string trouble;     ///< What could not be kept, in one line; empty: nothing. The result itself is there.
};

/// Writes the record of each result, beside it or inside it.
/// @par Thread safety Safe.
class keeper {
public:
    struct wish {
        bool sidecar = false;
        bool embed = false;
        bool overwrite = false; ///< A sidecar may take the place of what lies there.
    };

    keeper(wish wanted, recipe made_from) : wanted_{wanted}, made_from_{std::move(made_from)} {}

    /// The second time for the same path it does nothing.
    /// @param now  The file as it was saved.
    [[nodiscard]] kept_file keep(std::string const& path, std::string_view task_id, std::size_t index,
                                 files::file_facts const& now);

private:
    wish wanted_;
    recipe made_from_;
    std::mutex mutex_;
    std::map<std::string, kept_file> kept_;
};

/// A store that learns of a result only when its record is in it: the hash of its file is that of the file which stays. So a
/// run that is killed leaves no file behind that the journal takes for a changed one.
[[nodiscard]] std::shared_ptr<jimeng::job_store> keeping_store(std::shared_ptr<jimeng::job_store> to,
                                                               std::shared_ptr<keeper> with);

} // namespace command::provenance

#endif
