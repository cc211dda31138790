"""Quadratic bowls: one minimum, and a Hessian that is the same everywhere."""

from app.catalogue.functions.entry import FunctionEntry

BOWLS = (
    FunctionEntry(
        name="bowl",
        title={"en": "Stretched bowl", "ko": "길쭉한 그릇"},
        expression="x**2/20 + y**2",
        domain=(-10.0, 10.0, -5.0, 5.0),
        start=(-7.0, 2.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.9,
        note={
            "en": "It curves 20 times as strongly along y as along x, so at a rate of 0.9 y "
            "changes sign at every step while x is still on its way.",
            "ko": "y 방향의 곡률이 x 방향의 20배라서, 학습률 0.9에서는 x가 천천히 다가가는 동안 "
            "y의 부호가 갱신할 때마다 바뀝니다.",
        },
        source="Saitoh 2016, Deep Learning from Scratch, section 6.1.3",
    ),
    FunctionEntry(
        name="round_bowl",
        title={"en": "Round bowl", "ko": "둥근 그릇"},
        expression="x**2 + y**2",
        domain=(-5.0, 5.0, -5.0, 5.0),
        start=(-3.0, 4.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.1,
        note={
            "en": "Its level lines are circles, so downhill is straight toward the minimum, and "
            "at a rate of 0.1 each step takes a fifth off the distance.",
            "ko": "등고선이 원이어서 내리막 방향이 곧바로 최소점을 향하고, 학습률 0.1에서는 "
            "갱신할 때마다 남은 거리가 5분의 1씩 줄어듭니다.",
        },
        source="Saitoh 2016, Deep Learning from Scratch, section 4.4",
    ),
    FunctionEntry(
        name="booth",
        title={"en": "Booth function", "ko": "부스 함수"},
        expression="(x + 2*y - 7)**2 + (2*x + y - 5)**2",
        domain=(-10.0, 10.0, -10.0, 10.0),
        start=(-8.0, -4.0),
        minima=((1.0, 3.0, 0.0),),
        learning_rate=0.08,
        note={
            "en": "Its valley lies askew to both axes, so at a rate of 0.08 the path crosses it "
            "at every step, and for the first seven x and y swing to and fro together.",
            "ko": "골짜기가 두 축에 비스듬히 놓여 있어서, 학습률 0.08에서는 경로가 갱신할 때마다 "
            "골짜기를 건너고 처음 일곱 걸음 동안 x와 y가 함께 오락가락합니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "Booth function",
    ),
    FunctionEntry(
        name="matyas",
        title={"en": "Matyas function", "ko": "마티아스 함수"},
        expression="0.26*(x**2 + y**2) - 0.48*x*y",
        domain=(-10.0, 10.0, -10.0, 10.0),
        start=(-8.0, 5.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=1.5,
        note={
            "en": "It curves 25 times as strongly across the diagonal as along it, so the path "
            "zigzags onto the line y = x within about ten steps and then walks along it.",
            "ko": "대각선을 가로지르는 방향의 곡률이 대각선 방향의 25배라서, 경로는 열 걸음쯤 "
            "지그재그로 움직여 직선 y = x에 올라선 뒤 그 위를 걸어갑니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "Matyas function",
    ),
    FunctionEntry(
        name="ravine",
        title={"en": "Slanting ravine", "ko": "비스듬한 협곡"},
        expression="(4*x + 3*y)**2/2500 + (3*x - 4*y)**2/25",
        domain=(-10.0, 10.0, -7.0, 7.0),
        start=(-7.0, -2.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.95,
        note={
            "en": "It curves a hundred times as strongly across as along and lies askew to both "
            "axes: even at the best constant rate, 0.9901, a step keeps 99/101 of the distance.",
            "ko": "협곡을 가로지르는 방향의 곡률이 협곡 방향의 100배이고 두 축에 비스듬히 놓여 "
            "있어서, 가장 좋은 고정 학습률 0.9901에서도 한 번에 거리가 99/101배로 줄 뿐입니다.",
        },
        source="Made for this course: eigenvalues 0.02 and 2, turned by arctan(3/4)",
    ),
)
