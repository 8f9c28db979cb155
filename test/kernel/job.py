"""Has a cell asked for by one page, left, and asked for again by others, as JupyterLab does; prints what each got as JSON.

Each page is a client with a session of its own. The cell prints and displays, waits until a file is there, and prints again.
"""
import json
import os
import time
from queue import Empty
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

LONGEST = 180  # s
RUNS, GO = os.path.abspath("runs"), os.path.abspath("go")
CODE = f"""
import * as fs from "fs";
import * as tslab from "tslab";
fs.appendFileSync({json.dumps(RUNS)}, "x");
console.log("one");
const shown = tslab.newDisplay();
shown.text("draft");
shown.text("final");
console.log("two");
console.log("three");
while (!fs.existsSync({json.dumps(GO)})) await new Promise((later) => setTimeout(later, 20));
console.log("four");
"""


class Page:
    def __init__(self, manager):
        self.client = manager.client()
        self.client.session = Session(key=manager.session.key)  # jupyter_client's clients would share one
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LONGEST)
        self.got = {}

    def ask(self, cell, code=CODE):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        message = self.client.session.msg("execute_request", content, metadata={"cellId": cell})
        self.client.shell_channel.send(message)
        self.got[message["header"]["msg_id"]] = []
        return message["header"]["msg_id"]

    def until(self, request, text, longest=LONGEST):
        """Listens until the request's cell has printed the text, or for so many seconds."""
        end = time.time() + longest
        while time.time() < end and not any(text in content.get("text", "") for _, content in self.got[request]):
            self.listen(1)

    def listen(self, timeout):
        """Takes a message about a request of this page; False when there is none for so many seconds."""
        try:
            message = self.client.get_iopub_msg(timeout=timeout)
        except Empty:
            return False
        if message["msg_type"] != "status":
            self.got.get(message["parent_header"].get("msg_id"), []).append([message["msg_type"], message["content"]])
        return True

    def reply(self, request):
        """Waits for the reply, and then for what was shown before it."""
        end = time.time() + LONGEST
        while True:
            message = self.client.get_shell_msg(timeout=end - time.time())
            if message["parent_header"].get("msg_id") == request:
                break
        while self.listen(0.5):
            pass
        return {key: message["content"].get(key) for key in ("status", "execution_count")}

    def unfinished(self):
        request = self.client.kernel_info()
        while True:
            message = self.client.get_shell_msg(timeout=LONGEST)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]["unfinished_cells"]


manager = KernelManager(kernel_name="tslab")
manager.start_kernel()
report = {}
try:
    left = Page(manager)
    first = left.ask("a")
    left.until(first, "three")
    report["left"] = left.got[first]
    left.client.stop_channels()

    page = Page(manager)
    report["unfinished"] = page.unfinished()
    joined = page.ask("a")
    page.until(joined, "three", 20)
    again = page.ask("a")  # by a page that follows it already: run it once more
    other = page.ask("b")  # another cell of the same text
    changed = page.ask("a", "console.log('changed')")
    time.sleep(0.5)
    report["runs while it runs"] = open(RUNS).read()
    open(GO, "w").close()
    report["replies"] = [page.reply(request) for request in (joined, again, other, changed)]
    report["joined"] = page.got[joined]
    report["others"] = ["".join(c["text"] for kind, c in page.got[request] if kind == "stream") for request in (again, other, changed)]
    report["runs"] = open(RUNS).read()
    report["unfinished at the end"] = page.unfinished()
    page.client.stop_channels()
finally:
    manager.shutdown_kernel()
print(json.dumps(report))
