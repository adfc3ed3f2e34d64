#ifndef JIMENG_CLIENT_IMPL_PICTURE_IPP
#define JIMENG_CLIENT_IMPL_PICTURE_IPP

#include <jimeng/client/picture.hpp>
#include <jimeng/core/escape.hpp>

namespace jimeng {

JIMENG_DECL saved_picture picture::save(std::string const& path, bool overwrite) const
{
    error_code ec;
    diagnostics details;
    auto file = save(path, overwrite, ec, details);
    detail::throw_on_error(ec, details);
    return file;
}

JIMENG_DECL saved_picture picture::save(std::string const& path, bool overwrite, error_code& ec,
                                        diagnostics& details) const
{
    ec.clear();
    auto file = picture_file::open(path, overwrite, bytes.size(), ec, details);
    if (!file) return {};
    ec = file->write(bytes);
    if (ec.failed()) {
        details.client_message = "output " + for_terminal(path) + ": " + ec.message();
        return {};
    }
    return file->commit(bytes.size(), ec, details);
}

} // namespace jimeng

#endif
