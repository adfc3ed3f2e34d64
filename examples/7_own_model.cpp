// A model of your own, with a kind of value of its own: client, emulator and command take it as it is.
// Without arguments a map is drawn by the emulator; `generate "a map" --model atlas --compass 90 --emulator` is the command.
#include <command.hpp>

#include <jimeng/emulator.hpp>
#include <jimeng/jimeng.hpp>

#include <iostream>
#include <memory>
#include <vector>

namespace {

inline constexpr jimeng::rule_words<"bearing is none of a compass", "write 0 to 359"> bearing_is_known{};

/// Which way is up on a map, in degrees from north; unset, the service decides.
class bearing {
public:
    constexpr bearing() = default;
    consteval bearing(int degrees) : degrees_{degrees} { judge(degrees, jimeng::at_compile_time{}); }

    [[nodiscard]] constexpr bool empty() const noexcept { return degrees_ < 0; }
    void write(std::string_view name, jimeng::field_sink& to) const { to.whole(name, degrees_); }
    static jimeng::parsed<bearing> read(std::string_view name, jimeng::field_source& from)
    {
        bearing up;
        auto const what = from.whole(name, up.degrees_);
        if (what == jimeng::found::absent) return up;
        if (what != jimeng::found::present) return jimeng::violation{bearing_is_known, std::string{name}, "", ""};
        auto const broken = judge(up.degrees_, jimeng::at_run_time{});
        if (broken == jimeng::rules::none) return up;
        return jimeng::violation{broken, std::string{name}, std::to_string(up.degrees_), "0 to 359"};
    }
    static void describe(jimeng::value_facts facts, jimeng::facts_sink& to)
    {
        facts.holds = jimeng::value_facts::type::whole;
        to.value(facts);
    }

private:
    template <class Face>
    static constexpr jimeng::rule judge(std::int64_t degrees, Face face)
    {
        return degrees >= 0 && degrees < 360 ? jimeng::rules::none : face(bearing_is_known);
    }

    std::int64_t degrees_ = -1;
};

struct atlas {
    static constexpr std::string_view req_key = "own_atlas", name = "atlas", title = "Atlas of my own";
    jimeng::prompt prompt;
    bearing compass{};
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"prompt", &atlas::prompt, "what the map shows">{},
                              jimeng::field<"compass", &atlas::compass, "which way is up, in degrees">{});
    }
};

} // namespace

int main(int argc, char** argv)
try {
    auto const library = jimeng::library_models();
    std::vector<jimeng::model_entry const*> models{library.begin(), library.end()};
    models.push_back(&jimeng::entry_of<atlas>);
    if (argc > 1) return command::run(argc, argv, models);

    jimeng::emulator::service_options options;
    options.models = models;
    jimeng::emulator::loopback_transport transport{std::make_shared<jimeng::emulator::service>(options)};
    jimeng::basic_client client{jimeng::hmac_sha256_signer{options.keys}, std::move(transport)};
    auto const maps = client.generate(atlas{.prompt = "The fjords of Norway", .compass = 90});
    std::cout << maps.front().width << " x " << maps.front().height << " px\n";
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
