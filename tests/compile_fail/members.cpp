// A member of a model is of a kind that the library can send, or the compiler says so in one sentence.
#include <jimeng/core/flag.hpp>
#include <jimeng/core/prompt.hpp>
#include <jimeng/wire/prepared_request.hpp>

#if CASE == 17 // expect: jimeng: a model's result is images<N>, one_video, or a type with a constant result_kind
#define RESULT int
#else
#define RESULT jimeng::one_video
#endif
#if CASE == 18 // expect: jimeng: two fields of this model have one name on the wire, or one is called req_key
#define FIELD "fine"
#elif CASE == 19 // expect: jimeng: two fields of this model have one name on the wire, or one is called req_key
#define FIELD "req_key"
#else
#define FIELD "finest"
#endif

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

enum plain_choice { plain_first, plain_second };
enum class scoped_choice { first, second };

struct users_class {
    int number = 0;
};

/// It has both functions, and what it holds would turn into a number all the same.
struct letter_value {
    bool empty() const { return false; }
    char value() const { return 'a'; }
};

struct seed_value {
    bool empty() const { return false; }
    std::int64_t value() const { return 7; }
};

template <class Member>
struct own_model {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    jimeng::prompt prompt;
    Member seed{};

    static constexpr auto fields()
    {
        return boost::hana::make_tuple(jimeng::field<"prompt", &own_model::prompt, "what it shows">{},
                                       jimeng::field<"seed", &own_model::seed, "where chance begins">{});
    }
};

template <class Member>
void prepare()
{
    (void)jimeng::prepare(own_model<Member>{.prompt = "a cat"});
}

template void prepare<jimeng::flag>();
template void prepare<bool>();
template void prepare<seed_value>();

/// One function short of a described value.
struct half_described {
    bool empty() const { return false; }
    int value() const { return 7; }
    void write(std::string_view name, jimeng::field_sink& to) const { to.text(name, "seven"); }
};

struct with_a_result {
    using result = RESULT;
    static constexpr std::string_view req_key = "with_a_result", name = "own", title = "Own model";
    jimeng::flag fine{};
    static constexpr auto fields() { return jimeng::listed(jimeng::field<"fine", &with_a_result::fine, "finer">{}); }
};

struct twice_named {
    static constexpr std::string_view req_key = "twice_named", name = "own", title = "Own model";
    jimeng::flag first{};
    jimeng::flag second{};
    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"fine", &twice_named::first, "finer">{},
                              jimeng::field<FIELD, &twice_named::second, "finest">{});
    }
};

void call();
void call()
{
    (void)jimeng::prepare(with_a_result{});
    (void)jimeng::prepare(twice_named{});
    (void)jimeng::prepare(own_model<seed_value>{.prompt = "a cat"});
#if CASE == 1 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<int>{.prompt = "a cat"});
#endif
#if CASE == 2 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<double>{.prompt = "a cat"});
#endif
#if CASE == 3 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<float>{.prompt = "a cat"});
#endif
#if CASE == 4 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<plain_choice>{.prompt = "a cat"});
#endif
#if CASE == 5 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<scoped_choice>{.prompt = "a cat"});
#endif
#if CASE == 6 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<char const*>{.prompt = "a cat"});
#endif
#if CASE == 7 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<std::optional<double>>{.prompt = "a cat"});
#endif
#if CASE == 8 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<std::optional<bool>>{.prompt = "a cat"});
#endif
#if CASE == 9 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<std::string>{.prompt = "a cat"});
#endif
#if CASE == 10 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<users_class>{.prompt = "a cat"});
#endif
#if CASE == 11 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<std::shared_ptr<int>>{.prompt = "a cat"});
#endif
#if CASE == 14 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::encode_submit(own_model<letter_value>{.prompt = "a cat"});
#endif
#if CASE == 15 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<void*>{.prompt = "a cat"});
#endif
#if CASE == 16 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::prepare(own_model<half_described>{.prompt = "a cat"});
#endif
#if CASE == 20 // expect: jimeng: a member of this model has a type that cannot be sent
    jimeng::json_sink unwritten{"own_model"};
    jimeng::write_fields(own_model<int>{.prompt = "a cat"}, unwritten);
#endif
#if CASE == 21 // expect: jimeng: a member of this model has a type that cannot be sent
    constexpr auto unjudged = jimeng::checked(own_model<int>{.prompt = "a cat"});
    (void)unjudged;
#endif
}
