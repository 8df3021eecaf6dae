"""A cluster of two nodes on this machine comes to what one process does, though one of its nodes is killed on the way."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.engine.bulk import archives

# In a process of its own: a cluster opens sockets, and leaves threads and signal handlers behind.
RAN = """
import json, os, sys
from pathlib import Path
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
import ray
from ray.cluster_utils import Cluster as Nodes
from tests.engine.bulk import archives
from tocsin.engine.bulk.runners.cluster import Cluster
from tocsin.errors import TocsinError

if __name__ == "__main__":
    folder, killed = Path(sys.argv[1]), []
    little = {"num_cpus": 1, "object_store_memory": 80_000_000}
    nodes = Nodes(initialize_head=True, head_node_args={**little, "include_dashboard": False})
    second = nodes.add_node(**little)
    ray.init(address=nodes.address, log_to_driver=False, configure_logging=False)
    two = sum(node["Alive"] for node in ray.nodes())
    paths = sorted(str(path) for path in (folder / "in").iterdir())
    quiet = archives.ran(paths, folder / "quiet", Cluster(2), partition=3_000)

    class Killing(list):
        def append(self, told):
            if not killed:
                killed.append(told.step)
                nodes.remove_node(second, allow_graceful=False)

    runner = Cluster(2)
    lost = archives.ran(paths, folder / "lost", runner, partition=3_000, told=Killing())
    try:
        archives.ran([str(folder / "odd")], folder / "refused", runner)
    except TocsinError as error:
        said = type(error).__name__
    print(json.dumps({"two": two, "killed": killed, "quiet": quiet.links, "lost": lost.links, "said": said}))
    ray.shutdown()
    nodes.shutdown()
"""


def test_two_nodes_come_to_the_same_though_one_is_killed(root: Path, tmp_path: Path) -> None:
    if find_spec("ray") is None:
        pytest.skip("Ray is not installed: pip install 'tocsin[cluster]'")
    paths = archives.write(tmp_path / "in", archives.lines(11))
    ended = archives.ran(paths, tmp_path / "whole")
    script = tmp_path / "script.py"
    script.write_text(RAN)
    environment = {**os.environ, "PYTHONPATH": str(root), "RAY_DEDUP_LOGS": "0"}
    done = subprocess.run([sys.executable, str(script), str(tmp_path)], check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr[-3_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {"two": 2, "killed": ["read"], "quiet": ended.links, "lost": ended.links, "said": "UsageError"}
    whole = archives.found(tmp_path / "whole")
    assert archives.found(tmp_path / "quiet") == whole
    assert archives.found(tmp_path / "lost") == whole
