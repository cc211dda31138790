"""Iris flowers: how wide a petal is, predicted from other lengths of the flower."""

from app.catalogue.datasets.entry import Column, Dataset

_CENTIMETRES = {"en": "cm", "ko": "cm"}

IRIS = Dataset(
    name="iris",
    title={"en": "Iris flowers", "ko": "붓꽃"},
    columns={
        "petal_length": Column(
            {"en": "petal length", "ko": "꽃잎 길이"},
            {"en": "petal length", "ko": "꽃잎 길이"},
            _CENTIMETRES,
        ),
        "sepal_length": Column(
            {"en": "sepal length", "ko": "꽃받침 길이"},
            {"en": "sepal length", "ko": "꽃받침 길이"},
            _CENTIMETRES,
        ),
        "petal_width": Column(
            {"en": "petal width", "ko": "꽃잎 너비"},
            {"en": "petal width", "ko": "꽃잎 너비"},
            _CENTIMETRES,
        ),
    },
    feature="petal_length",
    features=("petal_length", "sepal_length"),
    target="petal_width",
    source="Fisher 1936, Annals of Eugenics 7, 179-188; measured by Edgar Anderson",
    licence="Facts; the copy is that of the package plotly, MIT",
)
