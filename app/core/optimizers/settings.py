"""The settings that rules share: each with its range and its meaning, written once.

What only one rule has, or understands in its own way, stands in that rule's file.
"""

from typing import Annotated

from app.core.optimizers.rule import Range

LearningRate = Annotated[
    float,
    Range(
        minimum=0.0,
        open_minimum=True,
        meaning={
            "en": "How far one update goes; every rule multiplies its step by it.",
            "ko": "한 번의 갱신에서 나아가는 정도입니다. 모든 기법이 갱신량에 이 값을 곱합니다.",
        },
    ),
]

Momentum = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "The share of the previous velocity that is kept at each update.",
            "ko": "갱신할 때마다 이전 속도를 얼마나 남길지 정하는 비율입니다.",
        },
    ),
]

Dampening = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        meaning={
            "en": "The share of the new gradient that is kept out of the velocity.",
            "ko": "새 기울기 가운데 속도에 더하지 않고 덜어 내는 비율입니다.",
        },
    ),
]

WeightDecay = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "Pull toward the origin, added to the gradient as weight_decay · x.",
            "ko": "원점으로 끌어당기는 세기입니다. weight_decay · x를 기울기에 더합니다.",
        },
    ),
]

DecoupledWeightDecay = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "Pull toward the origin, applied to x itself and kept out of the gradient.",
            "ko": "원점으로 끌어당기는 세기입니다. 기울기에 섞지 않고 x에 직접 적용합니다.",
        },
    ),
]

Epsilon = Annotated[
    float,
    Range(
        minimum=0.0,
        meaning={
            "en": "A small number added to the denominator, so that it is not zero.",
            "ko": "분모가 0이 되지 않도록 더하는 작은 수입니다.",
        },
    ),
]

PositiveEpsilon = Annotated[
    float,
    Range(
        minimum=0.0,
        open_minimum=True,
        meaning={
            "en": "A small number under both square roots; it sets the size of the first step.",
            "ko": "두 제곱근 안에 더하는 작은 수로, 첫 갱신의 크기를 정합니다.",
        },
    ),
]

Alpha = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the average of the squared gradients forgets.",
            "ko": "기울기 제곱의 이동평균이 과거를 얼마나 오래 기억할지 정합니다.",
        },
    ),
]

Rho = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the averages of squared gradients and squared steps forget.",
            "ko": "기울기 제곱과 갱신량 제곱의 이동평균이 과거를 얼마나 오래 기억할지 정합니다.",
        },
    ),
]

Beta1 = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the average of the gradients forgets.",
            "ko": "기울기의 이동평균이 과거를 얼마나 오래 기억할지 정합니다.",
        },
    ),
]

Beta2 = Annotated[
    float,
    Range(
        minimum=0.0,
        maximum=1.0,
        open_maximum=True,
        meaning={
            "en": "How slowly the average of the squared gradients forgets.",
            "ko": "기울기 제곱의 이동평균이 과거를 얼마나 오래 기억할지 정합니다.",
        },
    ),
]
