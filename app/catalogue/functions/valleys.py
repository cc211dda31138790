"""Long, curved or steep-walled valleys: the floor is found soon, the way along it is long."""

from app.catalogue.functions.entry import FunctionEntry

VALLEYS = (
    FunctionEntry(
        name="rosenbrock",
        title={"en": "Rosenbrock function", "ko": "로젠브록 함수"},
        expression="(1 - x)**2 + 100*(y - x**2)**2",
        domain=(-2.0, 2.0, -1.0, 3.0),
        start=(-1.5, 2.0),
        minima=((1.0, 1.0, 0.0),),
        learning_rate=0.0015,
        note={
            "en": "The minimum lies in a curved, nearly flat valley between steep walls: the run "
            "leaps from wall to wall for over forty steps and after 60 still creeps at x < −1.",
            "ko": "최소점이 가파른 벽 사이의 휘고 거의 평평한 골짜기에 있어서, 마흔 걸음 넘게 "
            "양쪽 벽 사이를 건너뛰고 60번 갱신한 뒤에도 아직 x < −1에서 느리게 기어갑니다.",
        },
        source="Rosenbrock 1960, The Computer Journal 3(3), 175–184",
    ),
    FunctionEntry(
        name="beale",
        title={"en": "Beale function", "ko": "빌 함수"},
        expression="(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
        domain=(-4.5, 4.5, -4.5, 4.5),
        start=(1.0, -1.5),
        minima=((3.0, 0.5, 0.0),),
        learning_rate=0.03,
        note={
            "en": "Nearly flat in the middle, yet above 160,000 in every corner: one rate has to "
            "serve both, so the last stretch to (3, 0.5) is a crawl.",
            "ko": "가운데는 거의 평평한데 네 모서리에서는 값이 모두 160,000을 넘으며, 학습률 "
            "하나로 양쪽을 감당해야 하므로 (3, 0.5)로 가는 마지막 구간은 아주 느립니다.",
        },
        source="Beale 1958, Technical Report 25, Statistical Techniques Research Group, "
        "Princeton University",
    ),
    FunctionEntry(
        name="goldstein_price",
        title={"en": "Goldstein–Price function", "ko": "골드스타인–프라이스 함수"},
        expression="(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
        "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
        domain=(-2.0, 2.0, -2.0, 2.0),
        start=(-1.5, -0.5),
        minima=(
            (0.0, -1.0, 3.0),
            (-0.6, -0.4, 30.0),
            (1.8, 0.2, 84.0),
            (1.2, 0.8, 840.0),
        ),
        learning_rate=4e-05,
        note={
            "en": "At the minimum rates up to 0.002 hold, yet from this start 0.0001 already "
            "flies off, because the slopes are so much steeper out here.",
            "ko": "최소점에서는 0.002까지 안정하지만, 이 시작점 근처는 기울기가 훨씬 가팔라서 "
            "0.0001만 되어도 발산합니다.",
        },
        source="Goldstein and Price 1971, Mathematics of Computation 25(115), 569–574",
    ),
    FunctionEntry(
        name="mccormick",
        title={"en": "McCormick function", "ko": "매코믹 함수"},
        expression="sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
        domain=(-1.5, 4.0, -3.0, 2.5),
        start=(-1.0, 2.0),
        minima=(
            (-0.5471975511965977, -1.5471975511965979, -1.9132229549810364),
            (2.5943951023931957, 1.5943951023931955, 1.2283696986087569),
        ),
        learning_rate=0.05,
        note={
            "en": "A sine wave runs along a tilted valley and makes two hollows here, one deeper "
            "than the other by exactly π: this start leads to the deeper one.",
            "ko": "기울어진 골짜기를 따라 사인 물결이 지나가며 이 그림 안에 두 웅덩이를 만드는데, "
            "깊이의 차가 정확히 π이고 이 시작점은 더 깊은 쪽으로 이어집니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "McCormick function; usual domain [−1.5, 4] × [−3, 4], cropped to a square",
    ),
    FunctionEntry(
        name="two_minima",
        title={"en": "Narrow and wide minimum", "ko": "좁은 최소점과 넓은 최소점"},
        expression="minimum(10*((x + 2)**2 + y**2), (x - 2)**2 + y**2)",
        domain=(-5.0, 5.0, -3.0, 3.0),
        start=(-2.4, 0.8),
        minima=((-2.0, 0.0, 0.0), (2.0, 0.0, 0.0)),
        learning_rate=0.12,
        note={
            "en": "Two bowls of equal depth side by side: the narrow one holds rates below 0.1 "
            "only, the wide one rates below 1, so 0.12 is thrown out of the first and settles in "
            "the second.",
            "ko": "깊이가 같은 두 그릇 가운데 좁은 쪽은 0.1보다 작은 학습률만, 넓은 쪽은 1보다 "
            "작은 학습률까지 붙잡아 두므로, 0.12에서는 좁은 쪽에서 튕겨 나와 넓은 쪽에 자리 "
            "잡습니다.",
        },
        source="Made for this course, after Hochreiter and Schmidhuber 1997, Flat Minima, "
        "Neural Computation 9(1), 1–42",
    ),
)
