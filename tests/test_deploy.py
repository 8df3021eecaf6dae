"""What is shipped to run Tocsin by: commands in it are commands, paths are there, and what holds an intruder back is not left out."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tocsin.cli.app import build, run
from tocsin.desk.people import guard
from tocsin.desk.serving import PORT
from tocsin.engine import store
from tocsin.engine.telemetry import configuring
from tocsin.ledger import migrating

SERVICES = ("tocsin-watch.service", "tocsin-desk.service", "tocsin-backup.service")
COMMAND = "/opt/tocsin/bin/tocsin "
HELD_BACK = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "CapabilityBoundingSet": "",
    "SystemCallArchitectures": "native",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "UMask": "0077",
    "User": "tocsin",
    "StateDirectory": "tocsin",
}
Unit = dict[str, dict[str, list[str]]]


def unit(path: Path) -> Unit:
    """Sections, keys, and the values of each in order (systemd.syntax(7))."""
    found: Unit = {}
    section: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, mark, value = line.partition("=")
            assert mark, f"{path.name}: {line}"
            section.setdefault(name, []).append(value)
    return found


def instructions(root: Path) -> list[tuple[str, str]]:
    """Each instruction of the Containerfile with its words, continued lines joined."""
    text = (root / "deploy" / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in joined.splitlines() if line.strip()]


def understood(words: list[str]) -> None:
    """The command line takes these words, which are not run."""
    build().parse_args(words, exit_on_error=False, print_error=False)


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_runs_a_command_and_is_held_back(root: Path, name: str) -> None:
    found = unit(root / "deploy" / "systemd" / name)
    service = found["Service"]
    for key, value in HELD_BACK.items():
        assert service[key] == [value], key
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged @resources"]
    assert service["MemoryMax"]
    assert not any("Key" in key or "Password" in key for key in service)
    (command,) = service["ExecStart"]
    assert command.startswith(COMMAND)
    understood(command.removeprefix(COMMAND).split())
    if service["Type"] == ["notify"]:
        assert service["WatchdogSec"]
        assert service["Restart"] == ["on-failure"]


def test_what_does_not_run_as_a_command_is_seen() -> None:
    with pytest.raises(Exception, match="no-such"):
        understood(["watch", "--no-such-option"])


def test_the_timer_starts_a_service_that_is_there(root: Path) -> None:
    found = unit(root / "deploy" / "systemd" / "tocsin-backup.timer")
    assert found["Timer"]["Persistent"] == ["true"]
    assert (root / "deploy" / "systemd" / "tocsin-backup.service").is_file()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_units(root: Path, tmp_path: Path) -> None:
    for path in sorted((root / "deploy" / "systemd").iterdir()):
        # The command is not installed where tests run; everything else is looked at as it is.
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8").replace(COMMAND.strip(), "/bin/true"), encoding="utf-8")
    for path in sorted(tmp_path.iterdir()):
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, check=False)
        said = [line for line in (done.stdout + done.stderr).splitlines() if "tocsin" in line]
        assert (done.returncode, said) == (0, []), path.name


def test_the_image_is_built_from_what_is_there_and_runs_as_nobody_in_particular(root: Path) -> None:
    found = instructions(root)
    arguments = dict(words.split("=", 1) for name, words in found if name == "ARG")
    assert {words.split()[0] for name, words in found if name == "FROM"} == {"${BASE}"}
    oldest, first = re.findall(r"3\.(\d+)", tomllib.loads((root / "pyproject.toml").read_text())["project"]["requires-python"])
    python = re.search(r"python:3\.(\d+)-slim", arguments["BASE"])
    assert python is not None
    assert int(oldest) <= int(python[1]) < int(first)
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(arguments["EXTRAS"].split(",")) <= set(extras) - {"dev", "bench", "fuzz"}
    assert "ADD" not in {name for name, _ in found}
    for name, words in found:
        if name == "COPY" and "--from" not in words:
            assert all((root / one).exists() for one in words.split()[:-1]), words
        if name == "RUN":
            assert not re.search(r"curl|wget|sudo|chmod 777|apt-get (update|install)", words), words
    last = [words for name, words in found if name == "USER"][-1]
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", last)
    assert [words for name, words in found if name == "VOLUME"] == ["/workspace"]
    assert f"EXPOSE {PORT}" in {f"{name} {words}" for name, words in found}


def test_how_the_image_is_started_and_asked_whether_it_lives(root: Path) -> None:
    found = dict(instructions(root))
    assert json.loads(found["ENTRYPOINT"]) == ["tocsin"]
    understood(json.loads(found["CMD"]))
    asked = json.loads(found["HEALTHCHECK"].partition("CMD ")[2])
    assert asked[:2] == ["python", "-c"]
    compile(asked[2], "HEALTHCHECK", "exec")
    assert f"http://127.0.0.1:{PORT}{guard.HEALTH}'" in asked[2]
    assert configuring.LOG in found["ENV"]


def test_as_the_image_is_started_nobody_finds_a_desk_without_accounts(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = json.loads(dict(instructions(root))["CMD"])
    store.create(tmp_path / "w", "nuclear-escalation")
    assert run([*words, "-w", str(tmp_path / "w")]) == 2
    assert "it has no accounts" in capsys.readouterr().err


def test_both_services_are_composed_with_limits(root: Path) -> None:
    services = YAML(typ="safe").load((root / "deploy" / "compose.yml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"desk", "watch"}
    for one in services.values():
        understood(one["command"])
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["mem_limit"]
        assert all(port.startswith("127.0.0.1:") for port in one["ports"])
        assert (root / "deploy" / one["build"]["context"] / one["build"]["dockerfile"]).is_file()
    understood(services["watch"]["healthcheck"]["test"][2:])


def test_the_proxy_hands_on_what_the_desk_asks_for(root: Path) -> None:
    text = (root / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for header in ("Host              $host", "X-Forwarded-For   $remote_addr", "X-Forwarded-Proto $scheme"):
        assert f"proxy_set_header {header};" in text
    for path in guard.PROBES:
        assert re.search(rf"location = {path}\s+{{ allow 127.0.0.1; allow ::1; deny all;", text), path
    streamed = re.search(rf"location = {guard.EVENTS} {{(.*?)\n    }}", text, re.DOTALL)
    assert streamed is not None
    assert "proxy_buffering off;" in streamed[1]
    assert re.search(rf"proxy_pass http://127.0.0.1:{PORT};", text)


def test_the_change_log_says_what_an_upgrade_wants(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = text.split("\n## ")[1]
    assert "### Upgrading\n" in newest
    assert f"migration {migrating.NEWEST}" in newest.partition("### Upgrading\n")[2]
    assert "docs/how-to/upgrade.md" in newest
