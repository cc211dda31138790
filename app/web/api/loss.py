"""``POST /api/loss``: the loss of a sample or a batch, sample by sample, and its gradient."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictFloat

from app.catalogue.languages import DEFAULT, say
from app.core.losses import LossError, evaluate
from app.web.api.asking import asked_nothing, worked
from app.web.api.describing import NESTED, NUMBER, NUMBERS, declared, record, told
from app.web.api.nested import array, nested
from app.web.errors import Detail, InvalidInput, answer
from app.web.wording import spot

router = APIRouter()


class LossBody(BaseModel):
    """What ``POST /api/loss`` reads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "kind": "cross_entropy",
                "y": [[0.1, 0.3, 0.6], [0.7, 0.2, 0.1]],
                "t": [2, 2],
                "epsilon": 1e-7,
            }
        },
    )

    kind: Annotated[
        Literal["sum_squared_error", "mean_squared_error", "cross_entropy"],
        Field(description=told("loss.key.kind")),
    ]
    y: Annotated[Any, nested("loss.key.y")]
    t: Annotated[Any, nested("loss.key.t")]
    input: Annotated[
        Literal["probabilities", "logits"], Field(description=told("loss.key.input"))
    ] = "probabilities"
    epsilon: Annotated[
        StrictFloat, Field(ge=0, allow_inf_nan=False, description=told("loss.key.epsilon"))
    ] = 0.0
    reduction: Annotated[
        Literal["mean", "sum", "none"], Field(description=told("loss.key.reduction"))
    ] = "mean"


@router.post(
    "/api/loss",
    operation_id="loss",
    summary=told("loss.summary"),
    description=told("loss.text"),
    responses=declared(
        "The loss, its parts, and its gradient in the shape of y.",
        record(
            loss={"anyOf": [NUMBER, NUMBERS]},
            per_sample=NUMBERS,
            gradient=NESTED,
            batch_size={"type": "integer"},
        ),
        400,
        413,
        422,
    ),
    tags=["compute"],
)
async def loss(request: Request, body: LossBody) -> Response:
    """Answer the loss and its gradient."""
    asked_nothing(request)
    return await worked(request, _answered, body)


def _answered(body: LossBody) -> Response:
    y, t = array(body.y, "y"), array(body.t, "t")
    try:
        found = evaluate(body.kind, y, t, body.input, body.epsilon, body.reduction)
    except LossError as error:
        loc: tuple[str | int, ...] = ("body", error.argument, *error.place)
        sentence = say(DEFAULT, error.key, spot=spot(loc), **error.values)
        raise InvalidInput([Detail(loc, sentence)]) from error
    return answer(
        {
            "loss": found.loss,
            "per_sample": found.per_sample,
            "gradient": found.gradient,
            "batch_size": found.batch_size,
        }
    )
