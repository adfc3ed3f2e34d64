#ifndef JIMENG_COMMAND_HELP_FOOTERS_HPP
#define JIMENG_COMMAND_HELP_FOOTERS_HPP

namespace command {

/// Below the options of the command itself: what is run mostly.
inline constexpr char example[] = R"(Examples:
  jimeng generate "A white Siamese cat on a windowsill" --output cat.png
  jimeng generate "Mountain sunset" --width 2560 --height 1440 --emulator
  jimeng generate "Change to watercolor style" --images https://example.com/input.jpg
  jimeng generate "The cat yawns" --model video-3.0-pro --output cat.mp4

Each model has its own options: jimeng models lists the models, jimeng generate --model NAME --help the options of one.

)";

/// What the command's exit codes tell, and the variables and files that it reads.
inline constexpr char exit_codes[] = R"(Exit codes:
  0 ok   2 usage   3 credentials or settings   4 refused by authentication   5 content refused   6 throttled
  7 the service failed   8 network, not sent   9 still running: wait for it, do not submit again
  10 submit unknown: it may be billed   11 task lost or expired   12 paid but not all saved: wait for it again
  13 local file error   14 answer outside the protocol   130 interrupted

Environment variables:
  VOLC_ACCESSKEY, VOLC_SECRETKEY   keys (required without --emulator and without a file of keys)
  VOLC_SESSION_TOKEN               token of temporary keys; also read as VOLC_SESSIONTOKEN
  VOLCENGINE_ACCESS_KEY, VOLCENGINE_SECRET_KEY, VOLCENGINE_SESSION_TOKEN
                                   the same, where none of the first two is set
  JIMENG_API_URL                   API endpoint, which may have a path (default: https://visual.volcengineapi.com)
  JIMENG_BEARER_TOKEN              token of the relay that JIMENG_API_URL names; then no keys are needed
  JIMENG_ROUTE                     generic (default), or model for the actions that bear the model's name
  JIMENG_API_TIMEOUT               Request timeout seconds (default: 120)
  JIMENG_POLL_INTERVAL             Polling interval seconds (default: growing, at most 4)
  JIMENG_CONCURRENCY               Runs that wait for a task of one model at once, over all runs with the same keys; a task
                                   that --no-wait left is not counted (default: 1)
  JIMENG_MODEL                     Model where none is named (default: the first)
  JIMENG_RATE                      Submits a second at most, over all runs with the same keys (default: 1)
  JIMENG_PRICES                    What a picture or a second of video costs, as --price tells: "4.0=0.2 video-3.0=0.3"
  JIMENG_WAIT_TIMEOUT              Seconds until a task is no longer waited for (default: 60 queries)
  JIMENG_PROFILE                   Profile of the file of settings
  JIMENG_OUTPUT_DIR                Where results are saved without --output (default: generated_images/)
  JIMENG_STATE_DIR                 Where jobs are kept (default: $XDG_STATE_HOME/jimeng, else ~/.local/state/jimeng)
  JIMENG_LANG                      Language of what is printed, en or zh (default: the locale's)
  JIMENG_MAX_POLL_ATTEMPTS         Max polling attempts (default: 60, more than 3 minutes)
  HTTPS_PROXY, NO_PROXY            http://[USER:PASSWORD@]HOST:PORT to go through, and the hosts to reach without it

Files of keys, where no variable names one; the first that names a key counts, and it must be chmod 600:
  ~/.volc/credentials              [default] with access_key_id = ... and secret_access_key = ...
  ~/.volc/config                   {"ak": "...", "sk": "..."}

Settings that are no secrets may stand in ~/.config/jimeng/config.toml; an option counts before a variable, a variable before
the file. jimeng config shows each and where it comes from.

What is in the way of a picture, and what to mend: jimeng doctor, which costs nothing
)";

/// The same of the emulator.
inline constexpr char emulator_exit_codes[] =
    R"(With --fault-plan, the last line on standard error is JSON: which of the planned faults have struck, and how many times. Exit
code 1: one of them has not, so that what it was planned for was not tried. 2: usage. 13: the ledger cannot be used.
)";

/// Of `show` and `label`, which ask nobody anything.
inline constexpr char file_exit_codes[] = R"(Exit codes:
  0 there is one   1 there is none   2 usage   13 the file cannot be read
)";

} // namespace command

#endif
