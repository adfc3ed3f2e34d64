#ifndef JIMENG_CLIENT_IMPL_ERROR_WITH_PICTURES_IPP
#define JIMENG_CLIENT_IMPL_ERROR_WITH_PICTURES_IPP

#include <jimeng/client/error_with_pictures.hpp>
#include <jimeng/core/config.hpp>

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI::detail {

/// Without a copy.
template <class Throw>
std::exception_ptr caught_from(diagnostics& details, Throw const& throw_it)
{
    for (int attempt = 0;; ++attempt) {
        try {
            throw_it();
        } catch (std::bad_alloc const&) {
            if (attempt == 2) throw;
            std::string{}.swap(details.answer);
            if (attempt == 1) details.client_message = details.server_message = {};
        } catch (...) {
            return std::current_exception();
        }
    }
}

JIMENG_SELDOM JIMENG_DECL std::exception_ptr failure_of(error_code const& ec, diagnostics details)
{
    return caught_from(details, [&] { throw error_with_diagnostics{ec, std::move(details)}; });
}

JIMENG_SELDOM JIMENG_DECL std::exception_ptr failure_of(error_code const& ec, diagnostics details, pictures arrived)
{
    std::shared_ptr<pictures> shared;
    return caught_from(details, [&] {
        if (!shared) shared = std::make_shared<pictures>(std::move(arrived));
        throw error_with_pictures{ec, std::move(details), shared};
    });
}

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
