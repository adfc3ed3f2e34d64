#ifndef JIMENG_WIRE_DETAIL_BOUNDED_JSON_HPP
#define JIMENG_WIRE_DETAIL_BOUNDED_JSON_HPP

#include <jimeng/wire/error.hpp>

#include <boost/json/error.hpp>
#include <boost/json/memory_resource.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <new>
#include <optional>
#include <string_view>

namespace jimeng::detail {

/// Small JSON values take about twenty times their text, so the text's length alone bounds nothing.
class capped_resource final : public boost::json::memory_resource {
public:
    explicit capped_resource(std::size_t bytes) : left_{bytes} {}

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override
    {
        if (bytes > left_ || alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__) throw std::bad_alloc{};
        void* const memory = ::operator new(bytes);
        left_ -= bytes;
        return memory;
    }
    /// The alignment is not looked at: Boost.JSON 1.81 gives keys back with another one than it took them with.
    void do_deallocate(void* memory, std::size_t bytes, std::size_t) override
    {
        left_ += bytes;
        ::operator delete(memory);
    }
    bool do_is_equal(boost::json::memory_resource const& other) const noexcept override { return this == &other; }

    std::size_t left_;
};

/// Parses text from a server within bounds: 16 levels, and 8 MiB of memory beside four times the text. A string with
/// escapes, such as base64 with `\/`, is gathered in a buffer that doubles: three times its length at the worst.
class bounded_json {
public:
    /// The root, which lives as long as this object; nullptr and an error otherwise.
    boost::json::value const* parse(std::string_view text, error_code& ec)
    {
        memory_.emplace((std::size_t{8} << 20) + 4 * text.size());
        try {
            boost::json::parse_options options;
            options.max_depth = 16;
            boost::json::parser parser{boost::json::storage_ptr{&*memory_}, options};
            parser.reset(boost::json::storage_ptr{&*memory_});
            parser.write(text.data(), text.size(), ec);
            if (ec.failed()) return ec = translate(ec), nullptr;
            root_.emplace(parser.release());
        } catch (std::bad_alloc const&) {
            return ec = client_errc::too_large, nullptr;
        }
        return &*root_;
    }

private:
    static error_code translate(error_code const& ec) noexcept
    {
        if (ec == boost::json::error::too_deep) return client_errc::too_deep;
        bool const large = ec == boost::json::error::string_too_large || ec == boost::json::error::array_too_large ||
                           ec == boost::json::error::object_too_large || ec == boost::json::error::key_too_large;
        return large ? client_errc::too_large : client_errc::bad_json;
    }

    std::optional<capped_resource> memory_; ///< Outlives the root.
    std::optional<boost::json::value> root_;
};

} // namespace jimeng::detail

#endif
