"""A process that has imported what `usher` imports and forks itself for each command: the imports are most of a start.

Run as a script by :mod:`forked`, which holds the other end of descriptor 0 as long as it is wanted. It listens at the path
that it is given, and forks itself for each test process that connects: a request is a line of JSON, an answer is one too. Each
command is a process of its own in every respect: its arguments, environment, standard output and error, and its death by
signal.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Where the commands begin, and what they import only when they come to it.
FIRST = ("usher.demo", "usher.check", "usher.personal", "usher.upkeep", "usher.scim")
LATER = (
    "anyio._backends._asyncio",
    "azure.core.rest._aiohttp",
    "dbos._sys_db_postgres",
    "dbos._sys_db_sqlite",
    "h2.connection",
    "httpcore",
    "httpcore2",
    "msgraph.generated.models.directory_object",
    "msgraph.generated.models.invitation",
    "provisioning.directory.parts",
    "provisioning.platform.session",
    "truststore",
    "usher.cli",
)
#: What the SDK imports for each segment of an address when it is first named.
SEGMENTS = (
    "audit_logs.audit_logs",
    "groups.item.members.item.directory_object_item",
    "groups.item.members.item.ref.ref",
    "groups.item.members.ref.ref",
    "invitations.invitations",
    "policies.authorization_policy.authorization_policy",
    "policies.policies",
    "service_principals.item.synchronization.jobs.item.pause.pause",
    "service_principals.item.synchronization.jobs.item.provision_on_demand.provision_on_demand",
    "service_principals.item.synchronization.jobs.item.schema.schema",
    "service_principals.item.synchronization.jobs.item.start.start",
    "service_principals.item.synchronization.jobs.item.synchronization_job_item",
    "service_principals.item.synchronization.jobs.jobs",
    "service_principals.item.synchronization.synchronization",
    "service_principals.service_principals",
    "users.item.check_member_groups.check_member_groups",
)


def preload() -> bool:
    """Nothing of it starts a thread or leaves anything open; what is read are files that ship. True, once it is done."""
    gc.disable()  # half a million objects that stay: neither the imports nor a child's start look through them
    for name in (*FIRST, *LATER, *(f"msgraph.generated.{segment}_request_builder" for segment in SEGMENTS)):
        importlib.import_module(name)
    importlib.import_module("cards.words.catalogue").languages()
    importlib.import_module("provisioning.scim_provider.service").hold_models()
    importlib.import_module("provisioning.platform.description").provider()
    for outside in (False, True):
        importlib.import_module("provisioning.directory.graph").trust(trust_env=outside)
    importlib.import_module("provisioning.platform.session").trust()
    migrate_once()
    gc.freeze()
    gc.enable()
    return True


def migrate_once() -> None:
    """The migrations themselves are read and compiled when they are first run."""
    sql, schema = (importlib.import_module(f"provisioning.{name}") for name in ("sql", "storage.schema"))
    with tempfile.TemporaryDirectory() as folder:
        engine = sql.make_engine(sql.sqlite_url(Path(folder) / "usher.sqlite"))
        schema.upgrade(engine)
        engine.dispose()


def listen(path: str) -> socket.socket | None:
    """Fork for each test process: returns in each child, with its line; None when no more will come."""
    wanted = socket.socket(fileno=os.dup(0))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    loaded = False
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        os.write(1, b"listening\n")
        while wanted not in select.select([wanted, listener], [], [])[0]:
            line, _ = listener.accept()
            loaded = loaded or preload()
            if not os.fork():
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                wanted.close()
                return line
            line.close()
    return None


def serve(line: socket.socket) -> list[str] | None:
    """Fork as asked: returns in each child, with its command; None when nobody asks any more."""
    children: set[int] = set()
    while True:
        text, descriptors, _, _ = socket.recv_fds(line, 1 << 20, 2)
        if not text:
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            return None
        order = json.loads(text)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            children.discard(order["wait"])
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if not answer:
                line.close()
                become(order, descriptors)
                return list(order["command"])
            children.add(answer)
        for descriptor in descriptors:
            os.close(descriptor)
        line.sendall(json.dumps(answer).encode())


def become(order: dict[str, Any], descriptors: list[int]) -> None:
    """In the child: what a new process would have been given."""
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123  a descriptor is wanted
        os.dup2(nothing.fileno(), 0)
    for descriptor, place in zip(descriptors, (1, 2), strict=True):
        os.dup2(descriptor, place)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(order["environment"])


if __name__ == "__main__":
    asking = listen(sys.argv[1])
    command = serve(asking) if asking else None
    if command is not None:
        from usher import cli

        sys.argv = ["usher", *command]
        cli.main()
