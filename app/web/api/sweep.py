"""``GET /api/sweep``: where a run ends, for many learning rates at once."""

from fastapi import APIRouter, Request, Response

from app.lessons import answers
from app.lessons.queries import SweepQuery
from app.web.api.asking import asked, described, fresh
from app.web.api.describing import MAYBE_NUMBER, NUMBERS, declared, record, rows, told
from app.web.threads import aside

router = APIRouter()


@router.get(
    "/api/sweep",
    operation_id="sweep",
    summary=told("sweep.summary"),
    description=told("sweep.text"),
    responses=declared(
        "One entry a rate in each list, and the two edges.",
        record(
            learning_rates=NUMBERS,
            final_values=NUMBERS,
            steps_to_tolerance=rows({"anyOf": [{"type": "integer"}, {"type": "null"}]}),
            outcomes=rows({"type": "string"}),
            measured_edge=MAYBE_NUMBER,
            largest_stable_learning_rate=MAYBE_NUMBER,
        ),
        304,
        422,
    ),
    openapi_extra=described(
        SweepQuery, f="x**2/20 + y**2", start="-7,2", learning_rates="0.01,2,21", steps="60"
    ),
    tags=["compute"],
)
async def sweep(request: Request) -> Response:
    """Answer the ends of many runs."""
    return await aside(_answered, asked(request, SweepQuery))


def _answered(query: SweepQuery) -> Response:
    return fresh(answers.sweep(query))
