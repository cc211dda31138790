"""Many hollows: descent stops in one that lies near, seldom in the lowest."""

from app.catalogue.functions.entry import FunctionEntry

MANY_MINIMA = (
    FunctionEntry(
        name="rastrigin",
        title={"en": "Rastrigin function", "ko": "라스트리긴 함수"},
        expression="20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
        domain=(-5.12, 5.12, -5.12, 5.12),
        start=(2.3, -1.6),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.002,
        note={
            "en": "A bowl with 121 hollows in this square, one near each pair of whole numbers: "
            "the run stops in the nearest, at value 7.96, far from the 0 of the origin.",
            "ko": "이 정사각형 안에는 정수 좌표마다 하나씩 웅덩이가 121개 있어서, 원점의 값은 "
            "0인데 이 경로는 가장 가까운, 값이 7.96인 웅덩이에서 멈춥니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "Rastrigin function",
    ),
    FunctionEntry(
        name="ackley",
        title={"en": "Ackley function", "ko": "애클리 함수"},
        expression="-20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)"
        " + e + 20",
        domain=(-5.0, 5.0, -5.0, 5.0),
        start=(2.4, -1.6),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.02,
        note={
            "en": "Ripples on a funnel: the run stops in a hollow at value 6.56, and at the tip "
            "itself the slope stays 2.83, so no constant rate would come to rest there.",
            "ko": "깔때기 위에 물결이 있어 이 경로는 값이 6.56인 웅덩이에서 멈추며, 뾰족한 맨 "
            "아래에서도 기울기의 크기가 2.83이라 학습률을 고정하면 그곳에 가만히 머물지 못합니다.",
        },
        source="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing, Kluwer; usual "
        "domain [−32.768, 32.768]², cropped around the centre",
    ),
    FunctionEntry(
        name="griewank",
        title={"en": "Griewank function", "ko": "그리완크 함수"},
        expression="(x**2 + y**2)/4000 - cos(x)*cos(y/sqrt(2)) + 1",
        domain=(-5.0, 5.0, -5.0, 5.0),
        start=(1.2, 2.5),
        minima=(
            (0.0, 0.0, 0.0),
            (3.1400226338955397, 4.438444480920714, 0.007396040334115082),
            (3.1400226338955397, -4.438444480920714, 0.007396040334115082),
            (-3.1400226338955397, 4.438444480920714, 0.007396040334115082),
            (-3.1400226338955397, -4.438444480920714, 0.007396040334115082),
        ),
        learning_rate=0.5,
        note={
            "en": "From afar a plain bowl, close up a field of ripples: of the five hollows in "
            "this square the lowest is deeper than the rest by only 0.0074.",
            "ko": "멀리서 보면 평범한 그릇이지만 가까이서는 물결밭이어서, 이 정사각형의 웅덩이 "
            "다섯 개 가운데 가장 낮은 것도 나머지보다 0.0074 깊을 뿐입니다.",
        },
        source="Griewank 1981, Journal of Optimization Theory and Applications 34(1), 11–39; "
        "usual domain [−600, 600]², cropped to the five innermost minima",
    ),
    FunctionEntry(
        name="bohachevsky",
        title={"en": "Bohachevsky function", "ko": "보하체프스키 함수"},
        expression="x**2 + 2*y**2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7",
        domain=(-2.0, 2.0, -1.5, 1.5),
        start=(-1.5, 1.0),
        minima=((0.0, 0.0, 0.0),),
        learning_rate=0.01,
        note={
            "en": "On its usual square it looks like a plain bowl; near the bottom cosines dent "
            "it with 25 hollows, and this run stops in one of value 3.52.",
            "ko": "흔히 쓰는 넓은 영역에서는 평범한 그릇처럼 보이지만 바닥 근처에는 코사인이 만든 "
            "웅덩이가 25개 있고, 이 경로는 값이 3.52인 곳에서 멈춥니다.",
        },
        source="Bohachevsky, Johnson and Stein 1986, Technometrics 28(3), 209–217, first "
        "function; usual domain [−100, 100]², cropped to where it has hollows",
    ),
    FunctionEntry(
        name="levy13",
        title={"en": "Lévy function no. 13", "ko": "레비 함수 13번"},
        expression="sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2)"
        " + (y - 1)**2*(1 + sin(2*pi*y)**2)",
        domain=(0.0, 2.0, 0.0, 2.0),
        start=(0.87, 1.3),
        minima=((1.0, 1.0, 0.0),),
        learning_rate=0.005,
        note={
            "en": "Troughs a third apart: the run drops into the one with the minimum within five "
            "steps and then creeps along it, where it curves 90 times less than across.",
            "ko": "고랑이 3분의 1 간격으로 늘어서 있으며, 이 경로는 다섯 걸음 만에 최소점이 있는 "
            "고랑에 들어선 뒤 곡률이 가로지르는 방향의 90분의 1인 고랑을 따라 천천히 나아갑니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "Levy function no. 13; usual domain [−10, 10]², cropped around the minimum",
    ),
    FunctionEntry(
        name="easom",
        title={"en": "Easom function", "ko": "이솜 함수"},
        expression="-(cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2))",
        domain=(-2.0, 8.0, -2.0, 8.0),
        start=(1.8, 2.0),
        minima=((3.141592653589793, 3.141592653589793, -1.0),),
        learning_rate=0.3,
        note={
            "en": "One pit of depth 1 in a plain almost without slope: even from its rim the "
            "first ten steps together move only 0.15, then the run falls in.",
            "ko": "거의 기울기가 없는 평지에 깊이 1인 구덩이가 하나 있어서, 가장자리에서 출발해도 "
            "처음 열 걸음을 모두 합쳐 0.15밖에 못 가다가 그 뒤에 빠져듭니다.",
        },
        source="Easom 1990, A Survey of Global Optimization Techniques, M.Eng. thesis, "
        "University of Louisville; usual domain [−100, 100]², cropped around the pit",
    ),
)
