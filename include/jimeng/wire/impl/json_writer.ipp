#ifndef JIMENG_WIRE_IMPL_JSON_WRITER_IPP
#define JIMENG_WIRE_IMPL_JSON_WRITER_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/numbers.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/json_writer.hpp>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <fstream>

namespace jimeng::inline JIMENG_ABI {

JIMENG_DECL void json_writer::begin_object()
{
    separate();
    text_ += '{';
    comma_ = false;
}

JIMENG_DECL void json_writer::end_object()
{
    text_ += '}';
    comma_ = true;
}

JIMENG_DECL void json_writer::begin_array()
{
    separate();
    text_ += '[';
    comma_ = false;
}

JIMENG_DECL void json_writer::end_array()
{
    text_ += ']';
    comma_ = true;
}

JIMENG_DECL void json_writer::key(std::string_view name)
{
    value(name);
    text_ += ':';
    comma_ = false;
}

JIMENG_DECL void json_writer::value(std::string_view text)
{
    separate();
    text_ += boost::json::serialize(boost::json::string_view{text.data(), text.size()});
}

JIMENG_DECL bool json_writer::value(local_file const& file)
{
    separate();
    text_ += '"';
    std::array<char, 24 * 1024> piece; // whole groups of three
    std::ifstream content{std::string{file.path}, std::ios::binary};
    std::uint64_t left = file.size_bytes;
    while (left != 0 && content.good()) {
        content.read(piece.data(), static_cast<std::streamsize>(std::min<std::uint64_t>(left, piece.size())));
        auto const size = static_cast<std::size_t>(content.gcount());
        append_base64(text_, {piece.data(), size});
        left -= size;
    }
    text_ += '"';
    return left == 0 && content.peek() == std::ifstream::traits_type::eof();
}

JIMENG_DECL void json_writer::value(std::int64_t number)
{
    separate();
    text_ += std::to_string(number);
}

JIMENG_DECL void json_writer::value(double number)
{
    separate();
    text_ += detail::number_text(number);
}

JIMENG_DECL void json_writer::value(bool flag)
{
    separate();
    text_ += flag ? "true" : "false";
}

} // namespace jimeng::inline JIMENG_ABI

#endif
