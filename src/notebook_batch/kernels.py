"""Turns a notebook's cells into outputs inside this process: what papermill's engine `in-process` does.

A plain kernel starts from nothing for each report and is spoken to over sockets. Here ipykernel's
own kernel stands in the process already, its messages are handed over as they would arrive, and
nbclient makes outputs of them as ever; so they are those of a plain kernel.
"""

import io
import logging
import os
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty
from types import SimpleNamespace

import papermill.engines
from ipykernel.ipkernel import IPythonKernel
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.session import Session
from papermill.clientwrap import PapermillNotebookClient
from traitlets.config import Config

from plain_files import hide

# What is logged where a cell's own words are gathered would be taken for them.
SILENT = logging.Logger(__name__, logging.CRITICAL + 1)


class _Channel:
    """Messages in the order in which they were sent, to be taken as from a client's channel."""

    def __init__(self):
        self.messages = deque()

    async def get_msg(self, timeout: float | None = None) -> dict:
        if not self.messages:
            raise Empty
        return self.messages.popleft()


class _Session(Session):
    """Hands each message over as it would come out of a socket, but for what its signature and its packing cost."""

    def __init__(self, **traits):
        super().__init__(**traits)
        self.replies, self.outputs = _Channel(), _Channel()

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, track=False,
             header=None, metadata=None) -> dict:  # fmt: skip
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(msg_or_type, content, parent, header, metadata)
        # What was sent is what it was then, and JSON, whatever becomes of it in the kernel.
        arrived = message | {
            "content": self.unpack(self.pack(message["content"])),
            "buffers": buffers or message.get("buffers", []),
        }
        channel = self.replies if message["msg_type"].endswith("_reply") else self.outputs
        channel.messages.append(arrived)
        return message


class _Stream(io.TextIOBase):
    """What a cell prints, and what any code below it writes to the stream's file descriptor."""

    encoding = "UTF-8"

    def __init__(self, session: _Session, name: str, descriptor: int):
        self.session, self.name, self.descriptor = session, name, descriptor
        self.parent_header, self.printed, self.taken = {}, [], 0
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process lives
        self.kept = os.dup(descriptor)
        os.dup2(self.file.fileno(), descriptor)

    def set_parent(self, parent: dict) -> None:
        self.parent_header = parent["header"]

    def fileno(self) -> int:
        return self.kept

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self.printed.append(text)
        return len(text)

    def flush(self) -> None:
        written = os.pread(self.file.fileno(), os.fstat(self.file.fileno()).st_size - self.taken, self.taken)
        self.taken += len(written)
        text = "".join(self.printed) + written.decode("utf-8", "replace")
        self.printed.clear()
        if text:
            self.session.send(None, "stream", {"name": self.name, "text": text}, parent=self.parent_header)


class _Kernel(IPythonKernel):
    _execute_sleep = 0.0  # time for a socket that is not there

    def __init__(self):
        # The history of commands is a file of the person's and a thread, which no fork would have.
        quiet = Config(HistoryManager={"enabled": False})
        super().__init__(session=_Session(), config=quiet, log=SILENT)
        self.path = [folder for folder in sys.path if folder]
        self.shell_channel_thread = SimpleNamespace(parent_thread=None)

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits: each request is carried out before the next one is made."""


class _Connection:
    """What nbclient takes for its client of a kernel: a request is carried out at once, its messages wait."""

    def __init__(self, kernel: _Kernel):
        self.kernel, self.session = kernel, kernel.session
        self.shell_channel, self.iopub_channel = self.session.replies, self.session.outputs

    async def execute(self, code: str, store_history: bool, stop_on_error: bool) -> str:
        content = {"code": code, "silent": False, "store_history": store_history, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": stop_on_error}  # fmt: skip
        request = self.session.msg("execute_request", content)
        self.kernel.set_parent([], request)
        await self.kernel.execute_request(None, [], request)
        self.kernel._publish_status("idle", "shell")
        return request["header"]["msg_id"]

    def kernel_info(self) -> str:
        request = self.session.msg("kernel_info_request")
        self.session.send(None, "kernel_info_reply", self.kernel.kernel_info, request)
        return request["header"]["msg_id"]

    def is_alive(self) -> bool:
        return True


class _Client(PapermillNotebookClient):
    @contextmanager
    def setup_kernel(self, **_) -> Iterator[None]:
        self.km = self.kc = _Connection(start())
        yield


class Engine(papermill.engines.Engine):
    """Executes the cells of one notebook in this process, as ipykernel would; a process executes one and no more."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name: str, **_) -> None:
        """Execute the cells; standard output and error are theirs until they end."""
        kernel = start()
        nb_man.cleanup_pbar()  # a bar would be taken for an output of the cells
        # As ipykernel does: the working folder has its place in the path, and the cells are the main module.
        sys.path[:] = kernel.path
        InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))
        before = sys.modules["__main__"], sys.stdout, sys.stderr
        sys.modules["__main__"] = kernel.shell.user_module
        streams = _Stream(kernel.session, "stdout", 1), _Stream(kernel.session, "stderr", 2)
        sys.stdout, sys.stderr = streams
        try:
            _Client(nb_man, kernel_name=kernel_name, log=SILENT).execute()
        finally:
            sys.modules["__main__"], sys.stdout, sys.stderr = before
            for stream in streams:
                os.dup2(stream.kept, stream.descriptor)


def start() -> IPythonKernel:
    """The kernel of this process. It has one namespace: a process executes one notebook and ends."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as ipykernel does
    with hide("debugpy"):  # nobody debugs here
        import ipykernel.debugger  # noqa: F401 - which the kernel imports when it is made

    return _Kernel.instance()
