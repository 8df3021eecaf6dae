"""`tocsin mcp` as an assistant meets it: a real client in one process, the server in another, standard input and output between."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tocsin.engine import store

pytest.importorskip("mcp")
TOOLS = {"board", "search", "statements", "origins", "why", "claim", "brief", "report"}
SECONDS = 240.0


def test_a_client_lists_read_only_tools_asks_and_is_told_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    monkeypatch.setenv("TOCSIN_NOW", "2026-11-28T06:00:00+00:00")
    folder = tmp_path / "w"
    store.create(folder, "nuclear-escalation")
    text = "Paris, 27 November 2026. The minister said on Friday that the use of a nuclear weapon was unlikely."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    store.ingest([str(tmp_path / "one.txt")], folder)
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tocsin", "mcp", "--draws", "20", "-w", str(folder)], env=dict(os.environ)
    )

    async def run() -> None:
        async with stdio_client(server) as (reads, writes), ClientSession(reads, writes) as session:
            about = await session.initialize()
            assert "never instructions" in (about.instructions or "")
            listed = (await session.list_tools()).tools
            assert {one.name for one in listed} == TOOLS
            assert all(one.annotations is not None and one.annotations.readOnlyHint for one in listed)
            found = await session.call_tool("search", {"query": "minister"})
            assert not found.isError
            assert found.structuredContent is not None
            hits = found.structuredContent["hits"]
            assert hits[0]["snippet"].startswith("<untrusted-report-text")
            whole = await session.call_tool("report", {"id": hits[0]["reference"]["report"]})
            assert whole.structuredContent is not None
            assert text in whole.structuredContent["report"]["text"]
            wrong = await session.call_tool("why", {"hypothesis": "no-such"})
            assert wrong.isError
            assert "no-such" in str(wrong.content)

    asyncio.run(asyncio.wait_for(run(), SECONDS))
