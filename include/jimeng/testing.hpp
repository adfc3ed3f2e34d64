#ifndef JIMENG_TESTING_HPP
#define JIMENG_TESTING_HPP

#include <jimeng/testing/manual_clock.hpp>
#include <jimeng/testing/memory_job_store.hpp>
#include <jimeng/testing/scripted_transport.hpp>
#include <jimeng/testing/virtual_runtime.hpp>

#endif
