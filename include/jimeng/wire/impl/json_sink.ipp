#ifndef JIMENG_WIRE_IMPL_JSON_SINK_IPP
#define JIMENG_WIRE_IMPL_JSON_SINK_IPP

#include <jimeng/core/config.hpp>
#include <jimeng/core/image_file.hpp>
#include <jimeng/wire/base64.hpp>
#include <jimeng/wire/json_sink.hpp>

#include <cstddef>
#include <string>
#include <utility>

namespace jimeng::inline JIMENG_ABI {

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

JIMENG_DECL void json_sink::end()
{
    for (auto const& list : std::exchange(files_, {}))
        write_files(list);
    json_.end_object();
}

inline void json_sink::write_files(named_files const& list)
{
    std::size_t size = list.name.size() + std::string_view{R"(,"":[]})"}.size();
    for (auto const& file : list.files)
        size += base64_size(static_cast<std::size_t>(file.size_bytes)) + std::string_view{R"("",)"}.size();
    json_.reserve(size);
    json_.key(list.name);
    json_.begin_array();
    for (auto const& file : list.files)
        if (!json_.value(file) && !unreadable_)
            unreadable_ = {rules::image_file_is_readable, std::string{list.name}, std::string{file.path}, ""};
    json_.end_array();
}

} // namespace jimeng::inline JIMENG_ABI

#endif
