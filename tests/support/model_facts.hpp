#ifndef JIMENG_TESTS_SUPPORT_MODEL_FACTS_HPP
#define JIMENG_TESTS_SUPPORT_MODEL_FACTS_HPP

#include "fields.hpp"

#include <jimeng/core/request_fields.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

/// What a model tells of the member that has this name on the wire.
template <class Model>
jimeng::value_facts facts_of_member(std::string_view name)
{
    noted_facts sink;
    jimeng::describe_fields<Model>(sink);
    for (auto const& one : sink.all)
        if (!one.typed_only && one.name == name) return one;
    throw std::out_of_range{std::string{name}};
}

/// What the service takes where nothing is said.
template <class Model>
std::string standard_of(std::string_view name)
{
    return std::string{facts_of_member<Model>(name).standard};
}

#endif
