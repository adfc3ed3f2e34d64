// A picture is paid once, however often this runs, here or in a process after a crash: its job has a name of yours and is kept in
// a folder. What was submitted under that name is waited for, or lies in its file already, and is never sent again.
#include <jimeng/jimeng.hpp>
#include <jimeng/store.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace {

struct kept_client {
    std::shared_ptr<jimeng::file_job_store> store;
    jimeng::client client;
};

kept_client open_client(std::string const& folder)
{
    jimeng::error_code ec;
    jimeng::diagnostics details;
    auto const jobs = jimeng::job_folder::open(folder, ec, details);
    if (!jobs) throw std::runtime_error{details.client_message};
    auto options = jimeng::client_options::from_environment();
    auto const store = std::make_shared<jimeng::file_job_store>(*jobs);
    options.store = store;
    return {store, jimeng::client{jimeng::credentials::from_environment(), options}};
}

/// Whether all that was saved lies there still, as it was.
bool lies_there(jimeng::saved_results const& saved)
{
    auto const is_there = [](auto const& one) { return jimeng::find_saved(one).has_value(); };
    return !saved.empty() && std::all_of(saved.begin(), saved.end(), is_there);
}

/// Says what it did.
std::string make_once(kept_client& kept, std::string const& key, jimeng::text_to_image_v40 const& request,
                      jimeng::generate_options how)
{
    auto const name = jimeng::job_name_of_key(key);
    if (auto const ec = kept.store->hold(name); ec.failed()) // what is read below stays true
        throw std::runtime_error{"job '" + key + "': " + ec.message()};
    auto const job = kept.store->folder().read(name);
    how.job_key = key;
    auto const saved = job.saved_results();
    how.already_saved = saved;
    auto const fetch = [&] {
        if (auto const task = jimeng::task::of(job.last())) kept.client.wait(*task, how);
    };
    switch (job.standing()) {
    case jimeng::job_standing::not_sent: kept.client.generate(request, how); return "paid";
    case jimeng::job_standing::accepted: fetch(); return "waited for";
    case jimeng::job_standing::unknown:
        throw std::runtime_error{"job '" + key + "' may be paid: look into the console; where it is not there, run " +
                                 "JIMENG_STATE_DIR=FOLDER jimeng tasks forget " + key + ", FOLDER being that of jobs/"};
    case jimeng::job_standing::over: break;
    }
    bool const failed = job.last().error.failed(), found = lies_there(saved);
    if (failed || found) kept.store->release(name);
    if (failed) throw std::runtime_error{"job '" + key + "': " + job.last().error.message()};
    if (!found) fetch();
    return found ? "found" : "fetched again";
}

} // namespace

int main(int argc, char** argv)
try {
    auto kept = open_client(argc > 1 ? argv[1] : "jobs");
    jimeng::text_to_image_v40 const request{.prompt = "A harbour in the fog", .size = jimeng::size<1024, 1024>};
    for (int i = 0; i != 2; ++i)
        std::cout << make_once(kept, "harbour", request, {.output = "harbour.png"}) << ": harbour.png\n";
} catch (std::exception const& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
