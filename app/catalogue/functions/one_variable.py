"""Functions of one variable, where the whole of descent fits on a curve."""

from app.catalogue.functions.entry import FunctionEntry

ONE_VARIABLE = (
    FunctionEntry(
        name="parabola",
        title={"en": "Parabola", "ko": "포물선"},
        expression="x**2",
        domain=(-5.0, 5.0),
        start=(-4.0,),
        minima=((0.0, 0.0),),
        learning_rate=0.1,
        note={
            "en": "A step at rate η multiplies x by 1 − 2η: 0.5 lands at once, 1 swings between "
            "two points for ever, and beyond 1 every step lands further out.",
            "ko": "학습률이 η이면 한 번 갱신할 때마다 x에 1 − 2η가 곱해지므로, 0.5에서는 한 번에 "
            "도착하고 1에서는 두 점을 끝없이 오가며 1을 넘으면 갈수록 멀어집니다.",
        },
        source="Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments, "
        "sphere function in one dimension",
    ),
    FunctionEntry(
        name="textbook_parabola",
        title={"en": "Textbook parabola", "ko": "책의 포물선"},
        expression="0.01*x**2 + 0.1*x",
        domain=(-20.0, 20.0),
        start=(10.0,),
        minima=((-5.0, -0.25),),
        learning_rate=10.0,
        note={
            "en": "The book takes its slope at 5 and at 10, which is 0.2 and 0.3; so gentle a "
            "curve settles at every rate below 100.",
            "ko": "책에서 x = 5와 x = 10의 미분을 구하는 함수로 기울기는 각각 0.2와 0.3이며, "
            "이렇게 완만한 곡선에서는 학습률이 100보다 작기만 하면 수렴합니다.",
        },
        source="Saitoh 2016, Deep Learning from Scratch, section 4.3.2",
    ),
    FunctionEntry(
        name="double_well",
        title={"en": "Double well", "ko": "이중 우물"},
        expression="(x**2 - 1)**2 + x/4",
        domain=(-1.8, 1.8),
        start=(0.15,),
        minima=(
            (-1.0298959850506604, -0.2537912372204689),
            (0.96714893788303, 0.24596335780479503),
        ),
        learning_rate=0.05,
        note={
            "en": "The left well is deeper, but from just right of the ridge near 0.063 descent "
            "rolls into the right one: it sees the slope under its feet and no further.",
            "ko": "왼쪽 우물이 더 깊지만 0.063 근처의 마루 바로 오른쪽에서 출발하면 오른쪽 우물로 "
            "굴러 들어가는데, 경사하강법은 발밑의 기울기만 보기 때문입니다.",
        },
        source="Made for this course: the quartic double well, tilted by x/4",
    ),
    FunctionEntry(
        name="plateau",
        title={"en": "Plateau", "ko": "고원"},
        expression="1 - exp(-(x**2/2))",
        domain=(-5.0, 5.0),
        start=(-3.5,),
        minima=((0.0, 0.0),),
        learning_rate=1.0,
        note={
            "en": "Far from the well the slope all but vanishes: the first ten steps together "
            "move less than 0.1, while the last drop, from −1.9 to the bottom, takes five.",
            "ko": "우물에서 멀면 기울기가 거의 사라져서, 처음 열 걸음을 모두 합쳐도 0.1을 못 "
            "가지만 −1.9부터 바닥까지는 다섯 걸음이면 됩니다.",
        },
        source="Made for this course: a Gaussian turned upside down",
    ),
    FunctionEntry(
        name="inflection",
        title={"en": "Level inflection", "ko": "수평 변곡점"},
        expression="x**4/4 - x**3/3",
        domain=(-1.5, 2.0),
        start=(-1.0,),
        minima=((1.0, -0.08333333333333333),),
        learning_rate=0.3,
        note={
            "en": "The slope is 0 at x = 0 without a minimum there: from −1 the run creeps up to "
            "it and never passes, unless a rate above 0.5 carries its first step across.",
            "ko": "x = 0에서 기울기는 0이지만 최소점이 아니어서, −1에서 출발하면 그 앞까지 "
            "가서 한없이 느려질 뿐 지나가지 못하며, 학습률이 0.5를 넘어야 첫걸음에 뛰어넘습니다.",
        },
        source="Made for this course: slope x²(x − 1)",
    ),
    FunctionEntry(
        name="absolute_value",
        title={"en": "Absolute value", "ko": "절댓값 함수"},
        expression="abs(x)",
        domain=(-4.0, 4.0),
        start=(-2.25,),
        minima=((0.0, 0.0),),
        learning_rate=0.5,
        note={
            "en": "The slope stays 1 or −1 however near the minimum is, so a constant rate never "
            "settles: in the end the run hops between −0.25 and 0.25.",
            "ko": "최소점에 아무리 가까워도 기울기가 1 또는 −1 그대로라서, 학습률을 고정하면 "
            "멈추지 못하고 −0.25와 0.25 사이를 오갑니다.",
        },
        source="Shor 1985, Minimization Methods for Non-Differentiable Functions, Springer",
    ),
)
