#ifndef JIMENG_CLIENT_DETAIL_KEPT_RESULTS_HPP
#define JIMENG_CLIENT_DETAIL_KEPT_RESULTS_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/media/detail/picture_names.hpp>
#include <jimeng/media/saved_result.hpp>

#include <cstddef>
#include <map>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Results of a task that lie in files already, as they were found when this was made.
class kept_results {
public:
    kept_results() = default;
    JIMENG_SELDOM explicit kept_results(saved_results const& named)
    {
        for (auto const& one : named)
            if (auto facts = find_saved(one)) found_.insert_or_assign(one.index, *std::move(facts));
    }

    JIMENG_SELDOM [[nodiscard]] saved_results all() const
    {
        saved_results list;
        for (auto const& [index, facts] : found_)
            list.push_back({index, facts.path, facts.sha256});
        return list;
    }

    /// The file of that result; none too where another kind of file lies there than is good for its place.
    [[nodiscard]] saved_picture const* of(std::size_t index, result_place const& place) const
    {
        auto const found = found_.find(index);
        bool const good = found != found_.end() && (!place.expected || kind_of(found->second.format) == place.kind);
        return good ? &found->second : nullptr;
    }

private:
    std::map<std::size_t, saved_picture> found_;
};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
