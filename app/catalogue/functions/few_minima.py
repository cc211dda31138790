"""A handful of minima: where a run ends depends on where it begins."""

from app.catalogue.functions.entry import FunctionEntry

FEW_MINIMA = (
    FunctionEntry(
        name="himmelblau",
        title={"en": "Himmelblau function", "ko": "힘멜블라우 함수"},
        expression="(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
        domain=(-5.0, 5.0, -5.0, 5.0),
        start=(0.0, 0.0),
        minima=(
            (3.0, 2.0, 0.0),
            (-2.805118086952745, 3.131312518250573, 0.0),
            (-3.779310253377747, -3.2831859912861696, 0.0),
            (3.5844283403304917, -1.8481265269644036, 0.0),
        ),
        learning_rate=0.01,
        note={
            "en": "Four minima, all of value 0, lie around a hill near (−0.27, −0.92): from (0, "
            "0) descent reaches (3, 2), and from another side of the hill another one.",
            "ko": "값이 모두 0인 최소점 네 개가 (−0.27, −0.92) 근처의 봉우리를 둘러싸고 있어서, "
            "(0, 0)에서는 (3, 2)에 닿고 봉우리의 다른 쪽에서 출발하면 다른 최소점에 닿습니다.",
        },
        source="Himmelblau 1972, Applied Nonlinear Programming, McGraw-Hill",
    ),
    FunctionEntry(
        name="three_hump_camel",
        title={"en": "Three-hump camel function", "ko": "세 혹 낙타 함수"},
        expression="2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
        domain=(-2.5, 2.5, -2.0, 2.0),
        start=(-1.0, 1.8),
        minima=(
            (0.0, 0.0, 0.0),
            (-1.7475523458302888, 0.8737761729151444, 0.2986384422368598),
            (1.7475523458302888, -0.8737761729151444, 0.2986384422368598),
        ),
        learning_rate=0.1,
        note={
            "en": "Its lowest point is the origin, with value 0, but from this start descent ends "
            "in a side hollow of value 0.2986: a minimum need not be the lowest one.",
            "ko": "가장 낮은 곳은 값이 0인 원점이지만, 이 시작점에서는 값이 0.2986인 옆 "
            "웅덩이에서 끝나므로 극소점이라고 최소점은 아님을 보여 줍니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "three-hump camel function; usual domain [−5, 5]², cropped around its three minima",
    ),
    FunctionEntry(
        name="six_hump_camel",
        title={"en": "Six-hump camel function", "ko": "여섯 혹 낙타 함수"},
        expression="(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
        domain=(-2.0, 2.0, -1.0, 1.0),
        start=(-1.1, -0.1),
        minima=(
            (0.08984201310031806, -0.7126564030207396, -1.0316284534898774),
            (-0.08984201310031806, 0.7126564030207396, -1.0316284534898774),
            (1.703606714969981, -0.7960835686726251, -0.21546382438371764),
            (-1.703606714969981, 0.7960835686726251, -0.21546382438371764),
            (1.6071047529201972, 0.5686514548841314, 2.1042503103112584),
            (-1.6071047529201972, -0.5686514548841314, 2.1042503103112584),
        ),
        learning_rate=0.05,
        note={
            "en": "Six hollows, two of them deepest: the run slides toward the saddle at the "
            "origin, turns aside before it and ends in one of the two.",
            "ko": "웅덩이 여섯 개 가운데 둘이 가장 깊은데, 이 경로는 원점의 안장점 쪽으로 "
            "미끄러지다가 그 앞에서 방향을 틀어 둘 중 하나에서 끝납니다.",
        },
        source="Dixon and Szegő 1978, Towards Global Optimisation 2, North-Holland; "
        "usual domain [−3, 3] × [−2, 2], cropped around its six minima",
    ),
    FunctionEntry(
        name="branin",
        title={"en": "Branin function", "ko": "브래닌 함수"},
        expression="(y - 5.1*x**2/(4*pi**2) + 5*x/pi - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
        domain=(-5.0, 10.0, 0.0, 15.0),
        start=(6.0, 12.0),
        minima=(
            (-3.141592653589793, 12.275, 0.3978873577297383),
            (3.141592653589793, 2.275, 0.3978873577297383),
            (9.42477796076938, 2.475, 0.3978873577297383),
        ),
        learning_rate=0.05,
        note={
            "en": "Three minima share the value 0.3979, at x = −π, π and 3π: this start bends "
            "toward the middle one, and none of them is better than the others.",
            "ko": "x = −π, π, 3π에 있는 세 최소점의 값이 모두 0.3979로 같아서 어느 것도 더 낫지 "
            "않으며, 이 시작점은 가운데 최소점으로 휘어 들어갑니다.",
        },
        source="Branin 1972, IBM Journal of Research and Development 16(5), 504–522",
    ),
    FunctionEntry(
        name="styblinski_tang",
        title={"en": "Styblinski–Tang function", "ko": "스티블린스키–탕 함수"},
        expression="(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
        domain=(-5.0, 5.0, -5.0, 5.0),
        start=(0.5, -4.5),
        minima=(
            (-2.903534027771177, -2.903534027771177, -78.33233140754282),
            (2.746802770990837, -2.903534027771177, -64.19561235905536),
            (-2.903534027771177, 2.746802770990837, -64.19561235905536),
            (2.746802770990837, 2.746802770990837, -50.05889331056788),
        ),
        learning_rate=0.01,
        note={
            "en": "Each coordinate chooses its side alone: starting right of the ridge at x ≈ "
            "0.157, the run stops 14.1 above the lowest value.",
            "ko": "좌표마다 따로 어느 쪽으로 갈지 정해지는데, x ≈ 0.157인 마루의 오른쪽에서 "
            "출발한 이 경로는 가장 낮은 값보다 14.1 높은 곳에서 멈춥니다.",
        },
        source="Styblinski and Tang 1990, Neural Networks 3(4), 467–483",
    ),
)
