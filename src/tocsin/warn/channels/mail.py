"""Mail: text for a person with the whole alert attached, over TLS. Its Message-ID is the same at every try: doubles can be told."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tocsin.model.triggers import Channel
from tocsin.warn.channels import plain
from tocsin.warn.channels.message import Message, Payload, headline
from tocsin.warn.marking import marking
from tocsin.warn.neutral import line
from tocsin.warn.outbox import Sent

SUBJECT = 200
"""characters"""
PERMANENT = range(500, 600)
"""answers after which trying again is of no use (RFC 5321, 4.2.1)"""


def letter(channel: Channel, key: str, one: Message, attached: Payload | None, now: datetime) -> EmailMessage:
    """The letter. No header can be broken open: words from outside are put on one line first, and the policy refuses line ends."""
    made = EmailMessage(policy=SMTP)
    sender = channel.sender or "tocsin@localhost"
    made["From"] = sender
    made["To"] = ", ".join(channel.to)
    made["Subject"] = line(f"[{marking(one.alert)}] {headline(one, channel.lang)}")[:SUBJECT]
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    if one.before:
        made["References"] = f"<{one.alert.event[:40]}.event@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Tocsin-Marking"] = marking(one.alert)
    made.set_content(plain.text(one, channel.lang))
    made.add_attachment(plain.json(one), maintype="application", subtype="json", filename=f"{one.name}.json")
    if attached is not None:
        major, _, minor = attached.media_type.partition(";")[0].partition("/")
        made.add_attachment(attached.body, maintype=major, subtype=minor, filename=attached.name)
    return made


def send(channel: Channel, made: EmailMessage, password: str | None, context: ssl.SSLContext | None = None) -> Sent:
    """One try. What the server refuses for good, or a password that it does not take, is not tried again."""
    host = channel.host or ""
    secure = context or ssl.create_default_context()
    try:
        if channel.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, channel.port, timeout=channel.timeout_s, context=secure)
        else:
            server = smtplib.SMTP(host, channel.port, timeout=channel.timeout_s)
        with server:
            if channel.security == "starttls":
                # Raises where the server offers none: nothing goes out in the clear.
                server.starttls(context=secure)
            if channel.user is not None and password is not None:
                server.login(channel.user, password)
            refused = server.send_message(made)
        return Sent(ok=True, why="accepted" if not refused else f"refused for {', '.join(sorted(refused))}")
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        return Sent(ok=False, why=f"recipients refused ({', '.join(map(str, codes))})", again=not all(code in PERMANENT for code in codes))
    except smtplib.SMTPResponseException as error:
        return Sent(ok=False, why=f"smtp-{error.smtp_code}", again=error.smtp_code not in PERMANENT)
    except ssl.SSLError as error:
        return Sent(ok=False, why=f"tls: {error.reason or 'failed'}", again=True)
    except smtplib.SMTPNotSupportedError as error:
        return Sent(ok=False, why=f"the server does not offer it: {error}")
    except (smtplib.SMTPException, OSError) as error:
        return Sent(ok=False, why=f"{type(error).__name__}: {str(error)[:200]}", again=True)
