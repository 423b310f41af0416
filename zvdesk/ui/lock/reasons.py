"""Name why a vault locks."""

from enum import Enum


class LockReason(Enum):
    """Say why a vault locks; nothing depends on it but what is told."""

    MANUAL = "manual"  # Ctrl L, the rail, the quick find
    IDLE = "idle"  # no key and no pointer for the term that was set
    SYSTEM_LOCK = "system_lock"  # the system locked its screen
    SLEEP = "sleep"  # the machine is going to sleep
    USER_SWITCH = "user_switch"  # somebody else sits at the machine now
    LEFT_TABLE = "left_table"  # the chair left a meeting that is still going on
