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


def test_answers_belong_to_who_is_named_before_them(read: Callable[..., Reading]) -> None:
    found = read(
        "Отставной полковник Пётр Лозовой отвечает на вопросы редакции.\n\n"
        "Корреспондент. Изменится ли что-то после новой ядерной доктрины?\n\n"
        "Лозовой. Порог применения ядерного оружия на бумаге стал ниже. В частях боевая готовность прежняя.\n\n"
        "Корреспондент. Чего ждать от России?\n\n"
        "Лозовой. Ядерный удар крайне маловероятен."
    ).statements
    assert {statement.speaker.text for statement in found if "отвечает" not in statement.text} == {"Лозовой"}
    assert [statement.estimate.phrase for statement in found if statement.estimate] == ["крайне маловероятен"]


def test_answers_in_english(read: Callable[..., Reading]) -> None:
    found = read(
        "A retired officer answers our questions about Russia.\n\n"
        "Q: Will Moscow use nuclear weapons in Ukraine?\n\nA: Use of a tactical warhead is very unlikely.\n\n"
        "Q: What about the storage sites?\n\nA: The warheads have not left the storage sites."
    ).statements
    assert {statement.speaker.text for statement in found} == {"A"}


def test_two_labels_are_needed(read: Callable[..., Reading]) -> None:
    found = read("Россия. Ядерные учения начались в понедельник на полигоне.\n\nУкраина. Ракетные удары повредили подстанцию.").statements
    assert all(statement.speaker.text is None for statement in found)


def test_a_bulletin_speaks_for_its_issuer(read: Callable[..., Reading]) -> None:
    found = read(
        "Главное управление МЧС России по области информирует.\n\n"
        "С 9 по 12 декабря проводится тренировка по гражданской обороне, сирены прозвучат в среду.\n\n"
        "Тренировка связана с проверкой убежищ на случай ядерного удара."
    ).statements
    assert found
    assert {statement.speaker.text for statement in found} == {"Главное управление МЧС России по области"}
