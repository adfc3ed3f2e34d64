#ifndef JIMENG_WIRE_IMPL_FILE_BODY_IPP
#define JIMENG_WIRE_IMPL_FILE_BODY_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/file_body.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

struct file_closer {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

} // namespace detail

JIMENG_DECL std::uint64_t body_size(http_request const& request) noexcept
{
    std::uint64_t size = request.body.size();
    if (request.files)
        for (auto const& part : request.files->parts)
            size += base64_size(static_cast<std::size_t>(part.size_bytes)) + part.after.size();
    return size;
}

struct body_reader::impl {
    explicit impl(http_request const& request) : text{request.body}, files{request.files.get()} {}

    /// A text, before or behind a file.
    std::string_view next_text()
    {
        auto const piece = text.substr(0, most_bytes);
        text.remove_prefix(piece.size());
        return piece;
    }

    bool open()
    {
        auto const& path = files->parts[part].path;
        file.reset(std::fopen(path.c_str(), "rb"));
        if (file) std::setvbuf(file.get(), nullptr, _IONBF, 0); // what is read is read into `bytes`
        left = files->parts[part].size_bytes;
        return file != nullptr || fail();
    }

    /// The file ends where it ended when it was looked at, and no earlier and no later.
    bool close()
    {
        bool const ended = std::fread(bytes.data(), 1, 1, file.get()) == 0 && std::ferror(file.get()) == 0;
        file.reset();
        if (!ended) return fail();
        text = files->parts[part++].after;
        return true;
    }

    bool fail()
    {
        file.reset();
        broken = files->parts[part].path;
        return false;
    }

    std::string_view next_of_file()
    {
        auto const wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, bytes.size()));
        if (std::fread(bytes.data(), 1, wanted, file.get()) != wanted) return fail(), std::string_view{};
        left -= wanted;
        encoded.clear();
        append_base64(encoded, {bytes.data(), wanted});
        return encoded;
    }

    std::string_view text;
    file_body const* files;
    std::size_t part = 0; ///< The one that is being read, or comes next.
    std::unique_ptr<std::FILE, detail::file_closer> file{};
    std::uint64_t left = 0; ///< Of the file.
    std::string broken{};
    std::string encoded{};
    std::array<char, most_bytes / 4 * 3> bytes; ///< Whole groups of three.
};

JIMENG_SELDOM JIMENG_DECL body_reader::body_reader(http_request const& request) : impl_{std::make_unique<impl>(request)}
{}
JIMENG_DECL body_reader::body_reader(body_reader&&) noexcept = default;
JIMENG_DECL body_reader& body_reader::operator=(body_reader&&) noexcept = default;
JIMENG_SELDOM JIMENG_DECL body_reader::~body_reader() = default;

JIMENG_DECL std::string_view body_reader::next()
{
    auto& now = *impl_;
    while (now.broken.empty()) {
        if (!now.text.empty()) return now.next_text();
        if (now.file && now.left != 0) return now.next_of_file();
        if (now.file ? !now.close() : done() || !now.open()) break;
    }
    return {};
}

JIMENG_DECL bool body_reader::done() const noexcept
{
    auto const& now = *impl_;
    return now.broken.empty() && now.text.empty() && !now.file &&
           (now.files == nullptr || now.part == now.files->parts.size());
}

JIMENG_DECL std::string_view body_reader::broken() const noexcept
{
    return impl_->broken;
}

JIMENG_DECL bool read_whole_body(http_request const& request, std::string& into, std::string* broken)
{
    into.clear();
    into.reserve(static_cast<std::size_t>(body_size(request)));
    body_reader reader{request};
    for (auto piece = reader.next(); !piece.empty(); piece = reader.next())
        into += piece;
    if (broken != nullptr) *broken = reader.broken();
    return reader.done();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
