#ifndef JIMENG_CLIENT_HPP
#define JIMENG_CLIENT_HPP

/// The task's state machine, its policies, and the client that runs it.

#include <jimeng/client/backend.hpp>
#include <jimeng/client/basic_client.hpp>
#include <jimeng/client/client_options.hpp>
#include <jimeng/client/generate_options.hpp>
#include <jimeng/client/pictures.hpp>
#include <jimeng/client/poll_policy.hpp>
#include <jimeng/client/result_of.hpp>
#include <jimeng/client/submit_policy.hpp>
#include <jimeng/client/task.hpp>
#include <jimeng/client/task_data.hpp>
#include <jimeng/client/video.hpp>
#include <jimeng/client/visual_backend.hpp>

#endif
