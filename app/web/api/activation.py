"""``POST /api/activation``: an activation function and its derivative at many numbers."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.core.activations import ACTIVATIONS
from app.web.api.asking import asked_nothing, worked
from app.web.api.describing import NESTED, declared, record, told
from app.web.api.nested import array, nested
from app.web.errors import answer

router = APIRouter()


class ActivationBody(BaseModel):
    """What ``POST /api/activation`` reads."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"kind": "sigmoid", "x": [[-1, 0], [1, 2]]}},
    )

    kind: Annotated[
        Literal["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "softplus", "gelu"],
        Field(description=told("activation.key.kind")),
    ]
    x: Annotated[Any, nested("activation.key.x")]


@router.post(
    "/api/activation",
    operation_id="activation",
    summary=told("activation.summary"),
    description=told("activation.text"),
    responses=declared(
        "The values and the derivatives, in the shape of x.",
        record(y=NESTED, derivative=NESTED),
        400,
        413,
        422,
    ),
    tags=["compute"],
)
async def activation(request: Request, body: ActivationBody) -> Response:
    """Answer the values and the derivatives."""
    asked_nothing(request)
    return await worked(request, _answered, body)


def _answered(body: ActivationBody) -> Response:
    x, entry = array(body.x, "x"), ACTIVATIONS[body.kind]
    return answer({"y": entry.value(x), "derivative": entry.derivative(x)})
