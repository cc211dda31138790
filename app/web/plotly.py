"""Which scripts of Plotly a page may load: smaller ones, where the server was given them, and all.

The container builds two from the npm package (``deploy/plotly``), with the kinds of traces that
this site draws: without those in space, and with them. They are a quarter and less than half of
the whole, and evaluated five and more times sooner. A server without them gives the whole script
of the Python package alone, and everything else is the same.
"""

import json
import os
import re
from functools import cache
from pathlib import Path

from app.web.assets import Asset, asset_url, assets

#: Names the folder that holds the small scripts.
FOLDER = "GRADSCAPE_PLOTLY"
_HEAD = re.compile(rb"^/\* plotly\.js v([0-9.]+) \(MIT\): ([a-z0-9 ]+) \*/")


@cache
def small() -> dict[str, tuple[Asset, str]]:
    """Return the small scripts by their public names, with the kinds of traces that each knows.

    One of another version than the package's is left out: figures would look different in files.
    """
    folder = os.environ.get(FOLDER, "")
    whole = assets()["plotly"].name
    found = {}
    for path in sorted(Path(folder).glob("plotly-*.min.js")) if folder else ():
        with path.open("rb") as file:
            head = _HEAD.match(file.read(400))
        version = head[1].decode() if head else ""
        if not head or whole != f"plotly-{version}.min.js":
            continue
        kind = path.name.removeprefix("plotly-").removesuffix(".min.js")
        asset = Asset(path, "", "text/javascript; charset=utf-8")
        asset.name = f"plotly-{version}-{kind}-{asset.hash[:12]}.min.js"
        found[asset.name] = (asset, head[2].decode())
    return found


@cache
def scripts() -> str:
    """Return the addresses of the scripts as JSON, the smallest first: ``[[address, kinds], …]``.

    The last is the whole one, which knows every kind; its ``kinds`` are empty.
    """
    ranked = sorted(small().values(), key=lambda pair: len(pair[0].body))
    known = [[f"/assets/{asset.name}", kinds] for asset, kinds in ranked]
    return json.dumps([*known, [asset_url("plotly"), ""]])
