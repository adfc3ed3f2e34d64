// The command with models that are awkward to type: for own_models.py.
#include <command.hpp>

#include <jimeng/core/field.hpp>
#include <jimeng/core/flag.hpp>
#include <jimeng/core/model_entry.hpp>
#include <jimeng/core/values/choice.hpp>
#include <jimeng/core/values/sides.hpp>
#include <jimeng/core/values/text.hpp>
#include <jimeng/core/values/whole_number.hpp>

#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using jimeng::field;
using optional_text = jimeng::text_value<jimeng::text_limits{}>;
using required_text = jimeng::text_value<jimeng::text_limits{.required = true}>;
using side_text = jimeng::text_value<jimeng::text_limits{.is_subject = false}>;

/// Has no text that says what is wanted.
struct spin {
    static constexpr std::string_view req_key = "own_spin", name = "spin", title = "Spin";
    jimeng::whole_number<0, 359> angle{};

    static constexpr auto fields() { return jimeng::listed(field<"angle", &spin::angle, "degrees">{}); }
};

/// Has fields that are called as options of the command.
struct clash {
    static constexpr std::string_view req_key = "own_clash", name = "clash", title = "Clash";
    optional_text prompt{};
    side_text watermark{}, output{}, model{}, lang{}, help{}, prompt_too{};
    jimeng::flag json{}, force{}, wait{};

    static constexpr auto fields()
    {
        return jimeng::listed(field<"prompt", &clash::prompt, "what is wanted">{},
                              field<"watermark", &clash::watermark, "water">{},
                              field<"output", &clash::output, "out">{}, field<"model", &clash::model, "which">{},
                              field<"lang", &clash::lang, "tongue">{}, field<"help", &clash::help, "aid">{},
                              field<"_prompt_too", &clash::prompt_too, "more">{}, field<"json", &clash::json, "text">{},
                              field<"force", &clash::force, "strength">{}, field<"wait", &clash::wait, "patience">{});
    }
};

/// Has words where other models have a flag.
struct wordy {
    static constexpr std::string_view req_key = "own_wordy", name = "wordy", title = "Wordy";
    optional_text prompt{};
    jimeng::choice<"low", "high"> force_single{};

    static constexpr auto fields()
    {
        return jimeng::listed(field<"prompt", &wordy::prompt, "what is wanted">{},
                              field<"force_single", &wordy::force_single, "how much">{});
    }
};

/// Has two texts, of which neither can be left out, and sides of its own.
struct letter {
    static constexpr std::string_view req_key = "own_letter", name = "letter", title = "Letter";
    required_text heading, body;
    jimeng::sides_within<1, 100> sides{};

    static constexpr auto fields()
    {
        return jimeng::listed(field<"heading", &letter::heading, "what stands above">{},
                              field<"body", &letter::body, "what stands below">{},
                              field<"sides", &letter::sides, "of the sheet">{});
    }
};

} // namespace

/// With OWN_MODELS_FIRST set, the own models stand before the library's.
int main(int argc, char** argv)
{
    auto const library = jimeng::library_models();
    std::vector<jimeng::model_entry const*> models{&jimeng::entry_of<spin>, &jimeng::entry_of<clash>,
                                                   &jimeng::entry_of<wordy>, &jimeng::entry_of<letter>};
    bool const first = std::getenv("OWN_MODELS_FIRST") != nullptr;
    models.insert(first ? models.end() : models.begin(), library.begin(), library.end());
    return command::run(argc, argv, models);
}
