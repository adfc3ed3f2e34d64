#!/usr/bin/env python3
"""Puts a second name beside a program: a symbolic link, or a copy where the file system has none.

usage: link_command.py PROGRAM NAME
"""

import os
import shutil
import sys

program, name = sys.argv[1:]
if os.path.lexists(name):
    os.remove(name)
try:
    os.symlink(os.path.relpath(program, os.path.dirname(os.path.abspath(name))), name)
except OSError:
    shutil.copy(program, name)
