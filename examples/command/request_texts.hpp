#ifndef JIMENG_COMMAND_REQUEST_TEXTS_HPP
#define JIMENG_COMMAND_REQUEST_TEXTS_HPP

#include <jimeng/core.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace command {

/// A request as it stands on the command line. A request struct holds views of it.
struct request_texts {
    std::string prompt;
    bool long_prompt = false;
    std::optional<std::string> size;
    std::optional<std::string> width;
    std::optional<std::string> height;
    std::vector<std::string> images;
    std::optional<std::string> scale;
    std::optional<std::string> min_ratio;
    std::optional<std::string> max_ratio;
    bool force_single = false;
};

/// Fills one described field; an overload per kind of value, none per model.
class field_reader {
public:
    explicit field_reader(request_texts const& texts) : texts_{texts} {}

    [[nodiscard]] jimeng::violation const& broken() const noexcept { return broken_; }

    void read(std::string_view, jimeng::prompt& value)
    {
        if (texts_.long_prompt)
            value = jimeng::prompt::unchecked(texts_.prompt);
        else
            keep(jimeng::prompt::parse(std::string_view{texts_.prompt}), value, "prompt");
    }

    template <std::size_t Max>
    void read(std::string_view, jimeng::image_urls_up_to<Max>& urls)
    {
        for (auto const& text : texts_.images)
            if (!broken_) broken_ = urls.add(text);
        if (broken_.broken == jimeng::rule::image_count_within_limit)
            broken_.value = std::to_string(texts_.images.size());
    }

    template <jimeng::size_limits Limits>
    void read(std::string_view, jimeng::size_within<Limits>& value)
    {
        using jimeng::rule;
        bool const sides = texts_.width || texts_.height;
        if (texts_.width.has_value() != texts_.height.has_value())
            return fail({rule::width_and_height_together, texts_.width ? "width" : "height",
                         texts_.width ? *texts_.width : *texts_.height, ""});
        if (sides) return read_sides(value); // the page: width and height win over a size
        if (texts_.size) keep(jimeng::read_size<Limits>(*texts_.size), value, "size");
    }

    void read(std::string_view name, jimeng::flag& value)
    {
        if (name == "force_single" && texts_.force_single) value = true;
    }

    /// Any value of one number: scale, ratio, ...
    template <class Value>
    requires requires(std::string_view text) { Value::from_text(text); }
    void read(std::string_view name, Value& value)
    {
        if (auto const* const text = text_of(name)) keep(Value::from_text(*text), value, name);
    }

private:
    std::string const* text_of(std::string_view name) const
    {
        auto const pick = [](std::optional<std::string> const& text) { return text ? &*text : nullptr; };
        if (name == "scale") return pick(texts_.scale);
        if (name == "min_ratio") return pick(texts_.min_ratio);
        if (name == "max_ratio") return pick(texts_.max_ratio);
        return nullptr;
    }

    template <jimeng::size_limits Limits>
    void read_sides(jimeng::size_within<Limits>& value)
    {
        auto const width = jimeng::detail::read_number<std::int64_t>(*texts_.width);
        auto const height = jimeng::detail::read_number<std::int64_t>(*texts_.height);
        if (!width) return fail({jimeng::rule::number_is_readable, "width", *texts_.width, "whole pixels"});
        if (!height) return fail({jimeng::rule::number_is_readable, "height", *texts_.height, "whole pixels"});
        keep(jimeng::size_within<Limits>::parse({*width, *height}), value, "size");
    }

    template <class Value>
    void keep(jimeng::parsed<Value> const& found, Value& value, std::string_view name)
    {
        if (found)
            value = *found;
        else if (fail(found.why()); broken_.field == "ratio")
            broken_.field = name;
    }

    void fail(jimeng::violation why)
    {
        if (!broken_) broken_ = std::move(why);
    }

    request_texts const& texts_;
    jimeng::violation broken_;
};

/// The request of a model, or the first rule that the texts break.
template <jimeng::described_request Model>
jimeng::violation read_request(request_texts const& texts, Model& request)
{
    field_reader reader{texts};
    jimeng::for_each_field(request, [&](auto described, auto& value) { reader.read(described.name, value); });
    return reader.broken() ? reader.broken() : jimeng::check(request);
}

} // namespace command

#endif
