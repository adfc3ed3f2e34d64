#include "keys.hpp"

#include <jimeng/sign/body_sha256.hpp>

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace command::serve {

namespace {

constexpr std::size_t most_remembered = 10'000;
constexpr std::int64_t most_pictures = 10;

} // namespace

bool keys::claim(std::string const& chosen, std::int64_t count)
{
    if (auto const known = claimed_.find(chosen); known != claimed_.end()) return known->second == count;
    for (std::int64_t other = 1; store_ && other <= most_pictures; ++other) {
        if (other == count) continue;
        auto const name = jimeng::job_name_of_key(of_task(chosen, 1, other));
        if (store_->folder().read(name).standing() != jimeng::job_standing::not_sent) return false;
    }
    claimed_.emplace(chosen, count);
    order_.push_back(chosen);
    if (order_.size() > most_remembered) {
        claimed_.erase(order_.front());
        order_.pop_front();
    }
    return true;
}

std::string keys::make(std::string const& request, bool is_again)
{
    auto const known =
        std::find_if(given_up_.begin(), given_up_.end(), [&](auto const& one) { return one.first == request; });
    if (is_again && known != given_up_.end()) {
        auto key = std::move(known->second);
        given_up_.erase(known);
        return key;
    }
    std::array<unsigned char, 16> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw std::runtime_error{"the system gives no random numbers"};
    return "serve-" + jimeng::to_hex(random);
}

void keys::give_up(std::string request, std::string made)
{
    given_up_.emplace_back(std::move(request), std::move(made));
    if (given_up_.size() > most_remembered) given_up_.pop_front();
}

std::string keys::of_task(std::string const& key, std::int64_t number, std::int64_t count)
{
    return key + '#' + std::to_string(number) + '/' + std::to_string(count);
}

std::string hash_of(picture_request const& asked)
{
    auto const& prepared = asked.request->prepared();
    return std::string{prepared.req_key} + ' ' + std::to_string(asked.count) + ' ' +
           jimeng::body_sha256({.body = prepared.body, .files = prepared.files});
}

} // namespace command::serve
