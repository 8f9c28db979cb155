"""Talks to the project's kernel as Jupyter does.

Reads from stdin a JSON list of steps, and prints a JSON list with what each one got back:
  {"run": code, "tags": [...], "interrupt": times}  -> {"reply": content, "messages": [[type, content], ...]}
                                              interrupted that many times, 0.3 s apart, once it has printed
  {"complete": code, "at": position}      {"inspect": code, "at": position}   -> reply's content
  {"write": [file, text]}                                                     -> null
  {"pause": seconds}                                                          -> null
  {"together": [code, ...]}                -> replies' contents of cells sent at once
"""
import json
import sys
import time
from jupyter_client.manager import KernelManager

LONGEST = 180  # s


def reply_to(get, message_id):
    while True:
        message = get(timeout=LONGEST)
        if message["parent_header"].get("msg_id") == message_id:
            return message


def run(manager, client, step):
    message_id = client.execute(step["run"], stop_on_error="raises-exception" not in step.get("tags", []))
    messages = []
    interrupts = step.get("interrupt", 0)
    while True:
        message = reply_to(client.get_iopub_msg, message_id)
        messages.append([message["msg_type"], message["content"]])
        while interrupts > 0 and message["msg_type"] == "stream":
            time.sleep(0.3)
            manager.interrupt_kernel()
            interrupts -= 1
        if message["content"].get("execution_state") == "idle":
            break
    return {"reply": reply_to(client.get_shell_msg, message_id)["content"], "messages": messages}


def step(manager, client, step):
    if "run" in step:
        return run(manager, client, step)
    if "together" in step:
        ids = [client.execute(code) for code in step["together"]]
        return [reply_to(client.get_shell_msg, message_id)["content"] for message_id in ids]
    if "write" in step:
        name, text = step["write"]
        with open(name, "w") as file:
            file.write(text)
        return None
    if "pause" in step:
        return time.sleep(step["pause"])
    if "complete" in step:
        return reply_to(client.get_shell_msg, client.complete(step["complete"], step["at"]))["content"]
    return reply_to(client.get_shell_msg, client.inspect(step["inspect"], step["at"]))["content"]


manager = KernelManager(kernel_name="tslab")
manager.start_kernel()
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=LONGEST)
    answers = [step(manager, client, s) for s in json.load(sys.stdin)]
    alive = manager.is_alive()
finally:
    client.stop_channels()
    manager.shutdown_kernel()
print(json.dumps({"answers": answers, "alive": alive}))
