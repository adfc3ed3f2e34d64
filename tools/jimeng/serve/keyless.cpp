#include "keyless.hpp"

#include "keyless_journal.hpp"

#include <jimeng/sign/body_sha256.hpp>

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace command::serve {

namespace {

constexpr std::size_t most_known = 10'000;
/// Clients send again within seconds, once they see that an answer broke; until then it may take them minutes.
constexpr std::chrono::minutes after_an_answer{15};
constexpr std::chrono::hours at_most{12};
constexpr std::chrono::seconds between_looks{1}; // at a journal that may be long

std::string new_key()
{
    std::array<unsigned char, 16> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw std::runtime_error{"the system gives no random numbers"};
    return std::string{made_keys} + jimeng::to_hex(random);
}

} // namespace

std::string keyless::key_for(std::string const& request, bool is_again)
{
    auto const now = std::chrono::steady_clock::now();
    all_.remove_if([&](known const& one) {
        return now - one.since > (one.at == state::answered ? after_an_answer : std::chrono::minutes{at_most});
    });
    if (is_again && find_repeated(request) == all_.end()) read_journal();
    if (auto const repeated = is_again ? find_repeated(request) : all_.end(); repeated != all_.end()) {
        repeated->at = state::waiting;
        repeated->since = now;
        all_.splice(all_.end(), all_, repeated); // the next to send it again may be another one
        return repeated->key;
    }
    all_.push_back({request, new_key(), state::waiting, now});
    auto key = all_.back().key;
    if (all_.size() > most_known) all_.pop_front();
    return key;
}

void keyless::leave(std::string const& key)
{
    set(key, state::left);
}

void keyless::answer(std::string const& key)
{
    set(key, state::answered);
}

void keyless::forget(std::string const& key)
{
    if (auto const one = find(key); one != all_.end()) all_.erase(one);
}

keyless::place keyless::find(std::string const& key)
{
    return std::find_if(all_.begin(), all_.end(), [&](known const& one) { return one.key == key; });
}

/// Of those who left or wait, the one who has waited longest; of those who were answered, the last.
keyless::place keyless::find_repeated(std::string const& request)
{
    auto best = all_.end();
    for (auto one = all_.begin(); one != all_.end(); ++one) {
        if (one->request != request) continue;
        bool const better = best == all_.end() || one->at < best->at ||
                            (one->at == state::answered && best->at == state::answered && one->since >= best->since);
        if (better) best = one;
    }
    return best;
}

/// What an earlier process took, or another one takes beside this.
void keyless::read_journal()
{
    auto const now = std::chrono::steady_clock::now();
    if (!store_ || (read_ != std::chrono::steady_clock::time_point{} && now - read_ < between_looks)) return;
    read_ = now;
    auto const today = std::chrono::system_clock::now();
    for (auto& one : kept_requests(store_->folder(), today - at_most)) {
        bool const too_late = one.is_over && today - one.last > after_an_answer;
        if (too_late || find(one.key) != all_.end()) continue;
        all_.push_front({std::move(one.request), std::move(one.key), one.is_over ? state::answered : state::left, now});
    }
}

void keyless::set(std::string const& key, state now)
{
    auto const one = find(key);
    if (one == all_.end()) return;
    one->at = now;
    one->since = std::chrono::steady_clock::now();
}

} // namespace command::serve
