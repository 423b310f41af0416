"""Draw one list of 2,000 actions in a process that does nothing else, and print its peak of memory in MB.

Linux only: the peak that ``getrusage`` tells there is that of the parent too, when that was larger.
"""

from pathlib import Path

from bench.lists import action_list
from zvdesk.documents.action_list import render

render(action_list(2_000))
facts = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
print(int(facts["VmHWM"].split()[0]) * 1024 / 1_000_000)
