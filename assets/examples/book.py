"""Books a visit and a blood draw at a bookdesk of its own, with nothing but Python.

    python3 book.py [PATH-TO-BOOKDESK]
"""
import json
import subprocess
import sys

BOOKDESK = sys.argv[1] if len(sys.argv) > 1 else "bookdesk"
desk = subprocess.Popen(
    [BOOKDESK, "headless"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
)


def do(order, **members):
    """Gives an order and returns its answer."""
    print(json.dumps({"do": order, **members}), file=desk.stdin, flush=True)
    answer = json.loads(desk.stdout.readline())
    if not answer["ok"]:
        sys.exit(answer["error"]["message"])
    return answer


def book(line, *keys):
    """Books what the entry line says, and tells which appointment came back."""
    do("press", keys=["Escape", *keys])
    do("type", text=line)
    do("settle")
    for key in ["Enter", "Ctrl+S"]:
        do("press", keys=[key])
        do("settle")
    appointment = do("state")["state"]["appointment"]
    print(appointment["backend"], appointment["id"], appointment["start"])


book("220385s ki f")
book("220385s be b we 9", "Ctrl+T", "Ctrl+E")
creates = [r for r in do("requests")["requests"] if r["call"] == "create"]
print("created:", *(request["status"] for request in creates))
do("quit")
sys.exit(desk.wait())
