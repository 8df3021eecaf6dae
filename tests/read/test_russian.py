"""Russian: who says what, in constructions of many kinds; every sentence stands for a class of its kind."""

from collections.abc import Callable

import pytest

from tocsin.model import Reading, Statement
from tocsin.read import languages, sentences, speech, view


def said(text: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of every attribution of `text`, in its words as matched."""
    grammar = languages.grammar("ru")
    parsed = sentences.parse(view.view(text).text, grammar)
    found = []
    for sentence in parsed.sentences:
        for item in speech.attributions(parsed, sentence, grammar):
            speaker = parsed.text[parsed.starts[item.speaker[0]] : parsed.ends[item.speaker[1] - 1]] if item.speaker else None
            found.append((speaker, parsed.text[slice(*item.content)]))
    return found


CASES = {
    "quotation, dash, pronoun": ("«Это не блеф», — сказал он.", "он", "Это не блеф"),
    "quotation, title and name": (
        "«Это не блеф», — заявил журналистам представитель штаба Ефим Лагутин.",
        "представитель штаба Ефим Лагутин",
        "Это не блеф",
    ),
    "line of dialogue": ("— Это не блеф, — сказал министр.", "министр", "Это не блеф"),
    "that": ("Лагутин заявил, что склады пусты.", "Лагутин", "склады пусты"),
    "that, with a correlative": ("Лагутин сообщил о том, что склады пусты.", "Лагутин", "склады пусты"),
    "that, told": ("Двое чиновников рассказали изданию, что склад пуст.", "Двое чиновников", "склад пуст"),
    "that, told an agency by name": ("Источник РИА Новости сообщил, что учения завершены.", "Источник РИА Новости", "учения завершены"),
    "that, after an interruption": (
        "Лагутин, отвечая на вопрос журналистов, заявил, что ответ последует.",
        "Лагутин",
        "ответ последует",
    ),
    "that, after a description": ("Чиновник, знакомый с ситуацией, сообщил, что ничего не изменилось.", "Чиновник", "ничего не изменилось"),
    "people of a place": ("В Кремле заявили, что учения плановые.", "Кремле", "учения плановые"),
    "people of a body, noun": (
        "В Минобороны РФ сообщили об отводе подразделений в казармы.",
        "Минобороны РФ",
        "отводе подразделений в казармы",
    ),
    "a paper": ("В документе говорится, что удар считается нападением.", "документе", "удар считается нападением"),
    "by the words of": (
        "По словам представителя Пентагона, признаков подготовки нет.",
        "представителя Пентагона",
        "признаков подготовки нет",
    ),
    "by the words of, inside": (
        "Признаков подготовки, по данным разведки, нет.",
        "разведки",
        "Признаков подготовки, по данным разведки, нет",
    ),
    "in his opinion": ("По его мнению, риск преувеличен.", "его", "риск преувеличен"),
    "in her words, inside": ("Риск, по её словам, невелик.", "её", "Риск, по её словам, невелик"),
    "as X says": ("Как утверждают двое дипломатов, боеголовки остаются на складах.", "двое дипломатов", "боеголовки остаются на складах"),
    "as X says, behind": (
        "Боеголовки остаются на складах, как утверждают двое дипломатов.",
        "двое дипломатов",
        "Боеголовки остаются на складах",
    ),
    "plain words first": (
        "Россия готова к переговорам, сообщил официальный представитель МИД.",
        "официальный представитель МИД",
        "Россия готова к переговорам",
    ),
    "headline": ("Лагутин: Россия не блефует", "Лагутин", "Россия не блефует"),
    "impersonal": ("Сообщается, что колонна покинула склад.", None, "колонна покинула склад"),
    "became known": ("Стало известно, что боеголовки вывезены.", None, "боеголовки вывезены"),
    "not excluded": ("Эксперт не исключил, что Москва проведёт испытание.", "Эксперт", "Москва проведёт испытание"),
    "warned of": ("Министр обороны Польши предупредил о последствиях.", "Министр обороны Польши", "последствиях"),
    "threatened to": ("Москва пригрозила ударить по базам в Румынии.", "Москва", "ударить по базам в Румынии"),
    "promised to": ("Депутат пообещал ответить на удары.", "Депутат", "ответить на удары"),
    "denied": ("МИД опроверг сообщения о переброске боеголовок.", "МИД", "сообщения о переброске боеголовок"),
    "one of them": ("Один из них добавил, что машины вернулись.", "Один из них", "машины вернулись"),
    "refused": ("Чиновник отказался комментировать эти данные.", "Чиновник", "отказался комментировать эти данные"),
    "judged": ("Аналитики института считают применение маловероятным.", "Аналитики института", "применение маловероятным"),
    "of the sentence before": (
        "Колонна вышла из хранилища ночью. Об этом сообщил очевидец.",
        "очевидец",
        "Колонна вышла из хранилища ночью",
    ),
    "title before an unknown name": ("Риск невелик, полагает синолог Агата Веснина.", "синолог Агата Веснина", "Риск невелик"),
    "verb of no list": ("«Мы бы это увидели», — хмыкнул отставной майор.", "отставной майор", "Мы бы это увидели"),
    "they say": ("Самолёт, говорят, уже заправлен.", "говорят", "Самолёт, говорят, уже заправлен"),
    "he says, inserted": ("Шансы, говорит посредник, ничтожны.", "посредник", "Шансы, говорит посредник, ничтожны"),
    "pronoun after what it says": ("Ответ, предупредил он соседей, будет жёстким.", "он", "Ответ, предупредил он соседей, будет жёстким"),
    "there": ("Боеприпасы хранилищ не покидали, заверили там.", "там", "Боеприпасы хранилищ не покидали"),
    "aside": ("Удара он, впрочем, не ждёт.", "он", "Удара он, впрочем, не ждёт"),
    "object before its verb": ("Слухи о вывозе архива дипломаты опровергли.", "дипломаты", "Слухи о вывозе архива дипломаты опровергли"),
    "what nobody saw": ("Эшелона не видел и польский офицер.", "польский офицер", "Эшелона не видел и польский офицер"),
    "object with its clause": (
        "Утверждение, будто склад пуст, штаб назвал ложью.",
        "штаб",
        "Утверждение, будто склад пуст, штаб назвал ложью",
    ),
    "topic before its verb": ("О споре внутри штаба рассказали четыре офицера.", "четыре офицера", "О споре внутри штаба"),
    "relative object": (
        "Остаётся обмен ударами, который шестеро участников сочли невероятным.",
        "шестеро участников",
        "Остаётся обмен ударами, который шестеро участников сочли невероятным",
    ),
    "signs of": (
        "Разведка не заметила признаков того, что боеголовки вывозят.",
        "Разведка",
        "признаков того, что боеголовки вывозят",
    ),
    "neither confirm nor deny": (
        "Представитель штаба ни подтвердить, ни опровергнуть это не захотел.",
        "Представитель штаба",
        "ни подтвердить, ни опровергнуть это не захотел",
    ),
    "does not comment": ("Белый дом переписку не комментирует.", "Белый дом", "не комментирует"),
    "asks to add": ("Генерал просит добавить, что готовность обычная.", "Генерал", "готовность обычная"),
    "whose words are repeated": (
        "Канал привёл слова чешского эксперта о том, что учения внезапны.",
        "чешского эксперта",
        "учения внезапны",
    ),
    "subject after a relative clause": (
        "Политолог Агата Веснина, к которой мы обратились, отвечает коротко: удара не будет.",
        "Политолог Агата Веснина",
        "удара не будет",
    ),
    "subject after an apposition": (
        "Агата Веснина, автор доклада, считает, что порог снижен.",
        "Агата Веснина",
        "порог снижен",
    ),
    "insertion before the verb": (
        "Разведка, утверждает помощник сенатора, пришла к выводу, что риск не вырос.",
        "Разведка",
        "риск не вырос",
    ),
    "none of them": ("Ни один не сообщил об охране колонны.", "Ни один", "охране колонны"),
    "follows from a paper": ("Дежурство усилили ещё в ноябре, следует из приказа.", "приказа", "Дежурство усилили ещё в ноябре"),
    "inside a condition": (
        "Если удары продолжатся, заявил депутат, то ответ последует.",
        "депутат",
        "Если удары продолжатся, заявил депутат, то ответ последует",
    ),
}


@pytest.mark.parametrize(("text", "speaker", "content"), CASES.values(), ids=CASES.keys())
def test_who_says_what(text: str, speaker: str | None, content: str) -> None:
    assert (speaker, content) in [(who, words.rstrip(".")) for who, words in said(text)]


def test_a_quotation_interrupted_by_its_attribution_is_one() -> None:
    assert said("«Мы готовы ответить, — сказал Лагутин. — Другого выхода нет».") == [
        ("Лагутин", "Мы готовы ответить, — сказал Лагутин. — Другого выхода нет"),
    ]


def test_a_second_verb_has_the_subject_of_the_first() -> None:
    assert said("Генерал заявил, что учения завершены, и добавил, что войска вернулись.") == [
        ("Генерал", "учения завершены"),
        (None, "войска вернулись"),
    ]


def test_a_gerund_ends_the_content_before_it() -> None:
    assert said("«Мы готовы», — сказал Лагутин, добавив, что времени мало.") == [("Лагутин", "Мы готовы"), (None, "времени мало")]


def test_attributions_stand_inside_attributions() -> None:
    assert said("Генерал заявил, что Киев считает, что угроза преувеличена.") == [
        ("Генерал", "Киев считает, что угроза преувеличена"),
        ("Киев", "угроза преувеличена"),
    ]


def test_a_source_behind_the_outlet_is_found_as_well() -> None:
    assert [who for who, _ in said("Колонна ушла на юг, сообщает «Окоём» со ссылкой на двух водителей.")] == ["«Окоём»", "двух водителей"]


def test_what_cannot_be_said_is_not_said() -> None:
    assert said("Нельзя сказать, что в штабе безмятежны.") == []


def test_the_commas_of_an_aside_end_no_clause() -> None:
    assert said("Он, напротив, уверен, что порог снижен.") == [("Он", "порог снижен")]


LEAD = "Россия и Украина обсуждают угрозу применения ядерного оружия.\n\n"
DAY = "2024-12-05T09:00:00+00:00"
"""a Thursday"""


def last(read: Callable[..., Reading], sentence: str) -> Statement:
    """The last statement of a report on the problem that ends with `sentence`."""
    return read(LEAD + sentence, published=DAY).statements[-1]


def test_an_estimate_with_its_modifier(read: Callable[..., Reading]) -> None:
    found = last(read, "Двое чиновников НАТО считают применение Россией ядерного оружия крайне маловероятным.")
    assert found.estimate is not None
    assert (found.estimate.phrase, found.polarity, found.speaker.kind, found.speaker.count) == (
        "крайне маловероятным",
        "lowers",
        "anonymous",
        2,
    )


def test_not_excluded_is_undecided(read: Callable[..., Reading]) -> None:
    found = last(read, "Аналитик института не исключил, что Москва применит ядерное оружие.")
    assert (found.act, found.polarity, found.negated) == ("assessment", "neutral", True)


def test_a_condition_and_what_follows_it(read: Callable[..., Reading]) -> None:
    found = last(read, "Если удары по Курску продолжатся, Россия нанесёт ядерный удар, пригрозил депутат Госдумы.")
    assert found.act == "threat"
    assert found.red_line is not None
    assert found.red_line.condition == "удары по Курску продолжатся"


def test_a_denial_has_its_side(read: Callable[..., Reading]) -> None:
    found = last(read, "МИД России опроверг сообщения о переброске ядерных боеголовок в Белоруссию.")
    assert (found.act, found.polarity, found.interested) == ("denial", "neutral", True)


def test_a_pronoun_and_a_second_official(read: Callable[..., Reading]) -> None:
    told = "Представитель Пентагона заявил, что боеголовки остаются на складах. Он добавил, что признаков подготовки к удару нет."
    found = read(LEAD + told, published=DAY).statements
    assert [statement.speaker.name or statement.speaker.text for statement in found[-2:]] == ["Представитель Пентагона"] * 2


def test_days_against_the_day_of_the_report(read: Callable[..., Reading]) -> None:
    found = last(read, "В ночь на 4 декабря Россия нанесла удар баллистическими ракетами по Днепру.")
    assert found.date == "2024-12-04"


def test_a_reason_given(read: Callable[..., Reading]) -> None:
    found = last(read, "Посольство США в Киеве закрылось из-за угрозы ракетного удара, сообщил дипломат.")
    assert found.because == "из-за угрозы ракетного удара"


@pytest.mark.parametrize("verb", ["Сообщают", "Говорят", "Утверждают"])
def test_a_plural_without_a_subject_names_nobody(read: Callable[..., Reading], verb: str) -> None:
    found = last(read, f"{verb}, что боеголовки вывезены со складов.")
    assert (found.speaker.kind, found.speaker.text, found.speaker.name) == ("text", None, None)


def test_a_plural_with_a_place_has_its_speaker(read: Callable[..., Reading]) -> None:
    assert last(read, "В Кремле утверждают, что боеголовки вывезены со складов.").speaker.text == "Кремле"


def test_what_is_done_is_no_title_of_the_name_behind_it() -> None:
    assert said("Дату учения Лосицкий не назвал, отметив лишь, что оно пройдёт до зимы.")[0][0] == "Лосицкий"
    assert said("Синолог Эльвира Бакирова считает, что склад пуст.") == [("Синолог Эльвира Бакирова", "склад пуст")]


def test_a_contract_is_no_attribution() -> None:
    assert said("Оплату, по договору, проведут двадцатого октября.") == []


def test_who_is_told_stands_in_marks_before_who_speaks() -> None:
    assert said("Склады пусты, рассказала «Нижнему причалу» сотрудница больницы.") == [("сотрудница больницы", "Склады пусты")]
    assert said("Склады пусты, сообщил «Нижний причал».") == [("«Нижний причал»", "Склады пусты")]


def test_a_gerund_speaks_for_the_name_that_opens_the_sentence() -> None:
    assert said("Лагутин выступил в Думе, заявив, что склады пусты.") == [("Лагутин", "склады пусты")]


@pytest.mark.parametrize("marks", ["<<{}>>", "‹{}›", "«‹{}›»", "<‹{}>>"])
def test_marks_of_angles_are_marks(marks: str) -> None:
    assert said(marks.format("Это не блеф") + ", — сказал он.") == [("он", "Это не блеф")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ни одна пусковая установка не покинула гарнизон, заявил представитель НАТО.",
        "Представитель НАТО заявил, что ни одна пусковая установка не покинула гарнизон.",
    ],
)
def test_none_of_them_left(read: Callable[..., Reading], sentence: str) -> None:
    found = last(read, sentence)
    assert (found.act, found.polarity, found.negated) == ("report", "lowers", True)


def test_an_adversary_who_may_strike_if_threatens(read: Callable[..., Reading]) -> None:
    found = last(read, "МИД России заявил, что Москва может нанести ядерный удар, если Запад передаст ракеты Киеву.")
    assert (found.act, found.polarity, found.speaker.kind) == ("threat", "raises", "office")
