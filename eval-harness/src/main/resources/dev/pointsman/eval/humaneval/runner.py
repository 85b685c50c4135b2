"""Runs one program handed over on standard input and tells how it ended, on what was standard output.

Input: one line of JSON {"nonce", "program"}. Output: the nonce alone if the program came to its end, else "why: ...".
"""
import json
import os
import sys


def main():
    told = os.dup(1)
    task = json.loads(sys.stdin.readline())
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    first = os.getpid()
    try:
        exec(compile(task.pop("program"), "<program>", "exec"), {"__name__": "__main__"})
    except BaseException as failure:
        words = type(failure).__name__
        if not isinstance(failure, AssertionError):
            words += ": " + str(failure)
        os.write(told, ("why: " + " ".join(words.split())[:200]).encode("utf-8", "replace"))
        os._exit(1)
    if os.getpid() == first:
        os.write(told, task["nonce"].encode())
    os._exit(0)


main()
