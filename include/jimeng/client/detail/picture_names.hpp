#ifndef JIMENG_CLIENT_DETAIL_PICTURE_NAMES_HPP
#define JIMENG_CLIENT_DETAIL_PICTURE_NAMES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/net/picture_file.hpp>

#include <cstddef>
#include <map>
#include <string>

namespace jimeng::detail {

/// The names of one operation's pictures. Links among them are followed once, when this is made: one that appears later,
/// while the task is drawn, leads nowhere.
class picture_names {
public:
    picture_names() = default;
    JIMENG_DECL picture_names(std::string output, bool overwrite);

    /// Pictures go into memory.
    [[nodiscard]] bool empty() const noexcept { return output_.empty(); }

    /// A file in whose folder the pictures may grow.
    [[nodiscard]] JIMENG_DECL std::string beside(task_id const& id) const;

    [[nodiscard]] JIMENG_DECL picture_name of(task_id const& id, std::size_t index, std::size_t count) const;

private:
    void look_at(std::string const& path);

    std::string output_;
    bool overwrite_ = false;
    std::map<std::string, std::string> links_;
};

} // namespace jimeng::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/picture_names.ipp>
#endif

#endif
