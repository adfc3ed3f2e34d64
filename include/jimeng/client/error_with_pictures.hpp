#ifndef JIMENG_CLIENT_ERROR_WITH_PICTURES_HPP
#define JIMENG_CLIENT_ERROR_WITH_PICTURES_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/client/task_data.hpp>
#include <jimeng/client/video.hpp>
#include <jimeng/core/config.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

/// Thrown by `generate`, `wait` and `wait_video`: beside code and diagnostics it holds the pictures, and the video, that
/// arrived before the failure, for they are paid. Copies share them.
class error_with_pictures : public error_with_diagnostics {
public:
    error_with_pictures(error_code const& code, diagnostics details, pictures arrived)
        : error_with_pictures{code, std::move(details), std::make_shared<pictures>(std::move(arrived))}
    {}
    /// Takes nothing from `details` where it throws.
    error_with_pictures(error_code const& code, diagnostics&& details, std::shared_ptr<pictures> arrived)
        : error_with_diagnostics{code, std::move(details)},
          arrived_{std::move(arrived)}
    {}

    [[nodiscard]] pictures const& get_pictures() const noexcept { return *arrived_; }
    /// The same to take from.
    [[nodiscard]] pictures& get_pictures() noexcept { return *arrived_; }

private:
    std::shared_ptr<pictures> arrived_;
};

namespace detail {

/// What an operation throws. Where there is no memory for all of it, the service's answer goes, and then the words; code, id
/// and verdict stay.
JIMENG_DECL std::exception_ptr failure_of(error_code const& ec, diagnostics details);
JIMENG_DECL std::exception_ptr failure_of(error_code const& ec, diagnostics details, pictures arrived);
template <class Value>
std::exception_ptr failure_of(error_code const& ec, diagnostics details, Value)
{
    return failure_of(ec, std::move(details));
}
inline std::exception_ptr failure_of(error_code const& ec, diagnostics details, video arrived)
{
    return failure_of(ec, std::move(details), to_pictures(std::move(arrived)));
}
inline std::exception_ptr failure_of(error_code const& ec, diagnostics details, task_data arrived)
{
    return failure_of(ec, std::move(details), to_pictures(std::move(arrived)));
}

} // namespace detail

} // namespace jimeng::inline JIMENG_ABI

#ifndef JIMENG_SEPARATE_COMPILATION
#include <jimeng/client/impl/error_with_pictures.ipp>
#endif

#endif
