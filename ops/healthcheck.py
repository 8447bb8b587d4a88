"""Asks the server in this container whether it can serve. Leaves with 0 when it can, else with 1 and the reason."""

import os
import sys
import urllib.error
import urllib.request


def main() -> int:
    """Ask /healthz once."""
    url = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz"
    try:
        with urllib.request.urlopen(url, timeout=12) as answer:
            print(answer.read().decode())
            return 0
    except urllib.error.HTTPError as error:
        print(error.read().decode(errors="replace"))
    except OSError as error:
        print(error)
    return 1


if __name__ == "__main__":
    sys.exit(main())
