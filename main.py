"""Start zvdesk from a checkout."""

import sys

from zvdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
