// A member of a model is of a kind that the library can send, or the compiler says so in one sentence.
#if 12 == CASE // not the head of a case
#include <jimeng/async.hpp>

#include <boost/asio/use_awaitable.hpp>
#else
#include <jimeng/jimeng.hpp>
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
void generate(jimeng::client& client)
{
    (void)client.generate(own_model<Member>{.prompt = "a cat"});
}

template void generate<jimeng::flag>(jimeng::client&);
template void generate<bool>(jimeng::client&);
template void generate<seed_value>(jimeng::client&);

void call(jimeng::client& client);
void call(jimeng::client& client)
{
    (void)client.generate(own_model<seed_value>{.prompt = "a cat"});
#if CASE == 1 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<int>{.prompt = "a cat"});
#endif
#if CASE == 2 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<double>{.prompt = "a cat"});
#endif
#if CASE == 3 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<float>{.prompt = "a cat"});
#endif
#if CASE == 4 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<plain_choice>{.prompt = "a cat"});
#endif
#if CASE == 5 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<scoped_choice>{.prompt = "a cat"});
#endif
#if CASE == 6 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<char const*>{.prompt = "a cat"});
#endif
#if CASE == 7 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<std::optional<double>>{.prompt = "a cat"});
#endif
#if CASE == 8 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<std::optional<bool>>{.prompt = "a cat"});
#endif
#if CASE == 9 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<std::string>{.prompt = "a cat"});
#endif
#if CASE == 10 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<users_class>{.prompt = "a cat"});
#endif
#if CASE == 11 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<std::shared_ptr<int>>{.prompt = "a cat"});
#endif
#if CASE == 12 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.async_generate(own_model<int>{.prompt = "a cat"}, boost::asio::use_awaitable);
#endif
#if CASE == 13 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.submit(own_model<std::uint64_t>{.prompt = "a cat"});
#endif
#if CASE == 14 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)jimeng::encode_submit(own_model<letter_value>{.prompt = "a cat"});
#endif
#if CASE == 15 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<void*>{.prompt = "a cat"});
#endif
}
