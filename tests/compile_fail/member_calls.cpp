// Each call that takes a model says the same of a member that cannot be sent.
#include <jimeng/async.hpp>

#include <boost/asio/use_awaitable.hpp>

#include <cstdint>
#include <string_view>

template <class Member>
struct own_model {
    static constexpr std::string_view req_key = "own_model", name = "own", title = "Own model";
    jimeng::prompt prompt;
    Member seed{};

    static constexpr auto fields()
    {
        return jimeng::listed(jimeng::field<"prompt", &own_model::prompt, "what it shows">{},
                              jimeng::field<"seed", &own_model::seed, "where chance begins">{});
    }
};

void call(jimeng::client& client);
void call(jimeng::client& client)
{
#if CASE == 1 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.generate(own_model<int>{.prompt = "a cat"});
#elif CASE == 2 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.submit(own_model<std::uint64_t>{.prompt = "a cat"});
#elif CASE == 3 // expect: jimeng: a member of this model has a type that cannot be sent
    (void)client.async_generate(own_model<int>{.prompt = "a cat"}, boost::asio::use_awaitable);
#else
    (void)client.generate(own_model<jimeng::flag>{.prompt = "a cat"});
#endif
}
