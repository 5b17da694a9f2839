"""The command line as a program of its own, which signals end in order, while it is loaded, too."""

import os
import signal


def run() -> None:
    """Run the command that the words of the process name."""
    for number in (signal.SIGINT, signal.SIGTERM):  # until they are obeyed; nothing stands yet
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, lambda number, frame: os._exit(128 + number))
    from plain_files import obey_interrupts

    obey_interrupts()
    from linked_offences.commands import main

    main(prog_name="linked-offences")


if __name__ == "__main__":
    run()
