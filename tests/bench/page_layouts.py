# ruff: noqa: E501  (pages stand on one line)
"""Self-written layouts of web pages (SYNTHETIC) for the benchmark of pages: 36, each another way to wrap, date and surround an article.

Written before the first measurement from what news sites commonly do; outlets and events are invented. Each comes with what a person would
take from it: title, time of publication, language, and the article's paragraphs.
"""

import html
import json
from typing import NamedTuple


class Layout(NamedTuple):
    """One page with what should be found in it."""

    name: str
    page: str
    title: str
    published: str
    """ISO 8601 with zone, to the second; where the page declares only the day, that day"""
    language: str
    text: str


class Article(NamedTuple):
    """An invented article."""

    language: str
    site: str
    title: str
    paragraphs: tuple[str, ...]


ARTICLES = (
    Article("fr", "Agence Lantier", "Le ministère dément tout déplacement d’ogives", (
        "Le ministère de la défense de Norvane a démenti mardi tout déplacement d’ogives depuis le dépôt de Brelle, après la diffusion d’images d’un convoi.",
        "« Rien n’a quitté le dépôt, et rien ne le quittera sans que nos partenaires en soient avertis », a déclaré un porte-parole lors d’un point de presse tenu dans la capitale.",
        "Deux conducteurs avaient décrit la veille une douzaine de camions bâchés, escortés par des véhicules légers, sur la route qui longe le fleuve.",
        "Selon l’institut Orvale, qui suit ces mouvements depuis dix ans, les camions appartiennent plutôt à une unité de transmission, dont un exercice avait été annoncé.",
        "Les inspecteurs doivent se rendre sur place la semaine prochaine. Leur rapport sera rendu public, a promis le ministère.")),
    Article("en", "Norvane Post", "Convoy near the depot was part of an exercise, office says", (
        "A convoy of covered lorries seen near the Brelle depot on Monday was part of a signals exercise announced in October, the defence office said.",
        "It was the first official word on a column that two drivers had described to this newspaper, and that set off a day of speculation.",
        "“No special cargo was moved, and none will be moved without notice,” a spokesman told reporters, declining to say how many vehicles had taken part.",
        "Analysts at the Orvale Institute said the lorries matched those of a signals unit, though they could not rule out that others had travelled with them.",
        "Inspectors are due at the depot next week. Their last visit, in the spring, found every seal in place.")),
    Article("ru", "Степной листок", "В управлении объяснили движение колонны у склада", (
        "Колонна крытых грузовиков, замеченная в понедельник у склада в Брелле, участвовала в объявленных учениях связистов, сообщили в управлении обороны Норвана.",
        "«Никаких особых грузов не перевозили и перевозить без предупреждения не станут», — сказал представитель управления на встрече с журналистами.",
        "Накануне двое водителей рассказали изданию, что видели на набережной около двенадцати машин в сопровождении лёгкой техники.",
        "Эксперты института Орвале считают, что грузовики принадлежат части связи, однако не исключают, что с ними шли и другие машины.",
        "На следующей неделе склад должны посетить инспекторы. Весной они нашли все пломбы на месте.")),
    Article("uk", "Вісник Дальній", "Міністерство заперечило переміщення боєголовок зі складу", (
        "Міністерство оборони Норвану у вівторок заперечило будь-яке переміщення боєголовок зі складу в Бреллі після появи знімків колони.",
        "«Ніщо не покинуло склад і не покине його без попередження партнерів», — заявив речник на зустрічі з журналістами у столиці.",
        "Напередодні двоє водіїв розповіли про дюжину критих вантажівок у супроводі легких машин на дорозі вздовж річки.",
        "В інституті Орвале, який стежить за такими переміщеннями десять років, вважають, що вантажівки належать частині зв’язку.",
        "Наступного тижня на склад мають приїхати інспектори. Їхній звіт обіцяють оприлюднити.")),
)  # fmt: skip
MORE = {
    "fr": ("À lire aussi", "Tempête sur la côte : trois ports fermés", "Recevez notre lettre chaque matin", "Partager", "Tous droits réservés", "Accueil Monde Économie Sport Culture", "Nous utilisons des cookies pour mesurer l’audience de ce site."),
    "en": ("Read also", "Storm on the coast: three ports closed", "Get our letter every morning", "Share", "All rights reserved", "Home World Business Sport Culture", "We use cookies to measure the audience of this site."),
    "ru": ("Читайте также", "Шторм на побережье: закрыты три порта", "Получайте нашу рассылку каждое утро", "Поделиться", "Все права защищены", "Главная Мир Экономика Спорт Культура", "Мы используем файлы cookie для измерения аудитории сайта."),
    "uk": ("Читайте також", "Шторм на узбережжі: закрито три порти", "Отримуйте нашу розсилку щоранку", "Поділитися", "Усі права захищено", "Головна Світ Економіка Спорт Культура", "Ми використовуємо файли cookie, щоб вимірювати аудиторію сайту."),
}  # fmt: skip
CONTAINERS = (
    ("article", "<article><h1>{title}</h1>{body}</article>"),
    ("main-div", '<main id="main"><h1 class="headline">{title}</h1><div class="story">{body}</div></main>'),
    ("entry-content", '<div id="content"><div class="post hentry"><h1 class="entry-title">{title}</h1><div class="entry-content">{body}</div></div></div>'),
    ("table", '<table width="100%"><tr><td width="150">{links}</td><td><font size="5"><b>{title}</b></font><br>{body}</td><td>{teaser}</td></tr></table>'),
    ("section", '<div class="page"><section role="main"><header><h1>{title}</h1></header><section class="txt">{body}</section></section></div>'),
    ("itemprop", '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{title}</h1><div itemprop="articleBody">{body}</div></div>'),
    ("breaks", '<div class="article-text"><h1>{title}</h1><div class="text">{breaks}</div></div>'),
    ("divs", '<div class="l-wrap"><div class="b-article"><h1>{title}</h1>{divs}</div></div>'),
    ("inner-teaser", '<article><h1>{title}</h1>{first}<aside class="related"><h3>{also}</h3><a href="/x">{teaser}</a></aside>{rest}</article>'),
    ("lead", '<article><h1>{title}</h1><p class="lead"><strong>{lead}</strong></p><figure><img src="a.jpg" alt="photo"><figcaption>Photo 1</figcaption></figure>{rest}</article>'),
    ("spans", '<div class="content-column"><h1><span>{title}</span></h1>{spans}</div>'),
    ("custom", '<app-root><news-body class="news__body"><h1>{title}</h1>{body}</news-body></app-root>'),
)  # fmt: skip
DATES = (
    ("json-ld", "ld", True), ("json-ld-graph", "graph", True), ("og", "og", True), ("itemprop", "item", True), ("time", "time", True),
    ("meta-date", "meta", True), ("ld-day-og-second", "both", True), ("parsely", "parsely", True), ("address", "url", False),
)  # fmt: skip
INSTANTS = ("2026-11-24T10:15:30+01:00", "2026-11-24T12:40:05+03:00", "2026-11-23T21:05:59Z")


def layouts() -> list[Layout]:
    """All of them, in a fixed order."""
    return [_layout(number) for number in range(36)]


def _layout(number: int) -> Layout:
    article = ARTICLES[number % len(ARTICLES)]
    container, shape = CONTAINERS[number % len(CONTAINERS)]
    dated, how, seconds = DATES[(5 * number + number // 9) % len(DATES)]
    instant = INSTANTS[number % len(INSTANTS)]
    head, inline = _dated(how, instant, article)
    page = _page(number, article, shape, head, inline)
    published = instant if seconds else instant[:10]
    return Layout(f"{number:02} {container} {dated}", page, article.title, published, article.language, "\n".join(article.paragraphs))


def _dated(how: str, instant: str, article: Article) -> tuple[str, str]:
    """What stands in the head and beside the title to date the page."""
    thing = {"@type": "NewsArticle", "headline": article.title, "datePublished": instant, "dateModified": "2026-11-25T08:00:00Z"}
    match how:
        case "ld":
            return _script({"@context": "https://schema.org", **thing, "publisher": {"@type": "Organization", "name": article.site}}), ""
        case "graph":
            return _script({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": article.site}, thing]}), ""
        case "og":
            return (
                f'<meta property="article:published_time" content="{instant}"><meta property="article:modified_time" content="2026-11-25T08:00:00Z">',
                "",
            )
        case "item":
            return "", f'<span itemprop="datePublished" content="{instant}">24.11</span>'
        case "time":
            return "", f'<time datetime="{instant}">24.11</time>'
        case "meta":
            return f'<meta name="date" content="{instant}">', ""
        case "both":
            return _script({**thing, "datePublished": instant[:10]}) + f'<meta property="og:published_time" content="{instant}">', ""
        case "parsely":
            return f'<meta name="parsely-pub-date" content="{instant}">', ""
    return f'<link rel="canonical" href="https://site.example/{instant[:10].replace("-", "/")}/depot">', ""


def _script(thing: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing, ensure_ascii=False)}</script>'


def _page(number: int, article: Article, shape: str, head: str, inline: str) -> str:
    also, teaser, letter, share, rights, menu, cookies = MORE[article.language]
    said = [html.escape(words, quote=False) for words in article.paragraphs]
    paragraphs = [f"<p>{words}</p>" for words in said]
    links = "".join(f'<li><a href="/{word.lower()}">{word}</a></li>' for word in menu.split())
    body = shape.format(
        title=html.escape(article.title, quote=False),
        body=inline + "".join(paragraphs), breaks=inline + "<br><br>".join(said), divs=inline + "".join(f"<div>{words}</div>" for words in said),
        first=inline + paragraphs[0], rest="".join(paragraphs[1:]), lead=said[0], also=also, teaser=teaser, links=links,
        spans=inline + "".join(f"<p><span>{words}</span></p>" for words in said),
    )  # fmt: skip
    if inline and inline not in body:
        body = inline + body
    name = f"{article.title} {('|', '-', '—')[number % 3]} {article.site}"
    top = f'<header><div class="logo"><a href="/">{article.site}</a></div><nav><ul>{links}</ul></nav></header>'
    teasers = "".join(f'<li class="card"><a href="/s{at}">{teaser}</a></li>' for at in range(2 + number % 5))
    around = (
        f'<aside class="sidebar"><h3>{also}</h3><ul>{teasers}</ul></aside>',
        f'<div class="share"><a href="#">{share}</a></div><div class="newsletter"><p>{letter}</p><form><input name="mail"><button>OK</button></form></div>',
        f'<div class="related-list"><h4>{also}</h4><ul>{teasers}</ul></div>',
        f'<div id="comments"><h3>Comments (2)</h3><div class="comment"><p>{teaser}?</p></div></div>',
    )[number % 4]
    bottom = f'<footer><p>© 2026 {article.site}. {rights}.</p></footer><div id="cookie-banner" class="cookie-consent"><p>{cookies}</p><button>OK</button></div>'
    site = f'<meta property="og:site_name" content="{article.site}">' if number % 2 else ""
    language = f' lang="{article.language}"' if number % 5 else ""
    return f'<!doctype html><html{language}><head><meta charset="utf-8"><title>{name}</title>{site}{head}</head><body>{top}{body}{around}{bottom}</body></html>'
