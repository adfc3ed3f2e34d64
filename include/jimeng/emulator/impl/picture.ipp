#ifndef JIMENG_EMULATOR_IMPL_PICTURE_IPP
#define JIMENG_EMULATOR_IMPL_PICTURE_IPP

#include <jimeng/emulator/picture.hpp>

#include <jimeng/emulator/detail/layers.hpp>
#include <jimeng/emulator/detail/mark.hpp>
#include <jimeng/emulator/detail/rounds.hpp>

#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace jimeng::emulator {
namespace detail {

/// Writes one PNG into a string, row by row.
///
/// libpng leaves a failed call with longjmp, which must not jump over objects with destructors. So every call goes
/// through `guarded`, whose frame holds none, and the exception is thrown after it has returned.
class png_writer {
public:
    png_writer(std::uint32_t width, std::uint32_t height)
        : png_{png_create_write_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning)},
          info_{png_ != nullptr ? png_create_info_struct(png_) : nullptr}
    {
        if (info_ == nullptr) {
            png_destroy_write_struct(&png_, nullptr);
            throw std::runtime_error(
                "jimeng: libpng could not be started: out of memory, or another version than at build time");
        }
        try {
            run([&] { begin(width, height); });
        } catch (...) {
            png_destroy_write_struct(&png_, &info_);
            throw;
        }
    }
    png_writer(png_writer const&) = delete;
    png_writer& operator=(png_writer const&) = delete;
    ~png_writer() { png_destroy_write_struct(&png_, &info_); }

    /// Adds an iTXt chunk, uncompressed. The bytes are handed over whole: libpng's own text call stops at a zero byte.
    void text(std::string_view keyword, std::string_view utf8)
    {
        using namespace std::string_view_literals;
        std::string chunk{keyword};
        chunk.append("\0\0\0\0\0"sv)
            .append(utf8); // end of keyword, not compressed, method 0, no language, no translation
        run([&] { png_write_chunk(png_, bytes("iTXt"), bytes(chunk.data()), chunk.size()); });
    }

    void row(std::uint8_t const* rgb)
    {
        run([&] { png_write_row(png_, rgb); });
    }

    [[nodiscard]] std::string finish()
    {
        run([&] { png_write_end(png_, nullptr); });
        return std::move(file_);
    }

private:
    [[nodiscard]] static png_const_bytep bytes(char const* text) { return reinterpret_cast<png_const_bytep>(text); }

    void begin(std::uint32_t width, std::uint32_t height)
    {
        png_set_write_fn(png_, this, on_bytes, on_flush);
        png_set_IHDR(png_, info_, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                     PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
        png_set_filter(png_, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
        png_set_compression_level(png_, 2);
        png_write_info(png_, info_);
    }

    template <class Call>
    [[nodiscard]] static bool guarded(png_structp png, Call& call)
    {
        if (setjmp(png_jmpbuf(png)) != 0) return false; // NOLINT
        call();
        return true;
    }

    template <class Call>
    void run(Call call)
    {
        if (!guarded(png_, call))
            throw std::runtime_error(std::string{"jimeng: the PNG cannot be written: "} + reason_.data());
    }

    static void on_error(png_structp png, png_const_charp message)
    {
        auto& self = *static_cast<png_writer*>(png_get_error_ptr(png));
        std::snprintf(self.reason_.data(), self.reason_.size(), "%s", message);
        png_longjmp(png, 1);
    }

    static void on_warning(png_structp, png_const_charp) {}

    [[nodiscard]] bool keep(png_bytep data, std::size_t size) noexcept
    {
        try {
            file_.append(reinterpret_cast<char const*>(data), size);
            return true;
        } catch (...) {
            return false;
        }
    }

    static void on_bytes(png_structp png, png_bytep data, std::size_t size)
    {
        if (!static_cast<png_writer*>(png_get_io_ptr(png))->keep(data, size)) png_error(png, "out of memory");
    }

    static void on_flush(png_structp) {}

    png_structp png_;
    png_infop info_;
    std::array<char, 128> reason_{};
    std::string file_;
};

using motif = std::variant<hills, ribbons, scales, dahlia>;

[[nodiscard]] inline motif chosen_motif(int width, int height, std::uint64_t seed)
{
    random_stream random{seed};
    auto const& colours = palettes[static_cast<std::size_t>(random.between(0, static_cast<int>(palettes.size()) - 1))];
    switch (random.between(0, 4)) {
    case 0: return ribbons{width, height, colours, random};
    case 1: return scales{width, height, colours, random};
    case 2: return dahlia{width, height, colours, random};
    default: return hills{width, height, colours, random};
    }
}

[[nodiscard]] inline mark_overlay laid_out(std::optional<drawn_mark> const& mark, int width, int height)
{
    if (!mark || mark->text.empty() || !(mark->opacity > 0)) return {};
    auto const right = mark->position == corner::bottom_right || mark->position == corner::top_right;
    auto const bottom = mark->position == corner::bottom_right || mark->position == corner::bottom_left;
    auto const opacity = static_cast<int>(std::min(mark->opacity, 1.0) * full);
    return {mark->text, right, bottom, opacity, width, height};
}

inline void check(picture_request const& request)
{
    constexpr std::uint32_t longest = 65536;
    constexpr std::uint64_t largest = std::uint64_t{64} << 20;
    if (request.width == 0 || request.height == 0 || request.width > longest || request.height > longest ||
        std::uint64_t{request.width} * request.height > largest)
        throw std::invalid_argument(
            "jimeng: a picture of " + std::to_string(request.width) + "x" + std::to_string(request.height) +
            " px cannot be drawn; each side must be 1 to 65536 px and the area at most 67108864 px^2");
    for (auto const& [keyword, text] : request.texts)
        if (keyword.empty() || keyword.size() > 79 || keyword.find('\0') != std::string::npos)
            throw std::invalid_argument("jimeng: a text keyword has " + std::to_string(keyword.size()) +
                                        " bytes; PNG wants 1 to 79, none of them zero");
}

} // namespace detail

struct painting::canvas {
    explicit canvas(picture_request const& request)
        : width{static_cast<int>(request.width)},
          height{static_cast<int>(request.height)},
          pattern{detail::chosen_motif(width, height, request.seed)},
          mark{detail::laid_out(request.mark, width, height)},
          row(std::size_t{request.width} * 3),
          file{request.width, request.height}
    {
        file.text("Software", "jimeng emulator");
        file.text("prompt", request.prompt);
        for (auto const& [keyword, text] : request.texts)
            file.text(keyword, text);
    }

    template <class Motif>
    void draw_row(Motif const& motif)
    {
        auto* rgb = row.data();
        for (int x = 0; x < width; ++x, rgb += 3)
            detail::store(motif.at(x, y), rgb);
        mark.blend(y, width, row.data());
        file.row(row.data());
        ++y;
    }

    void draw_rows(std::uint64_t pixels)
    {
        auto const rows = pixels / static_cast<std::uint64_t>(width);
        auto const left = static_cast<std::uint64_t>(height - y);
        auto const last = y + static_cast<int>(std::clamp<std::uint64_t>(rows, 1, left));
        std::visit(
            [&](auto const& motif) {
                while (y != last)
                    draw_row(motif);
            },
            pattern);
    }

    int width, height;
    int y = 0; ///< The next row.
    detail::motif pattern;
    detail::mark_overlay mark;
    std::vector<std::uint8_t> row;
    detail::png_writer file;
};

JIMENG_DECL painting::painting(picture_request const& request)
    : canvas_{(detail::check(request), std::make_unique<canvas>(request))}
{}
JIMENG_DECL painting::painting(painting&&) noexcept = default;
JIMENG_DECL painting& painting::operator=(painting&&) noexcept = default;
JIMENG_DECL painting::~painting() = default;

JIMENG_DECL bool painting::draw(std::uint64_t pixels)
{
    if (canvas_->y != canvas_->height) canvas_->draw_rows(pixels);
    return canvas_->y == canvas_->height;
}

JIMENG_DECL std::string painting::take()
{
    return canvas_->file.finish();
}

JIMENG_DECL std::string draw_png(picture_request const& request)
{
    painting whole{request};
    while (!whole.draw(std::uint64_t{request.width} * request.height)) {}
    return whole.take();
}

} // namespace jimeng::emulator

#endif
