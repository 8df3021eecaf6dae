"""One try at one delivery, by the kind of its channel. Secrets come from the environment or a file, and are told to nobody."""

import os
import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from tocsin.errors import CannotFinish, UsageError
from tocsin.ledger import durable
from tocsin.ledger.workspace import Workspace
from tocsin.model import Delivery
from tocsin.model.triggers import Channel
from tocsin.warn.channels.message import Message, payload
from tocsin.warn.outbox import Sent

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Carry(Protocol):
    """One try. What can go wrong on the way comes back, and is not raised."""

    def __call__(self, place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent: ...


def carry(place: Workspace, channel: Channel, one: Delivery, told: Message, now: datetime) -> Sent:
    """The real way out of a message."""
    try:
        match channel.kind:
            case "file":
                made = payload(told, channel.form, channel.lang)
                durable.write(place.folder / (channel.folder or "alerts") / made.name, made.body)
                return Sent(ok=True, why=made.name)
            case "webhook":
                from tocsin.warn.channels import signing, webhook

                key = signing.secret(secret(place, channel), f"the secret of {channel.id}")
                made, policy = payload(told, channel.form, channel.lang), place.fetching
                proxy = policy.proxy if policy is not None else None
                trusted = policy is not None and policy.proxy_checks_addresses
                return webhook.post(channel, one.key, made, key, int(now.timestamp()), proxy=proxy, trusted=trusted)
            case "email":
                from tocsin.warn.channels import mail

                more = payload(told, channel.form, channel.lang) if channel.form not in ("json", "text") else None
                password = secret(place, channel) if channel.user is not None else None
                return mail.send(channel, mail.letter(channel, one.key, told, more, now), password)
    except (CannotFinish, UsageError) as error:
        # A disk that is full, an extra or a secret that is missing: somebody mends it, and nothing is lost until then.
        return Sent(ok=False, why=f"{error.what} ({error.todo})" if error.todo else error.what, again=True)


def secret(place: Workspace, channel: Channel, environment: Mapping[str, str] = os.environ) -> str:
    """The channel's secret. UsageError, which never repeats it, where there is none, or where others may read its file."""
    if channel.secret_env is not None:
        found = environment.get(channel.secret_env, "")
        if not found:
            raise UsageError(f"${channel.secret_env}, the secret of {channel.id}, is not set", todo="set it where the watch runs")
        return found
    if channel.secret_file is None:
        raise UsageError(f"{channel.id} has no secret", todo="name secret_env or secret_file in tocsin.yml")
    path = place.folder / Path(channel.secret_file)
    try:
        if path.stat().st_mode & OTHERS:
            raise UsageError(f"the secret of {channel.id} may be read by others", todo=f"chmod 600 {channel.secret_file}")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise UsageError(f"the secret of {channel.id} cannot be read: {error.strerror}", todo=f"see {channel.secret_file}") from None
