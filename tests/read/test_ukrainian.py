"""Ukrainian: who says what, in constructions of many kinds, and what is made of it; every sentence stands for a class of its kind."""

from datetime import UTC, datetime

import pytest

from tocsin.library import problems, sources, yardsticks
from tocsin.model import Reading, Report, Statement, report_id
from tocsin.read import Reader, languages, sentences, speech, view

READER = Reader(problems.load("nuclear-escalation"), yardsticks.load(), sources.load(), problems.weights("nuclear-escalation"))
PUBLISHED = datetime(2024, 11, 28, 9, tzinfo=UTC)


def said(text: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of every attribution of `text`, in its words as matched."""
    grammar = languages.grammar("uk")
    parsed = sentences.parse(view.view(text).text, grammar)
    found = []
    for sentence in parsed.sentences:
        for item in speech.attributions(parsed, sentence, grammar):
            speaker = parsed.text[parsed.starts[item.speaker[0]] : parsed.ends[item.speaker[1] - 1]] if item.speaker else None
            found.append((speaker, parsed.text[slice(*item.content)]))
    return found


def read(text: str, title: str = "Росія і ядерна зброя") -> Reading:
    """The reading of a Ukrainian report of one text."""
    made = report_id(None, None, PUBLISHED, title, text)
    return READER.read(Report(id=made, published_at=PUBLISHED, collected_at=PUBLISHED, language="uk", title=title, text=text))


def one(text: str) -> Statement:
    """The only statement of a report."""
    [statement] = read(text).statements
    return statement


CASES = {
    "quotation, dash, pronoun": ("«Це не блеф», — сказав він.", "він", "Це не блеф"),
    "quotation, title and name": (
        "«Це не блеф», — заявив журналістам представник штабу Юхим Лагута.",
        "представник штабу Юхим Лагута",
        "Це не блеф",
    ),
    "low marks": ("„Склади порожні“, — повідомила речниця міністерства.", "речниця міністерства", "Склади порожні"),
    "straight marks and a hyphen": ('"Склади порожні", - додав він.', "він", "Склади порожні"),
    "a day between verb and subject": (
        "«Плану немає», — сказав у п'ятницю речник уряду Детлеф Морг, коли його спитали.",
        "речник уряду Детлеф Морг",
        "Плану немає",
    ),
    "a verb of no list": (
        "«Ніякого удару не буде», — гаркнув на камеру керівник управління Йосип Марущак.",
        "керівник управління Йосип Марущак",
        "Ніякого удару не буде",
    ),
    "line of dialogue": ("— Це не блеф, — сказав міністр.", "міністр", "Це не блеф"),
    "Russian words quoted": ("«Мы не блефуем», — сказав речник російською.", "речник", "Мы не блефуем"),
    "that": ("Лагута заявив, що склади порожні.", "Лагута", "склади порожні"),
    "that without its comma": ("Генерал сказав що склади порожні.", "Генерал", "склади порожні"),
    "that, with a correlative": ("Лагута повідомив про те, що склади порожні.", "Лагута", "склади порожні"),
    "that, told": ("Двоє чиновників розповіли виданню, що склад порожній.", "Двоє чиновників", "склад порожній"),
    "people of a paper with a name": (
        "Троє співрозмовників газети «Бузький кур'єр» кажуть, що наказу не було.",
        "Троє співрозмовників газети «Бузький кур'єр»",
        "наказу не було",
    ),
    "a source inside a body": (
        "Джерело в розвідці повідомило, що навчання завершено.",
        "Джерело в розвідці",
        "навчання завершено",
    ),
    "that, after an interruption": (
        "Лагута, відповідаючи на запитання журналістів, заявив, що відповідь буде.",
        "Лагута",
        "відповідь буде",
    ),
    "that, after a relative clause": (
        "Колишній генерал Остап Верещака, який служив у військах, вважає, що попередження не буде.",
        "Колишній генерал Остап Верещака",
        "попередження не буде",
    ),
    "people of a place": ("У Кремлі заявили, що навчання планові.", "Кремлі", "навчання планові"),
    "people of a place, an aside": ("В Угорщині, навпаки, застерегли, що вона втягне всіх.", "Угорщині", "вона втягне всіх"),
    "people of a body, noun": (
        "У Міноборони РФ повідомили про відведення підрозділів до казарм.",
        "Міноборони РФ",
        "відведення підрозділів до казарм",
    ),
    "a paper": ("У документі йдеться, що удар є нападом.", "документі", "удар є нападом"),
    "by the words of": ("За словами речника Пентагону, ознак підготовки немає.", "речника Пентагону", "ознак підготовки немає"),
    "by the data of": ("За даними розвідки, боєголовки лишаються на складах.", "розвідки", "боєголовки лишаються на складах"),
    "by the estimate of, inside": (
        "Ознак підготовки, за оцінкою розвідки, немає.",
        "розвідки",
        "Ознак підготовки, за оцінкою розвідки, немає",
    ),
    "in his opinion": ("На його думку, ризик перебільшено.", "його", "ризик перебільшено"),
    "in her words, inside": ("Ризик, за її словами, невеликий.", "її", "Ризик, за її словами, невеликий"),
    "as X says": ("Як стверджують двоє дипломатів, боєголовки лишаються на складах.", "двоє дипломатів", "боєголовки лишаються на складах"),
    "as X says, behind": (
        "Боєголовки лишаються на складах, як повідомляє агентство Меридіан.",
        "агентство Меридіан",
        "Боєголовки лишаються на складах",
    ),
    "according to a paper": ("Згідно з документом, удар є нападом.", "документом", "удар є нападом"),
    "an outlet that cites": (
        "Агентство Меридіан із посиланням на двох дипломатів пише, що колона вийшла.",
        "двох дипломатів",
        "колона вийшла",
    ),
    "plain words first": ("Росія готова до переговорів, повідомив речник МЗС.", "речник МЗС", "Росія готова до переговорів"),
    "inside its content": (
        "Посольство, пожартувала речниця, тримає список у шухляді.",
        "речниця",
        "Посольство, пожартувала речниця, тримає список у шухляді",
    ),
    "headline": ("Лагута: Росія не блефує", "Лагута", "Росія не блефує"),
    "colon": ("Міністр нагадав: склади охороняють.", "Міністр", "склади охороняють"),
    "colon behind a verb of no list": (
        "Чергова автовокзалу сміється: автобуси возили дітей на змагання.",
        "Чергова автовокзалу",
        "автобуси возили дітей на змагання",
    ),
    "impersonal, reflexive": ("Повідомляється, що колона покинула склад.", None, "колона покинула склад"),
    "impersonal in -но": ("Було наголошено, що загроза зберігається.", None, "загроза зберігається"),
    "became known": ("Стало відомо, що боєголовки вивезено.", None, "боєголовки вивезено"),
    "denies that": ("Банкова заперечує, що готує наступ.", "Банкова", "готує наступ"),
    "denies a noun": ("Міністерство спростувало повідомлення про евакуацію.", "Міністерство", "повідомлення про евакуацію"),
    "fears a noun": ("Варшава побоюється удару по складах.", "Варшава", "удару по складах"),
    "threatens to": (
        "Москва пригрозила вдарити по центрах ухвалення рішень.",
        "Москва",
        "вдарити по центрах ухвалення рішень",
    ),
    "promises to": ("Міністр пообіцяв відповісти на будь-який удар.", "Міністр", "відповісти на будь-який удар"),
    "judges a noun": ("Розвідка вважає удар малоймовірним.", "Розвідка", "удар малоймовірним"),
    "judges what stands first": (
        "Ознаки підготовки Центр вважає непереконливими.",
        "Центр",
        "Ознаки підготовки Центр вважає непереконливими",
    ),
    "refuses": ("Речник відмовився коментувати переміщення ракет.", "Речник", "відмовився коментувати переміщення ракет"),
    "does not know whether": ("Чи вивезли боєголовки, служба не знає.", "служба", "Чи вивезли боєголовки"),
    "an apostrophe of another kind": ("П’ятеро посадовців попередили, що часу може не бути.", "П'ятеро посадовців", "часу може не бути"),
    "anonymity asked for": ("На умовах анонімності чиновник розповів, що рішення ухвалено.", "чиновник", "рішення ухвалено"),
}


@pytest.mark.parametrize("name", CASES)
def test_who_says_what(name: str) -> None:
    text, speaker, content = CASES[name]
    assert (speaker, content) in said(text)


def test_a_quotation_goes_on_behind_its_attribution() -> None:
    found = said("«Склади порожні, — пояснив полковник. — Ми бачили це самі».")
    assert {speaker for speaker, _ in found} == {"полковник"}
    assert "Ми бачили це самі" in found[-1][1]


def test_a_second_verb_has_the_subject_of_the_first() -> None:
    found = said("Лагута сказав, що рішення не ухвалено, і додав, що його й не буде.")
    assert [content for _, content in found] == ["рішення не ухвалено", "його й не буде"]


def test_the_next_sentence_tells_who_said_it() -> None:
    text = "Боєголовки лишаються на складах. Про це агентству Меридіан розповіли п'ятеро посадовців, обізнаних зі справою."
    [(speaker, content)] = said(text)
    assert (speaker, content) == ("п'ятеро посадовців", "Боєголовки лишаються на складах")
    assert len(read("Росія не вивозить ядерні боєголовки зі складів. " + text.split(". ")[1]).statements) == 1


def test_people_unnamed_are_counted() -> None:
    statement = one("Двоє американських посадовців повідомили, що Росія не вивозить ядерні боєголовки зі складів.")
    assert (statement.speaker.kind, statement.speaker.count) == ("anonymous", 2)


def test_metonymy_names_who_speaks() -> None:
    statement = one("Кремль заявив, що ядерні боєголовки лишаються на складах.")
    assert statement.speaker.kind == "office"
    assert statement.speaker.entity is not None


def test_estimates_and_their_negations() -> None:
    statement = one("Розвідка США вважає, що застосування ядерної зброї малоймовірне.")
    assert (statement.act, statement.polarity) == ("assessment", "lowers")
    assert statement.estimate is not None
    assert statement.estimate.phrase == "малоймовірне"
    refused = one("Міністр оборони Польщі не виключає, що Росія застосує ядерну зброю.")
    assert refused.estimate is not None
    assert (refused.act, refused.polarity) == ("assessment", "neutral")


@pytest.mark.parametrize("phrase", ["ймовірно", "імовірно", "майже напевно", "найімовірніше", "скоріше за все"])
def test_words_of_likelihood(phrase: str) -> None:
    statement = one(f"Посадовець сказав, що Росія, {phrase}, перемістить ядерні боєголовки до Білорусі.")
    assert statement.estimate is not None
    assert statement.estimate.phrase == phrase


def test_a_red_line_has_its_condition_and_its_consequence() -> None:
    statement = one("Кремль заявив, що, якщо Захід дозволить удари, Росія завдасть удару у відповідь усіма засобами.")
    assert statement.act == "threat"
    assert statement.polarity == "raises"
    assert statement.red_line is not None


def test_the_reason_given() -> None:
    statement = one("Речник Пентагону сказав, що ядерні боєголовки не вивозять, бо наказу не було.")
    assert statement.because is not None
    assert statement.because.startswith("бо")


def test_denials_of_the_party_concerned_point_nowhere() -> None:
    statement = one("Міноборони РФ спростувало повідомлення про переміщення ядерних боєголовок.")
    assert (statement.act, statement.polarity) == ("denial", "neutral")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("учора", "2024-11-27"),
        ("у вівторок", "2024-11-26"),
        ("21 листопада 2024 року", "2024-11-21"),
        ("тиждень тому", "2024-11-21"),
        ("позавчора", "2024-11-26"),
        ("п'ять днів тому", "2024-11-23"),
    ],
)
def test_days(words: str, day: str) -> None:
    statement = one(f"Міноборони РФ заявило, що {words} ядерні боєголовки вивезли зі складів.")
    assert statement.date == day


def test_pronouns_and_short_descriptions() -> None:
    text = (
        "Речник Кремля Дмитро Пєсков заявив, що ядерні боєголовки лишаються на складах. "
        "Він додав, що ядерні навчання планові. Посадовець наголосив, що ядерних погроз не було."
    )
    assert {statement.speaker.name or statement.speaker.text for statement in read(text).statements} == {"Дмитро Пєсков"}


@pytest.mark.parametrize(("title", "flag"), [("Колонка: ядерна зброя як вистава", "op-ed"), ("Сатира: ядерна валіза", "satire")])
def test_other_kinds_of_text_are_flagged(title: str, flag: str) -> None:
    assert flag in read("Росія погрожує ядерною зброєю, і Кремль каже, що не блефує.", title).flags


def test_corrections_are_flagged() -> None:
    text = "Уточнення. У попередній версії помилково йшлося, що ядерні боєголовки вивезли зі складів у Росії."
    assert "correction" in read(text).flags


@pytest.mark.parametrize("verb", ["Повідомляють", "Кажуть", "Стверджують"])
def test_a_plural_without_a_subject_names_nobody(verb: str) -> None:
    found = one(f"{verb}, що боєголовки вивезено зі складів.").speaker
    assert (found.kind, found.text, found.name) == ("text", None, None)


def test_a_contract_is_no_attribution() -> None:
    assert said("Оплату, за договором, проведуть двадцятого жовтня.") == []


def test_who_is_told_stands_in_marks_before_who_speaks() -> None:
    assert said("Склади порожні, повідомив «Степовому віснику» менеджер лікарні.") == [("менеджер лікарні", "Склади порожні")]
    assert said("Склади порожні, повідомив «Степовий вісник».") == [("«Степовий вісник»", "Склади порожні")]


def test_a_gerund_speaks_for_the_name_that_opens_the_sentence() -> None:
    assert said("Лагутін виступив у Раді, заявивши, що склади порожні.") == [("Лагутін", "склади порожні")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Жодна пускова установка не залишила гарнізон, заявив речник НАТО.",
        "Речник НАТО заявив, що жодна пускова установка не залишила гарнізон.",
    ],
)
def test_none_of_them_left(sentence: str) -> None:
    found = one(sentence)
    assert (found.act, found.polarity, found.negated) == ("report", "lowers", True)


def test_an_adversary_who_may_strike_if_threatens() -> None:
    found = one("МЗС Росії заявило, що Москва може завдати ядерного удару, якщо Захід передасть ракети Києву.")
    assert (found.act, found.polarity, found.speaker.kind) == ("threat", "raises", "office")
