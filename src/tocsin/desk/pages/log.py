"""The log of who did what, out of the chain itself; and whether the chain is whole."""

from pydantic import Field

from tocsin.desk import background
from tocsin.desk.declared import Action, Asked, Done, Form, Page, Query
from tocsin.desk.people.roles import Role
from tocsin.engine import auditing, picturing, store
from tocsin.errors import CannotFinish
from tocsin.model import Record, Time
from tocsin.warn.phrases import Both

A_PAGE = 60
ACTS: dict[str, Both] = {
    "sign-in": Both("signed in", "connexion"),
    "sign-in-refused": Both("sign-in refused", "connexion refusée"),
    "sign-out": Both("signed out", "déconnexion"),
    "set-up": Both("set up the desk", "mise en place du bureau"),
    "account-added": Both("added an account", "compte ajouté"),
    "account-disabled": Both("disabled an account", "compte désactivé"),
    "account-enabled": Both("enabled an account", "compte réactivé"),
    "role-changed": Both("changed a role", "rôle changé"),
    "password-set": Both("set a password", "mot de passe fixé"),
    "password-changed": Both("changed a password", "mot de passe changé"),
    "token-made": Both("made a token", "jeton créé"),
    "token-revoked": Both("revoked a token", "jeton révoqué"),
}
DOING = "do:"
"""begins the word of an action"""
THROUGH: dict[str, Both] = {
    "password": Both("password", "mot de passe"),
    "token": Both("token", "jeton"),
    "elsewhere": Both("sign-in elsewhere", "connexion ailleurs"),
    "console": Both("console", "console"),
}


class Row(Record, frozen=True, kw_only=True):
    """One act."""

    id: str
    who: str
    act: str
    words: str
    on: str
    href: str | None
    why: str
    through: str
    count: int
    at: Time


class Check(Record, frozen=True, kw_only=True):
    """One check of the whole chain."""

    who: str
    at: Time
    state: str
    said: str


class Log(Record, frozen=True, kw_only=True):
    """What the page shows."""

    rows: tuple[Row, ...]
    earlier: int | None
    """where older acts go on: `?before=`"""
    acts: tuple[tuple[str, str], ...]
    entries: int
    head: str
    """hash of the last entry: noted elsewhere, it proves that nothing before it was changed"""
    checks: tuple[Check, ...]


class Asking(Query):
    """What may be asked."""

    who: str = Field("", max_length=200)
    act: str = Field("", max_length=80)
    before: int | None = Field(None, ge=1)


def show(asked: Asked, query: Asking) -> Log:
    """The latest acts first; at a frozen moment those up to it."""
    titles = _titles()
    found = auditing.recent(
        asked.workspace, most=A_PAGE, before=query.before, who=query.who or None, act=query.act or None, known_by=asked.as_of
    )
    end = picturing.head(asked.workspace)
    lang = asked.lang
    return Log(
        rows=tuple(
            Row(
                id=one.id,
                who=one.who,
                act=one.act,
                words=getattr(titles.get(one.act, Both(one.act, one.act)), lang),
                on=one.on,
                href=_leads(one.act, one.on),
                why=one.why,
                through=getattr(THROUGH[one.through], lang),
                count=one.count,
                at=one.t_known,
            )
            for one in found.acts
        ),
        earlier=found.earlier,
        acts=tuple(sorted(((name, getattr(words, lang)) for name, words in titles.items()), key=lambda pair: pair[1])),
        entries=end.count,
        head=end.hash,
        checks=tuple(
            Check(who=one.who, at=one.begun, state=one.state, said=getattr(one.said, lang))
            for one in background.of(asked.pictures).jobs("verify")[:3]
        ),
    )


def _titles() -> dict[str, Both]:
    """Words of every act: those of signing in and of people, and every action of the desk."""
    from tocsin.desk.pages import ACTIONS

    return ACTS | {f"{DOING}{action.name}": action.title for action in ACTIONS}


PLACES = {
    "acknowledge": "/alerts/",
    "release": "/alerts/",
    "ask": "/requests/",
    "assign-request": "/requests/",
    "note-request": "/requests/",
    "answer-request": "/requests/",
    "nil-request": "/requests/",
    "withdraw-request": "/requests/",
    "reopen-request": "/requests/",
}
"""where what an action was done to is shown, by the action's name"""


def _leads(act: str, on: str) -> str | None:
    place = PLACES.get(act.removeprefix(DOING)) if act.startswith(DOING) and on.isalnum() else None
    return f"{place}{on}" if place is not None else None


class Verifying(Form):
    """Why the chain is checked now."""

    why: str = Field(min_length=3, max_length=2_000)


def verify(asked: Asked, form: Verifying) -> Done:
    """Check every entry, blob and stamp in the background. CannotFinish where too much is being worked on."""

    def work() -> Both:
        found = store.verify(asked.workspace)
        if found.findings:
            lines = "; ".join(found.findings[:5])
            return Both(f"NOT WHOLE: {len(found.findings)} findings: {lines}", f"ALTÉRÉE : {len(found.findings)} constats : {lines}")
        return Both(
            f"whole: {found.rows} entries, head {found.head}, {found.stamps} stamps hold",
            f"intacte : {found.rows} entrées, dernière empreinte {found.head}, {found.stamps} horodatages valides",
        )

    if background.of(asked.pictures).begin("verify", "chain", asked.person.name, asked.now, work, writes=False) is None:
        raise CannotFinish("several things are being worked on already", todo="try again when they are done")
    return Done(
        said=Both(
            "The chain is being checked: what comes of it is shown here.",
            "La chaîne est en cours de vérification : le résultat s'affichera ici.",
        ),
        to="/log",
        subject="chain",
        why=form.why,
    )


PAGES = (
    Page(name="log", path="/log", title=Both("Log", "Registre des actes"), role=Role.ANALYST, query=Asking, view=Log, show=show, menu=97),
)
ACTIONS = (Action(name="verify", title=Both("Check the chain", "Vérifier la chaîne"), form=Verifying, do=verify, judged_again=False),)
