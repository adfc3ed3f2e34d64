// libturbojpeg, loaded when a JPEG is drawn: no other run of the command has a use for it.
#include "pixels.hpp"

#include "../late_library.hpp"

#include <turbojpeg.h>

#include <memory>

namespace command::terminal {

namespace {

late_library const& turbojpeg() noexcept
{
    static late_library const one{"libturbojpeg.so.0", "libturbojpeg.0.dylib"};
    return one;
}

template <class Function>
Function* from_turbojpeg(char const* name) noexcept
{
    return turbojpeg().find<Function>(name);
}

} // namespace

std::optional<pixels> read_jpeg(std::string const& bytes, std::string& trouble)
{
    auto* const init = from_turbojpeg<decltype(tjInitDecompress)>("tjInitDecompress");
    auto* const header = from_turbojpeg<decltype(tjDecompressHeader3)>("tjDecompressHeader3");
    auto* const decompress = from_turbojpeg<decltype(tjDecompress2)>("tjDecompress2");
    auto* const destroy = from_turbojpeg<decltype(tjDestroy)>("tjDestroy");
    if (init == nullptr || header == nullptr || decompress == nullptr || destroy == nullptr)
        return trouble = std::string{"is a JPEG, and "} + turbojpeg().file() +
                         " is not on this machine (Debian: libturbojpeg0)",
               std::nullopt;
    std::unique_ptr<void, decltype(destroy)> const reader{init(), destroy};
    auto const* const data = reinterpret_cast<unsigned char const*>(bytes.data());
    pixels made;
    int sampling = 0, colours = 0;
    bool read = reader != nullptr &&
                header(reader.get(), data, bytes.size(), &made.width, &made.height, &sampling, &colours) == 0;
    auto const area = static_cast<std::size_t>(made.width) * static_cast<std::size_t>(made.height);
    read = read && made.width > 0 && made.height > 0 && area <= most_pixels;
    if (read) {
        made.row_bytes = made.width * 4;
        made.bytes.resize(area * 4);
        read = decompress(reader.get(), data, bytes.size(), made.bytes.data(), made.width, made.row_bytes, made.height,
                          TJPF_BGRA, TJFLAG_STOPONWARNING) == 0;
    }
    if (read) return made;
    return trouble = "is no JPEG that can be read", std::nullopt;
}

} // namespace command::terminal
