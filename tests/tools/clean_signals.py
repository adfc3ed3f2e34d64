#!/usr/bin/env python3
"""Runs a command with the signals as a terminal would hand them over, whatever this process was started with.

usage: clean_signals.py COMMAND [ARGUMENT...]

A shell lets its background jobs ignore SIGINT, nohup lets them ignore SIGHUP, and a caller may have blocked any; all of
it is inherited, and a program under test obeys it.
"""

import os
import signal
import sys


def clean_signals():
    """Also a `preexec_fn`."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


if __name__ == "__main__":
    clean_signals()
    os.execvp(sys.argv[1], sys.argv[1:])
