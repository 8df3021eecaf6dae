"""The desk's front end, timed in headless Chromium: a zoom step of long series, a graph of 2,000 nodes, the first paint on loopback.

Peers, from npm, in the same run and browser, with the same data: Chart.js with its min/max decimation for the series (the four lines alone:
it is spared the bands), vis-network with its hierarchical layout for the graph. npm fetches them into build/peers, the one thing here that
needs the network.
"""

import importlib.util
import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from tocsin.engine import sample

ROOT = Path(__file__).resolve().parents[2]
PEERS = {"chart.js": "4.6.1", "vis-network": "10.1.5"}
POINTS, NODES, STEPS, LOADS = 100_000, 2_000, 30, 7
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
OURS = """async ([points]) => {
  const made = document.createElement('tocsin-timeline');
  made.setAttribute('src', `/gallery/series.json?n=${points}&gap=600`);
  document.querySelector('tocsin-timeline').replaceWith(made);
  while (!made.dataset.ready) await new Promise(done => setTimeout(done, 10));
}"""
ZOOM = """async (steps) => {
  const made = document.querySelector('tocsin-timeline');
  const [first, last] = made.whole(), spent = [];
  for (let n = 0; n < steps; n += 1) {
    const width = (last - first) * 0.85 ** n, from = first + (last - first - width) * 0.6;
    await new Promise(requestAnimationFrame);
    const drawn = new Promise(done => made.plot.hooks.draw.push(done));
    const t0 = performance.now();
    made.look(from, from + width);
    await drawn;
    made.plot.root.getBoundingClientRect();
    spent.push(performance.now() - t0);
    made.plot.hooks.draw.pop();
  }
  return spent;
}"""
CHART = """async (data) => {
  const canvas = document.createElement('canvas');
  document.body.append(canvas); canvas.width = 900; canvas.height = 300;
  const sets = data.series.map(one => ({label: one.label, borderWidth: 1.5, pointRadius: 0,
    data: one.mean.map((y, n) => ({x: data.t[n], y}))}));
  window.chart = new Chart(canvas, {type: 'line', data: {datasets: sets}, options: {animation: false, parsing: false, responsive: false,
    plugins: {decimation: {enabled: true, algorithm: 'min-max'}}, scales: {x: {type: 'linear'}, y: {type: 'logarithmic'}}}});
  window.ends = [data.t[0], data.t.at(-1)];
}"""
CHART_ZOOM = """async (steps) => {
  const [first, last] = window.ends, spent = [];
  for (let n = 0; n < steps; n += 1) {
    const width = (last - first) * 0.85 ** n, from = first + (last - first - width) * 0.6;
    await new Promise(requestAnimationFrame);
    const t0 = performance.now();
    const chart = window.chart;
    chart.options.scales.x.min = from; chart.options.scales.x.max = from + width;
    chart.update('none');
    spent.push(performance.now() - t0);
  }
  return spent;
}"""
GRAPH = """async (nodes) => {
  const data = await (await fetch(`/gallery/origins.json?n=${nodes}`)).text();
  const real = window.fetch;
  window.fetch = () => Promise.resolve(new Response(data));
  const made = document.createElement('tocsin-graph');
  made.setAttribute('src', '/held');
  const began = performance.now();
  document.querySelector('tocsin-graph').replaceWith(made);
  await new Promise(done => made.addEventListener('tocsin:drawn', done, {once: true}));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  window.fetch = real;
  return performance.now() - began;
}"""
VIS = """async (data) => {
  const box = document.createElement('div'); box.style.cssText = 'width: 900px; height: 500px'; document.body.append(box);
  const began = performance.now();
  const nodes = data.nodes.map(one => ({id: one.id, label: one.label}));
  const edges = data.edges.map(one => ({from: one.from, to: one.to, arrows: 'to'}));
  const graph = new vis.Network(box, {nodes, edges}, {physics: false, layout: {hierarchical: {direction: 'LR', sortMethod: 'directed'}}});
  await new Promise(done => graph.once('afterDrawing', done));
  return performance.now() - began;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> None:
    """Print the table of docs/benchmarks.md."""
    from playwright.sync_api import sync_playwright

    from tests.e2e import invented
    from tests.e2e.conftest import NAMES, served
    from tests.e2e.serve import PASSWORD

    chromium = next(path for name in NAMES if (path := shutil.which(name)))
    peers = _peers()
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        print(f"Chromium {browser.version}, headless, without a graphics card")
        with served(ROOT) as gallery:
            page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
            page.goto(f"{gallery.address}/gallery?map=0")
            page.wait_for_selector("tocsin-timeline[data-ready]")
            page.wait_for_selector("tocsin-graph[data-ready]")
            page.evaluate(OURS, [POINTS, 0])
            _timed(page, f"zoom step, {POINTS:,} points x 4 series with bands", ZOOM, STEPS)
            _timed(page, f"graph of {NODES:,} nodes: loading, ranks, first drawing", GRAPH, NODES, one=True)
        other = browser.new_page(viewport={"width": 1280, "height": 900})
        for script in peers:
            other.add_script_tag(path=script)
        other.evaluate(CHART, invented.series(POINTS, 600))
        _timed(other, "Chart.js, zoom step, the four lines alone", CHART_ZOOM, STEPS)
        data = invented.origins(NODES)
        _timed(other, "vis-network, the same graph", VIS, data, one=True)
        folder = Path(scratch) / "sample"
        sample.prepare(folder)
        with served(ROOT, str(folder)) as desk:
            _paints(browser, desk.address, PASSWORD)
        browser.close()


def _timed(page: Any, what: str, script: str, argument: Any, *, one: bool = False) -> None:
    """Time on the clock, and processor time of the page's main thread (Chromium's own count), which others on the machine do not change."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        return float(next(m["value"] for m in session.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"))

    spent: list[float] = []
    before = busy()
    for _ in range(LOADS if one else 1):
        got = page.evaluate(script, argument)
        spent += [got] if one else got
    each = (busy() - before) / len(spent) * 1000
    _say(what, spent)
    print(f"    main thread, processor time: mean {each:.1f} ms")


def _paints(browser: Any, address: str, password: str) -> None:
    """First contentful paint of Today and of Sources: nothing cached, and with the bundle cached."""
    page = browser.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    state = page.context.storage_state()
    for path in ("/", "/sources"):
        cold = []
        for _ in range(LOADS):
            context = browser.new_context(storage_state=state)
            fresh = context.new_page()
            fresh.goto(address + path, wait_until="load")
            fresh.wait_for_function(f"{PAINT} > 0")
            cold.append(fresh.evaluate(PAINT))
            context.close()
        _say(f"first paint of {path}, nothing cached", cold)


def _say(what: str, spent: list[float]) -> None:
    ordered = sorted(spent)
    print(f"{what}: median {statistics.median(ordered):.1f} ms, p95 {ordered[int(0.95 * (len(ordered) - 1))]:.1f}, worst {ordered[-1]:.1f}")


def _peers() -> list[Path]:
    """The peers' scripts, fetched by npm where they are not yet there."""
    folder = ROOT / "build/peers"
    folder.mkdir(parents=True, exist_ok=True)
    scripts = [
        folder / "node_modules/chart.js/dist/chart.umd.min.js",
        folder / "node_modules/vis-network/standalone/umd/vis-network.min.js",
    ]
    if not all(script.is_file() for script in scripts):
        (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PEERS}), encoding="utf-8")
        _, npm = _builder().commands()
        subprocess.run([*npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return scripts


def _builder() -> ModuleType:
    """web/build.py, which knows where Node is."""
    spec = importlib.util.spec_from_file_location("front_end_build", ROOT / "web/build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
