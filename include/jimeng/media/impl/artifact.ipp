#ifndef JIMENG_MEDIA_IMPL_ARTIFACT_IPP
#define JIMENG_MEDIA_IMPL_ARTIFACT_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/detail/concat.hpp>
#include <jimeng/core/escape.hpp>
#include <jimeng/media/artifact.hpp>
#include <jimeng/media/picture_file.hpp>

namespace jimeng::inline JIMENG_ABI {

JIMENG_SELDOM JIMENG_DECL saved_picture artifact::save(std::string const& path, bool overwrite) const
{
    error_code ec;
    diagnostics details;
    auto file = save(path, overwrite, ec, details);
    detail::throw_on_error(ec, details);
    return file;
}

JIMENG_SELDOM JIMENG_DECL saved_picture artifact::save(std::string const& path, bool overwrite, error_code& ec,
                                                       diagnostics& details) const
{
    ec.clear();
    auto file = picture_file::open(path, overwrite, bytes.size(), ec, details, wanted(kind));
    if (!file) return {};
    ec = file->write(bytes);
    if (ec.failed()) {
        details.client_message = detail::concat({"output ", for_terminal(path), ": ", ec.message()});
        return {};
    }
    return file->commit(bytes.size(), ec, details);
}

} // namespace jimeng::inline JIMENG_ABI

#endif
