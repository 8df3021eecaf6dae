"""Who speaks where no sentence says it: answers behind dashes, and a body that informs on its own page."""

from collections.abc import Callable

from tocsin.model import Reading

TALK = """Extraits de notre entretien avec Armand Quillerou, ancien négociateur sur les armes nucléaires.

- La menace nucléaire russe est-elle sérieuse ?
- Les ogives nucléaires russes sont restées dans leurs dépôts.

- Craignez-vous une frappe nucléaire ?
- Je crains surtout un missile Iskander à charge classique."""
PAGE = """Le Service cantonal de protection civile informe la population que des comprimés d'iode ont été livrés en cas d'attaque nucléaire.

Aucune évacuation n'a été ordonnée. Le niveau d'alerte nucléaire reste inchangé."""


def test_answers_behind_dashes_are_those_of_whom_the_lead_names(read: Callable[..., Reading]) -> None:
    statements = read(TALK, published="2024-11-28T10:00:00+00:00", language="fr").statements
    assert statements
    assert {item.speaker.name or item.speaker.text for item in statements} == {"Armand Quillerou"}


def test_a_body_tells_in_every_sentence_of_its_own_page(read: Callable[..., Reading]) -> None:
    statements = read(PAGE, published="2024-11-28T10:00:00+00:00", language="fr", site="Protection civile du canton").statements
    assert len(statements) == 3
    assert all("Service cantonal de protection civile" in (item.speaker.text or "") for item in statements)
