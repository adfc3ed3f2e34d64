// In a build without libpq.
#include "cluster.hpp"

#include "../complaint.hpp"

namespace command::cluster {

namespace {

int refuse_all(bool as_json)
{
    return refuse(
        as_json,
        "--store: this build has no PostgreSQL; build it again where libpq's headers are installed (libpq-dev)");
}

} // namespace

int run_work(work_arguments const& wanted, jimeng::model_list)
{
    return refuse_all(wanted.results.json);
}

int run_status(status_arguments const& wanted)
{
    return refuse_all(wanted.as_json);
}

int enqueue(checked_batch const& what)
{
    return refuse_all(what.wanted.results.json);
}

int look(checked_batch const& what)
{
    return refuse_all(what.wanted.results.json);
}

} // namespace command::cluster
