"""Small tables of real measurements, by name; README.md beside them says where they are from."""

from app.catalogue.datasets.entry import Dataset
from app.catalogue.datasets.iris import IRIS
from app.catalogue.datasets.tips import TIPS

DATASETS: dict[str, Dataset] = {entry.name: entry for entry in (TIPS, IRIS)}
