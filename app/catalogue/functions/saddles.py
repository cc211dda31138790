"""Saddles: places without slope that are no minima."""

from app.catalogue.functions.entry import FunctionEntry

SADDLES = (
    FunctionEntry(
        name="saddle",
        title={"en": "Saddle", "ko": "안장"},
        expression="x**2 - y**2",
        domain=(-3.0, 3.0, -2.0, 2.0),
        start=(-2.0, 0.01),
        minima=(),
        learning_rate=0.05,
        note={
            "en": "The slope is 0 at the origin, yet nothing holds a run there: x shrinks by a "
            "tenth a step while y grows by a tenth, so it lingers and then slides off.",
            "ko": "원점에서 기울기는 0이지만 붙잡아 두는 것이 없어서, 갱신할 때마다 x는 10분의 "
            "1씩 줄고 y는 10분의 1씩 늘어 잠시 머물다가 미끄러져 나갑니다.",
        },
        source="Goodfellow, Bengio and Courville 2016, Deep Learning, MIT Press, section 8.2.3, "
        "on saddle points",
    ),
    FunctionEntry(
        name="monkey_saddle",
        title={"en": "Monkey saddle", "ko": "원숭이 안장"},
        expression="x**3 - 3*x*y**2",
        domain=(-2.0, 2.0, -2.0, 2.0),
        start=(1.5, 0.05),
        minima=(),
        learning_rate=0.014,
        note={
            "en": "Three ridges and three valleys meet at the origin, where gradient and Hessian "
            "both vanish: the run slows down on a ridge and then turns into a valley.",
            "ko": "마루 셋과 골짜기 셋이 만나는 원점에서는 기울기도 헤세 행렬도 0이어서, 경로는 "
            "마루 위에서 느려졌다가 한 골짜기로 방향을 틉니다.",
        },
        source="Hilbert and Cohn-Vossen 1952, Geometry and the Imagination, Chelsea",
    ),
)
