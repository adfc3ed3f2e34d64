#include "keys.hpp"

#include <jimeng/sign/body_sha256.hpp>

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

std::string keys::of_task(std::string const& key, std::int64_t number, std::int64_t count)
{
    return key + '#' + std::to_string(number) + '/' + std::to_string(count);
}

std::string name_of_request(std::string_view req_key, std::int64_t count, std::string_view body_sha256)
{
    return std::string{req_key} + ' ' + std::to_string(count) + ' ' + std::string{body_sha256};
}

std::string name_of_request(picture_request const& asked)
{
    auto const& prepared = asked.request->prepared();
    return name_of_request(prepared.req_key, asked.count,
                           jimeng::body_sha256({.body = prepared.body, .files = prepared.files}));
}

} // namespace command::serve
