#ifndef JIMENG_CLIENT_PICTURES_HPP
#define JIMENG_CLIENT_PICTURES_HPP

#include <jimeng/client/task.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/media/artifact.hpp>

#include <string>
#include <vector>

namespace jimeng::inline JIMENG_ABI {

/// The results of a task, in the service's order with a video behind the pictures, and the task itself: also where an
/// operation failed, it is set as soon as the service gave an id.
class pictures : public std::vector<picture> {
public:
    using std::vector<picture>::vector;

    jimeng::task task{};
    std::string response_data{}; ///< `resp_data` of the answer, JSON as text. Untrusted.
};

} // namespace jimeng::inline JIMENG_ABI

#endif
