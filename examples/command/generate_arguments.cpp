#include "generate_arguments.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <utility>

namespace command {

namespace {

constexpr std::array<std::pair<std::string_view, jimeng::watermark_position>, 4> corners{{
    {"bottom-right", jimeng::watermark_position::bottom_right},
    {"bottom-left", jimeng::watermark_position::bottom_left},
    {"top-left", jimeng::watermark_position::top_left},
    {"top-right", jimeng::watermark_position::top_right},
}};

std::string model_names()
{
    std::string names;
    jimeng::for_each_model([&]<class Model>() { (names += names.empty() ? "" : ", ") += Model::name; });
    return names;
}

template <class Text>
void add_text(CLI::App& app, std::string const& name, Text& text, std::string const& type, std::string const& help)
{
    app.add_option(name, text, help)->type_name(type);
}

void add_result_options(CLI::App& app, result_arguments& results)
{
    app.add_flag("--watermark", results.watermark, "Add an \"AI Generated\" watermark");
    add_text(app, "--watermark-text", results.watermark_text, "TEXT", "Own words for the watermark");
    add_text(app, "--watermark-language", results.watermark_language, "en|zh",
             "Language of the standard words (default: en)");
    add_text(app, "--watermark-position", results.watermark_position, "CORNER",
             "bottom-right (default), bottom-left, top-left or top-right");
    add_text(app, "--watermark-opacity", results.watermark_opacity, "FLOAT", "0 (invisible) to 1 (opaque)");
    add_text(app, "--aigc-producer-id", results.label.producer_id, "ID",
             "Invisible AIGC label: id of the content (required for one)");
    add_text(app, "--aigc-content-producer", results.label.content_producer, "NAME", "AIGC label: who made it");
    add_text(app, "--aigc-content-propagator", results.label.content_propagator, "NAME", "AIGC label: who spreads it");
    add_text(app, "--aigc-propagate-id", results.label.propagate_id, "ID", "AIGC label: id of the spreading");
    app.add_flag("--base64", results.base64, "Fetch the pictures inside the answer instead of by links");
    add_text(app, "--output", results.output, "PATH",
             "Download the picture to a file; several become NAME-1, NAME-2, ...");
    app.add_flag("--force", results.overwrite, "Overwrite existing files");
    app.add_flag("--json", results.json, "Print one JSON document instead of Markdown");
    add_text(app, "--lang", results.lang, "en|zh", "Language of the Markdown (default: the locale's)");
    add_text(app, "--ca-file", results.ca_file, "PATH", "Certificates in PEM to trust besides the system's");
    app.add_flag("--emulator", results.emulator,
                 "Run against a private emulator: no account, no cost, pictures are patterns");
}

} // namespace

void add_generate_options(CLI::App& app, generate_arguments& arguments)
{
    auto& request = arguments.request;
    app.add_option("PROMPT", request.prompt, "Text prompt for image generation (max 800 characters)")
        ->required()
        ->type_name("");
    add_text(app, "--size", request.size, "SIZE", "1K, 2K, 4K or WxH (default: 2K)");
    add_text(app, "--width", request.width, "PX", "Exact width (requires --height)");
    add_text(app, "--height", request.height, "PX", "Exact height (requires --width)");
    app.add_option("--images", request.images, "Input image URLs for image-to-image")->type_name("URL ...");
    add_text(app, "--scale", request.scale, "NUMBER",
             "Text influence: 4.0 takes 0 to 1 (service default 0.5), 4.6 takes 1 to 100");
    add_text(app, "--min-ratio", request.min_ratio, "RATIO", "Smallest width/height: 0.33, 1/3 or 1:3");
    add_text(app, "--max-ratio", request.max_ratio, "RATIO", "Largest width/height: 3, 3/1 or 3:1");
    app.add_flag("--force-single", request.force_single, "Force single image output");
    app.add_flag("--long-prompt", request.long_prompt,
                 "Allow more than 800 characters: the limit is the page's advice");
    add_text(app, "--model", arguments.model, "NAME", "Model: " + model_names());
    add_result_options(app, arguments.results);
}

void add_wait_options(CLI::App& app, wait_arguments& arguments)
{
    app.add_option("TASK_ID", arguments.task_id, "Id of a task that was submitted before")->required()->type_name("");
    add_text(app, "--model", arguments.model, "NAME", "Model it was submitted to: " + model_names());
    add_text(app, "--prompt", arguments.prompt, "TEXT", "Prompt to show in the Markdown");
    add_result_options(app, arguments.results);
}

jimeng::violation read_result_options(result_arguments const& arguments, jimeng::result_options& options)
{
    using jimeng::rule;
    options.return_url = !arguments.base64;
    bool const own_mark = !arguments.watermark_text.empty() || arguments.watermark_opacity.has_value();
    if (arguments.watermark || own_mark) {
        auto& mark = options.watermark.emplace();
        mark.text = arguments.watermark_text;
        mark.language = arguments.watermark_language == "zh" ? jimeng::watermark_language::chinese
                                                             : jimeng::watermark_language::english;
        if (arguments.watermark_opacity) {
            auto const opacity = jimeng::opacity::from_text(*arguments.watermark_opacity);
            if (!opacity) return opacity.why();
            mark.opacity = *opacity;
        }
        for (auto const& [name, corner] : corners)
            if (name == arguments.watermark_position) mark.position = corner;
    }
    bool corner_known = false;
    for (auto const& corner : corners)
        corner_known = corner_known || corner.first == arguments.watermark_position;
    if (!corner_known)
        return {rule::choice_is_known, "watermark-position", arguments.watermark_position,
                "bottom-right, bottom-left, top-left, top-right"};
    if (arguments.watermark_language != "en" && arguments.watermark_language != "zh")
        return {rule::choice_is_known, "watermark-language", arguments.watermark_language, "en, zh"};
    if (!arguments.lang.empty() && arguments.lang != "en" && arguments.lang != "zh")
        return {rule::choice_is_known, "lang", arguments.lang, "en, zh"};
    auto const& label = arguments.label;
    bool const labelled = !(label.producer_id.empty() && label.content_producer.empty() &&
                            label.content_propagator.empty() && label.propagate_id.empty());
    if (labelled) options.aigc_meta = label;
    return jimeng::check(options);
}

language language_of(result_arguments const& arguments)
{
    if (arguments.lang.empty()) return language_of_locale();
    return arguments.lang == "zh" ? language::chinese : language::english;
}

} // namespace command
