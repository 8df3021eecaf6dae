"""A Telegram export (Telegram Desktop's `result.json` or `messages.html`): each message with words is a report.

Loses: pictures, films, voices, files, stickers, polls, reactions, edits before the export, messages without words, what service messages
say. Private accounts are pseudonymised before anything is kept: in a group or a private chat every sender, mention, telephone number and
mail address, and everywhere each account that a message names by its number, becomes `account 1`, `account 2`, in the order of the
export, in the text, the fields and the kept bytes alike; the numbers lead back to nobody. Public channels keep their names: they are
outlets. The time is to the second; JSON has it with its zone (`date_unixtime`), HTML in its title, without one where the export gives
none.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from tocsin.collect import json_safely
from tocsin.collect.adapters.contract import Piece, Taking, Unfit, whole
from tocsin.collect.decode import decode
from tocsin.collect.pseudonyms import Pseudonyms
from tocsin.errors import Refused

CHANNELS = frozenset({"public_channel", "private_channel", "channel"})
_TODO = "export the chat again as JSON (result.json)"
_PRIVATE = frozenset({"mention_name", "phone", "email", "bank_card"})
_DAY = re.compile(r"\d{2}\.\d{2}\.\d{4} \d{2}:\d{2}:\d{2}(?: UTC[+-]\d{2}:\d{2})?")


def read(stream: BinaryIO, taking: Taking) -> Iterator[Piece | Unfit]:
    """The messages of an export, in its order. Raises Refused where it is none, or nests too deeply."""
    decoded = decode(whole(stream, taking), taking.where)
    if decoded.text.lstrip("\ufeff \t\r\n").startswith("<"):
        yield from _page(decoded.text, taking)
        return
    given = json_safely.loads(decoded.text, taking, "broken-export", _TODO)
    chats = _chats(given)
    if not chats:
        raise Refused("empty", "there is no chat in the export", where=taking.where, todo=_TODO)
    for number, chat in enumerate(chats, 1):
        yield from _chat(chat, f"#{number}." if len(chats) > 1 else "#", taking)


def _chats(given: Any) -> list[dict[str, Any]]:
    """The chats of an export of one chat or of a whole account."""
    if not isinstance(given, dict):
        return []
    held = [given] if isinstance(given.get("messages"), list) else []
    for part in ("chats", "left_chats"):
        listed = given[part].get("list") if isinstance(given.get(part), dict) else None
        held += [chat for chat in listed or () if isinstance(chat, dict) and isinstance(chat.get("messages"), list)]
    return held


def _chat(chat: dict[str, Any], at: str, taking: Taking) -> Iterator[Piece | Unfit]:
    kind = _word(chat.get("type")) or "unknown"
    public = kind in CHANNELS
    names = Pseudonyms()
    title = _word(chat.get("name")) if public else None
    by_number = {_word(m.get("id")): m for m in chat["messages"] if isinstance(m, dict)}
    for number, message in enumerate(chat["messages"], 1):
        taking.hurry()
        where = f"{at}{_word(message.get('id')) or number}" if isinstance(message, dict) else f"{at}{number}"
        if not isinstance(message, dict):
            yield Unfit("broken-message", "the message is no object", _TODO, b"{}", where)
            continue
        if message.get("type") == "service":
            continue
        sender = _sender(message, names, title, public)
        text = _text(message, names, public)
        if not text.strip():
            continue
        forwarded = _word(message.get("forwarded_from"))
        if forwarded and not _is_channel(message.get("forwarded_from_id")):
            forwarded = names.of(message.get("forwarded_from_id") or forwarded, forwarded)
        answered = by_number.get(_word(message.get("reply_to_message_id")))
        told: dict[str, object] = {
            "author": sender,
            "forwarded_from": forwarded,
            "reply_to": _word(message.get("reply_to_message_id")),
            "replies_to_words": _text(answered, names, public)[:200] if isinstance(answered, dict) else None,
            "edited": _when(message, "edited"),
            "media": _word(message.get("media_type")) or ("photo" if message.get("photo") else None),
            "chat_type": kind,
        }
        kept = {key: value for key, value in told.items() if value and key not in ("author", "replies_to_words")}
        written, url = _when(message, "date"), _address(chat, message, public)
        slim = {
            "id": message.get("id"), "type": "message", "date_unixtime": _word(message.get("date_unixtime")), "date": message.get("date"),
            "from": sender, "from_id": sender, "text": text, "forwarded_from": forwarded,
            "forwarded_from_id": "channel" if forwarded and not forwarded.startswith("account ") else forwarded,
        }  # fmt: skip
        again = {"name": title, "type": kind if public else "private_group", "id": chat.get("id") if public else None, "messages": [slim]}
        yield Piece(
            text=text,
            blob=json.dumps(again, ensure_ascii=False).encode("utf-8", "replace"),
            at=where,
            url=url,
            site=title if public else "Telegram",
            published=written,
            source_id=_word(message.get("id")),
            extra={**kept, "author": None if public and sender == title else sender, "replies_to_words": told["replies_to_words"]},
            flags=() if public else ("private-chat",),
            encoding="utf-8",
            media_type="application/json",
        )


def _text(message: dict[str, Any], names: Pseudonyms, public: bool) -> str:
    """The words of a message, with the private accounts among them pseudonymised."""
    parts = message.get("text_entities") if isinstance(message.get("text_entities"), list) else message.get("text")
    if isinstance(parts, str):
        parts = [parts]
    found = []
    for part in parts if isinstance(parts, list) else ():
        entity = part if isinstance(part, dict) else {"text": part}
        words, kind, user = entity.get("text"), entity.get("type"), entity.get("user_id")
        if not isinstance(words, str):
            continue
        if kind in _PRIVATE or (kind == "mention" and not public):
            words = names.of(user or words.lstrip("@"), words.lstrip("@"))
        found.append(words)
    text = "".join(found) or (message["text"] if isinstance(message.get("text"), str) else "")
    return names.replace(text, handles=not public)


def _sender(message: dict[str, Any], names: Pseudonyms, title: str | None, public: bool) -> str | None:
    """The channel itself, or the account that wrote, pseudonymised."""
    name, number = _word(message.get("from")), message.get("from_id")
    if public and (name == title or _is_channel(number)):
        return title or name
    if name is None and number is None:
        return None
    return names.of(number or name, name)


def _is_channel(number: object) -> bool:
    return isinstance(number, str) and number.startswith("channel")


def _when(message: dict[str, Any], field: str) -> str | None:
    return _word(message.get(f"{field}_unixtime")) or _word(message.get(field))


def _address(chat: dict[str, Any], message: dict[str, Any], public: bool) -> str | None:
    """A message's address, where its channel is public and its name in addresses is known."""
    name, number = _word(chat.get("username")), _word(message.get("id"))
    if not public:
        return None
    if name and number:
        return f"https://t.me/{name.lstrip('@')}/{number}"
    return (
        f"https://t.me/c/{chat['id']}/{number}"
        if number and isinstance(chat.get("id"), int) and chat.get("type") == "public_channel"
        else None
    )


def _word(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _page(html: str, taking: Taking) -> Iterator[Piece | Unfit]:
    """The messages of an export's page. A page says neither what kind its chat is nor whose accounts write: all senders that are not the
    chat itself count as private."""
    from resiliparse.parse.html import HTMLTree

    from tocsin.collect.pages.text import check_depth, from_fragment

    check_depth(html, taking.where)
    document: Any = HTMLTree.parse(html).document
    header = document.query_selector(".page_header .text")
    chat = " ".join(header.text.split()) if header is not None else ""
    names, sender, any_yet = Pseudonyms(), "", False
    messages = document.query_selector_all(".message.default")[:]
    senders = {" ".join(one.text.split()) for one in document.query_selector_all(".body > .from_name")[:]}
    public = bool(chat) and senders <= {chat}
    for number, message in enumerate(messages, 1):
        taking.hurry()
        named = message.query_selector(".body > .from_name")
        sender = " ".join(named.text.split()) if named is not None else sender
        words = message.query_selector(".text")
        text = from_fragment(words.inner_html) if words is not None else ""
        if not text:
            continue
        any_yet = True
        who = sender if public else names.of(sender, sender) if sender else None
        text = names.replace(text, handles=not public)
        date = message.query_selector(".date[title]")
        written = (date.getattr("title") or "") if date is not None else ""
        origin = message.query_selector(".forwarded .from_name")
        forwarded = " ".join(_DAY.sub("", origin.text).split()) if origin is not None else None
        if forwarded and not public:
            forwarded = names.of(forwarded, forwarded)
        ident = (message.getattr("id") or "").removeprefix("message")
        slim = {
            "id": ident or number,
            "type": "message",
            "date": written,
            "from": who,
            "from_id": "channel" if public else who,
            "text": text,
        }
        again = {"name": chat if public else None, "type": "private_channel" if public else "private_group", "messages": [slim]}
        yield Piece(
            text=text,
            blob=json.dumps(again, ensure_ascii=False).encode("utf-8", "replace"),
            at=f"#{ident or number}",
            site=chat if public else "Telegram",
            published=written or None,
            source_id=ident or None,
            extra={"author": None if public else who, "forwarded_from": forwarded},
            flags=() if public else ("private-chat",),
            encoding="utf-8",
            media_type="application/json",
        )
    if not any_yet:
        raise Refused("empty", "there is no message with words in it", where=taking.where, todo=_TODO)
