"""A measured program's side of the protocol in ../peer.ts."""
import json
import os
import sys
import time
import traceback


def serve(handlers):
    """Answers requests, one after the other, until standard input ends."""
    replies = os.fdopen(3, "w")
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = handlers[request.pop("do")](**request)
        except Exception as error:
            traceback.print_exc()
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)


def timed(work):
    """Runs `work`; returns the seconds it took and what it returned."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def load(file):
    with open(file) as stream:
        return json.load(stream)
