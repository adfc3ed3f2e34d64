#ifndef JIMENG_EMULATOR_HPP
#define JIMENG_EMULATOR_HPP

/// The Jimeng service on this machine: as a pure object, on a loopback port, and plugged straight into a client.

#include <jimeng/emulator/drawn_mark.hpp>
#include <jimeng/emulator/fault_plan.hpp>
#include <jimeng/emulator/loopback_transport.hpp>
#include <jimeng/emulator/picture.hpp>
#include <jimeng/emulator/planned_fault.hpp>
#include <jimeng/emulator/prompt_reading.hpp>
#include <jimeng/emulator/received_request.hpp>
#include <jimeng/emulator/reserved_words.hpp>
#include <jimeng/emulator/server.hpp>
#include <jimeng/emulator/service.hpp>
#include <jimeng/emulator/service_options.hpp>
#include <jimeng/emulator/shown_inputs.hpp>
#include <jimeng/emulator/unfinished_answer.hpp>
#include <jimeng/emulator/verifier.hpp>
#include <jimeng/emulator/video.hpp>

#endif
