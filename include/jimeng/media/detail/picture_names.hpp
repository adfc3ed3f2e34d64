#ifndef JIMENG_MEDIA_DETAIL_PICTURE_NAMES_HPP
#define JIMENG_MEDIA_DETAIL_PICTURE_NAMES_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/media_format.hpp>
#include <jimeng/core/task.hpp>
#include <jimeng/media/picture_file.hpp>

#include <cstddef>
#include <map>
#include <string>

namespace jimeng::inline JIMENG_ABI::detail {

/// Which result of a task it is, counted among those of its kind.
struct result_place {
    media_kind kind = media_kind::picture;
    std::size_t index = 0;
    std::size_t count = 1;
    bool expected = true; ///< False for a picture beside a video and the like: what was asked for has the name itself.
};

/// The names of one operation's results. Links among them are followed once, when this is made: one that appears later,
/// while the task is drawn, leads nowhere.
class picture_names {
public:
    picture_names() = default;
    JIMENG_DECL picture_names(std::string output, bool overwrite);

    /// Results go into memory.
    [[nodiscard]] bool empty() const noexcept { return output_.empty(); }

    /// A file in whose folder the results may grow.
    [[nodiscard]] JIMENG_DECL std::string beside(task_id const& id) const;

    [[nodiscard]] JIMENG_DECL picture_name of(task_id const& id, result_place const& place) const;

private:
    void look_at(std::string const& path);

    std::string output_;
    bool overwrite_ = false;
    std::map<std::string, std::string> links_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/media/impl/picture_names.ipp>
#endif

#endif
