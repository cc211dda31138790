"""Restaurant bills: how much is tipped, predicted from the bill and the size of the party."""

from app.catalogue.datasets.entry import Column, Dataset

_DOLLARS = {"en": "$", "ko": "달러"}

TIPS = Dataset(
    name="tips",
    title={"en": "Restaurant tips", "ko": "식당의 팁"},
    columns={
        "total_bill": Column(
            {"en": "total bill", "ko": "계산 금액"}, {"en": "bill", "ko": "금액"}, _DOLLARS
        ),
        "size": Column(
            {"en": "people at the table", "ko": "일행의 수"},
            {"en": "party", "ko": "인원"},
            {"en": "people", "ko": "명"},
        ),
        "tip": Column({"en": "tip", "ko": "팁"}, {"en": "tip", "ko": "팁"}, _DOLLARS),
    },
    feature="total_bill",
    features=("total_bill", "size"),
    target="tip",
    source="Bryant and Smith 1995, Practical Data Analysis: Case Studies in Business Statistics",
    licence="Facts; the copy is that of the package plotly, MIT",
)
