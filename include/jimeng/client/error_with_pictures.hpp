#ifndef JIMENG_CLIENT_ERROR_WITH_PICTURES_HPP
#define JIMENG_CLIENT_ERROR_WITH_PICTURES_HPP

#include <jimeng/client/pictures.hpp>
#include <jimeng/client/video.hpp>
#include <jimeng/wire/diagnostics.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace jimeng {

/// Thrown by `generate`, `wait` and `wait_video`: beside code and diagnostics it holds the pictures, and the video, that
/// arrived before the failure, for they are paid. Copies share them.
class error_with_pictures : public error_with_diagnostics {
public:
    error_with_pictures(error_code const& code, diagnostics details, pictures arrived)
        : error_with_diagnostics{code, std::move(details)},
          arrived_{std::make_shared<pictures>(std::move(arrived))}
    {}

    [[nodiscard]] pictures const& get_pictures() const noexcept { return *arrived_; }
    /// The same to take from.
    [[nodiscard]] pictures& get_pictures() noexcept { return *arrived_; }

private:
    std::shared_ptr<pictures> arrived_;
};

namespace detail {

template <class Value>
std::exception_ptr failure_of(error_code const& ec, diagnostics details, Value)
{
    return std::make_exception_ptr(error_with_diagnostics{ec, std::move(details)});
}
inline std::exception_ptr failure_of(error_code const& ec, diagnostics details, pictures arrived)
{
    return std::make_exception_ptr(error_with_pictures{ec, std::move(details), std::move(arrived)});
}
inline std::exception_ptr failure_of(error_code const& ec, diagnostics details, video arrived)
{
    return failure_of(ec, std::move(details), to_pictures(std::move(arrived)));
}

} // namespace detail

} // namespace jimeng

#endif
