"""Answers that the guard gives before the desk is asked: short pages and JSON errors that need nothing but themselves."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tocsin.desk.asking import language
from tocsin.model import Record
from tocsin.warn.phrases import Both

API = "/api/"
HEADING = Both("The desk does not take this", "Le bureau ne prend pas cette demande")
TO_DO = Both("What to do: {todo}", "Que faire : {todo}")


class Refusal(Record, frozen=True, kw_only=True):
    """Why a request goes no further."""

    status: int
    what: Both
    todo: Both
    retry_s: float | None = None


HOST = Refusal(
    status=421,
    what=Both("The desk is not known under this name.", "Le bureau n'est pas connu sous ce nom."),
    todo=Both("add the name to hosts: under desk: in tocsin.yml", "ajouter ce nom à hosts: sous desk: dans tocsin.yml"),
)
LONG_ADDRESS = Refusal(
    status=414,
    what=Both("The address is too long.", "L'adresse est trop longue."),
    todo=Both("ask for less at once", "demander moins à la fois"),
)
HEADERS = Refusal(
    status=431,
    what=Both("The request has too many headers, or too long ones.", "La requête a trop d'en-têtes, ou de trop longs."),
    todo=Both("clear the cookies of this address", "effacer les cookies de cette adresse"),
)
LARGE = Refusal(
    status=413,
    what=Both("What was sent is too large.", "Ce qui a été envoyé est trop grand."),
    todo=Both(
        "send less, or raise most_bytes: under desk: in tocsin.yml", "envoyer moins, ou relever most_bytes: sous desk: dans tocsin.yml"
    ),
)
PACKED = Refusal(
    status=415,
    what=Both("Packed requests are not taken.", "Les requêtes compressées ne sont pas prises."),
    todo=Both("send it without Content-Encoding", "l'envoyer sans Content-Encoding"),
)
BROKEN = Refusal(
    status=400,
    what=Both("What was sent cannot be read.", "Ce qui a été envoyé est illisible."),
    todo=Both("send a form, or JSON that is nested less deep", "envoyer un formulaire, ou du JSON moins imbriqué"),
)
SLOW = Refusal(
    status=408,
    what=Both("The request did not come whole in time.", "La requête n'est pas arrivée entière à temps."),
    todo=Both("send it again", "la renvoyer"),
)
LATE = Refusal(
    status=503,
    what=Both("The answer took too long.", "La réponse a pris trop de temps."),
    todo=Both("try again in a moment, or ask for less", "réessayer dans un instant, ou demander moins"),
    retry_s=5,
)
FOREIGN = Refusal(
    status=403,
    what=Both("This was sent by another page than the desk's own.", "Ceci a été envoyé par une autre page que celles du bureau."),
    todo=Both("open the page on the desk and send the form there", "ouvrir la page sur le bureau et y envoyer le formulaire"),
)
STALE = Refusal(
    status=403,
    what=Both("The form is of an earlier session.", "Le formulaire est d'une session antérieure."),
    todo=Both("go back, load the page again, and send it once more", "revenir, recharger la page et l'envoyer de nouveau"),
)
UNKNOWN_TOKEN = Refusal(
    status=401,
    what=Both("The token opens nothing: it is unknown, over or revoked.", "Le jeton n'ouvre rien : inconnu, expiré ou révoqué."),
    todo=Both("make a new one on the account page", "en créer un nouveau sur la page du compte"),
)
READ_ONLY = Refusal(
    status=403,
    what=Both("The token may only read.", "Le jeton ne permet que de lire."),
    todo=Both("make one that may write", "en créer un qui permet d'écrire"),
)
CHANGE_FIRST = Refusal(
    status=403,
    what=Both("The password was set by somebody else.", "Le mot de passe a été fixé par quelqu'un d'autre."),
    todo=Both("replace it on the account page first", "le remplacer d'abord sur la page du compte"),
)
NOT_SET_UP = Refusal(
    status=401,
    what=Both("The desk has no accounts yet.", "Le bureau n'a pas encore de comptes."),
    todo=Both("open it in a browser and set it up", "l'ouvrir dans un navigateur et le mettre en service"),
)


def too_many(seconds: float) -> Refusal:
    """Too much was asked: when to come back."""
    return Refusal(
        status=429,
        what=Both("Too much was asked at once.", "Trop de demandes à la fois."),
        todo=Both("wait a little, then go on", "attendre un peu, puis reprendre"),
        retry_s=seconds,
    )


def answer(request: Request, refusal: Refusal) -> Response:
    """The refusal as JSON to programs, as a page in the reader's language to people."""
    headers = {"retry-after": str(max(1, round(refusal.retry_s + 0.5)))} if refusal.retry_s is not None else {}
    if refusal.status == 401:
        headers["www-authenticate"] = "Bearer"
    lang = language(request)
    what, todo = getattr(refusal.what, lang), getattr(refusal.todo, lang)
    if request.url.path.startswith(API):
        return JSONResponse({"error": {"what": what, "where": "", "todo": todo}}, refusal.status, headers=headers)
    said = escape(getattr(TO_DO, lang).format(todo=todo))
    heading = escape(getattr(HEADING, lang))
    html = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{heading} - Tocsin</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f"<body><main><h1>{heading}</h1><p>{escape(what)}</p><p>{said}</p></main></body></html>"
    )
    return HTMLResponse(html, refusal.status, headers=headers)


def once_more(request: Request) -> Response:
    """A page that asks for itself again from here: a link on a foreign page brings no cookie along (SameSite=Strict), this one does."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    at = escape("/" + path.lstrip("/"), quote=True)
    lang = language(request)
    go_on = getattr(Both("Go on", "Continuer"), lang)
    return HTMLResponse(
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Tocsin</title>'
        f'<meta http-equiv="refresh" content="0;url={at}"></head><body><p><a href="{at}">{go_on}</a></p></body></html>'
    )
