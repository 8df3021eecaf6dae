"""Commands about who is told: alerts (show, check, send, ack, retry, dead, triggers) and release."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from tocsin.cli.options import Draws, Json, Seed, Workspace
from tocsin.cli.output import print_json, say, wrapped, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tocsin.engine.alerting.looking import Looked
    from tocsin.engine.alerting.sending import Outcome
    from tocsin.model import Delivery
    from tocsin.warn.triggers.events import Event

DRAWS = 4000
UNDELIVERED = 1
Id = Annotated[str, Parameter(help="Id of an alert or its event, or its first six letters and more.")]
By = Annotated[str, Parameter(name="--by", help="Who.")]
Lang = Annotated[Literal["en", "fr"], Parameter(name="--lang", help="Language: en or fr.")]


def register(app: App) -> None:
    """Add this group's commands."""
    from tocsin.cli import exporting

    alerts = App(
        name="alerts",
        help="Who was told what, what was decided, what waits or was not delivered.",
        help_format="plaintext",
        result_action="return_value",
    )
    alerts.default(show)
    for command in (check, send, ack, retry, dead, triggers):
        alerts.command(command)
    app.command(alerts)
    app.command(release)
    exporting.register(app)


def show(
    id: Annotated[str | None, Parameter(help="One alert, whole: its id, or the first six letters and more.")] = None,
    *,
    all: Annotated[bool, Parameter(name="--all", negative="", help="Those that are over, too.")] = False,
    lang: Lang = "en",
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Show running events, gravest first: what raised them, who was told, who has acknowledged."""
    from tocsin.cli import alert_board
    from tocsin.engine.alerting import holding

    place, have = holding.of(workspace)
    found = have.events()
    if id is not None:
        found = (holding.meant(found, id),)
    elif not all:
        found = tuple(one for one in found if not one.over)
    if json:
        print_json({"alerts": [_told(one, have.standing().values()) for one in found], "undelivered": len(alert_board.undelivered(have))})
        return 0
    sender = place.alerting.sender if place.alerting is not None else ""
    for line in alert_board.whole(found[0], have, sender, lang) if id is not None else alert_board.board(found, have, place, lang):
        write(line)
    return 0


def check(*, draws: Draws = DRAWS, seed: Seed = 0, json: Json = False, workspace: Workspace = None) -> int:
    """Judge now, look at every trigger, and send what is due: what `tocsin watch` does each round."""
    from tocsin.engine.alerting import looking, sending

    looked = looking.check(workspace, draws, seed)
    sent = sending.empty(workspace)
    if json:
        print_json({"alerts": looked.alerts, "queued": looked.queued, "sent": sent})
    else:
        _looked(looked)
        _sent(sent)
    return UNDELIVERED if sent.failed or sent.dead or sent.withheld else 0


def send(*, json: Json = False, workspace: Workspace = None) -> int:
    """Send what is due now, without a look at the triggers. Exit 1 where something could not be delivered."""
    from tocsin.engine.alerting import sending

    sent = sending.empty(workspace)
    if json:
        print_json(sent)
    else:
        _sent(sent)
    return UNDELIVERED if sent.failed or sent.dead or sent.withheld else 0


def ack(
    id: Id,
    *,
    by: By,
    did: Annotated[str | None, Parameter(name="--did", help="What was done.")] = None,
    nothing: Annotated[str | None, Parameter(name="--nothing", help="That nothing is done, and why.")] = None,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Say that a person has seen an alert, and what they did, or that they do nothing and why. It escalates no further."""
    from tocsin.engine.alerting import deciding

    made = deciding.acknowledge(workspace, id, by=by, did=did, nothing=nothing)
    if json:
        print_json(made)
    else:
        wrapped(
            f"{made.event[:8]}: acknowledged by {made.by}: {'' if made.decided == 'acted' else 'nothing is done: '}{made.what}", "", "  "
        )
    return 0


def retry(
    id: Annotated[str | None, Parameter(help="One alert's; else all.")] = None, *, json: Json = False, workspace: Workspace = None
) -> int:
    """Queue again what was given up or withheld, after a fix; then send it."""
    from tocsin.engine.alerting import deciding, sending

    again = deciding.retry(workspace, id)
    sent = sending.empty(workspace)
    if json:
        print_json({"queued": again, "sent": sent})
    else:
        write(f"{len(again)} queued again")
        _sent(sent)
    return UNDELIVERED if sent.failed or sent.dead or sent.withheld else 0


def dead(*, json: Json = False, workspace: Workspace = None) -> int:
    """Show what went nowhere: given up, refused for good, or above a channel's mark. Exit 1 where there is any."""
    from tocsin.cli import alert_board
    from tocsin.engine.alerting import holding

    _, have = holding.of(workspace)
    gone = alert_board.undelivered(have)
    if json:
        print_json({"deliveries": gone})
    elif not gone:
        write("Everything was delivered, or waits to be tried again.")
    else:
        for line in alert_board.dead(gone, have):
            write(line)
    return UNDELIVERED if gone else 0


def triggers(*, lang: Lang = "en", json: Json = False, workspace: Workspace = None) -> int:
    """List the triggers in force: the problem's and the workspace's own, without those that are off; what each watches, whom it tells."""
    from tocsin.cli import alert_board
    from tocsin.engine.alerting import holding

    place, have = holding.of(workspace)
    found = holding.in_force(place, holding.problem(place))
    if json:
        print_json({"triggers": found})
        return 0
    people = place.alerting.people if place.alerting is not None else ()
    for line in alert_board.in_force(found, people, have.events(), lang):
        write(line)
    return 0


def release(
    id: Id,
    *,
    by: By,
    why: Annotated[str, Parameter(name="--why", help="The reason; it stays in the ledger.")],
    public: Annotated[bool, Parameter(name="--public", negative="", help="To the public: TLP:CLEAR only.")] = False,
    json: Json = False,
    workspace: Workspace = None,
) -> int:
    """Let one message leave as Actual, in your name; without this everything leaves as Exercise / Restricted. It is sent anew."""
    from tocsin.engine.alerting import deciding

    made, queued = deciding.release(workspace, id, by=by, why=why, public=public)
    if json:
        print_json({"release": made, "queued": queued})
    else:
        wrapped(
            f"{made.alert[:8]}: Actual / {made.scope}, released by {made.by}; {len(queued)} deliveries queued: tocsin alerts send", "", "  "
        )
    return 0


def _told(event: "Event", deliveries: "Iterable[Delivery]") -> dict[str, object]:
    return {
        "id": event.id,
        "state": event.state,
        "severity": event.severity,
        "count": event.latest.count,
        "opened": event.first.t_known,
        "messages": event.alerts,
        "acknowledged": event.acknowledged,
        "releases": event.releases,
        "deliveries": [one for one in deliveries if one.event == event.id],
    }


def _looked(looked: "Looked") -> None:
    if not looked.alerts:
        write("No trigger has anything new to say.")
    for one in looked.alerts:
        title = one.title.get("en") or one.group
        marks = f"TLP:{one.tlp.upper()}{', SYNTHETIC' if one.synthetic else ''}"
        wrapped(f"{one.event[:8]}  {one.message}: {title} ({one.severity}; {one.added} new of {one.count}; {marks})", "", "    ")
        for cause in one.causes:
            wrapped(f"{'' if cause.on else 'over: '}{cause.what.get('en') or cause.subject}", "    - ", "      ")


def _sent(sent: "Outcome") -> None:
    parts = [
        f"{count} {word}"
        for count, word in (
            (sent.delivered, "delivered"),
            (sent.failed, "failed, tried again later"),
            (sent.dead, "given up: tocsin alerts dead"),
            (sent.withheld, "withheld for their mark: tocsin alerts dead"),
            (sent.waiting, "waiting"),
        )
        if count
    ]
    say(", ".join(parts) or "nothing is to be sent")
