#ifndef JIMENG_STORE_HPP
#define JIMENG_STORE_HPP

/// Where jobs outlive the process. A client keeps nothing unless `client_options::store` is set.
#include <jimeng/store/file_job_store.hpp>
#include <jimeng/store/job_folder.hpp>
#include <jimeng/store/job_history.hpp>
#include <jimeng/store/journal_line.hpp>

#endif
