#ifndef JIMENG_WIRE_IMPL_JSON_SINK_IPP
#define JIMENG_WIRE_IMPL_JSON_SINK_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/wire/json_sink.hpp>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

namespace detail {

/// Nothing where it cannot be read.
inline std::optional<std::uint64_t> size_of_file(std::string const& path)
{
    auto* const file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return std::nullopt;
    bool const at_end = std::fseek(file, 0, SEEK_END) == 0;
    auto const size = at_end ? std::ftell(file) : -1;
    std::fclose(file);
    return size < 0 ? std::nullopt : std::optional{static_cast<std::uint64_t>(size)};
}

} // namespace detail

JIMENG_DECL json_sink::json_sink(std::string_view req_key)
{
    json_.begin_object();
    json_.member("req_key", req_key);
}

JIMENG_DECL void json_sink::text(std::string_view name, std::string_view value)
{
    json_.member(name, value);
}

JIMENG_DECL void json_sink::whole(std::string_view name, std::int64_t value)
{
    json_.member(name, value);
}

JIMENG_DECL void json_sink::real(std::string_view name, double value)
{
    json_.member(name, value);
}

JIMENG_DECL void json_sink::truth(std::string_view name, bool value)
{
    json_.member(name, value);
}

JIMENG_DECL void json_sink::texts(std::string_view name, std::span<std::string_view const> values)
{
    json_.key(name);
    json_.begin_array();
    for (auto const value : values)
        json_.value(value);
    json_.end_array();
}

JIMENG_DECL void json_sink::files(std::string_view name, std::span<local_file const> values)
{
    files_.push_back({name, {values.begin(), values.end()}});
}

JIMENG_SELDOM JIMENG_DECL void json_sink::end()
{
    for (auto const& list : std::exchange(files_, {}))
        write_files(list);
    json_.end_object();
    text_before_next() = json_.take();
}

/// Where what was written so far belongs: before the first file, or behind the last one.
inline std::string& json_sink::text_before_next()
{
    return kept_ ? kept_->parts.back().after : body_;
}

JIMENG_SELDOM inline void json_sink::write_files(named_files const& list)
{
    json_.key(list.name);
    json_.begin_array();
    for (auto const& file : list.files) {
        look_at(list, file);
        text_before_next() = json_.take_up_to_value();
        if (!kept_) kept_ = std::make_shared<file_body>();
        kept_->parts.push_back({std::string{file.path}, file.size_bytes});
    }
    json_.end_array();
}

/// It may have gone, or changed, since it was added.
JIMENG_SELDOM inline void json_sink::look_at(named_files const& list, local_file const& file)
{
    if (unreadable_) return;
    if (detail::size_of_file(std::string{file.path}) == file.size_bytes) return;
    unreadable_ = {rules::image_file_is_readable, std::string{list.name}, std::string{file.path}, ""};
}

} // namespace jimeng::inline JIMENG_ABI

#endif
