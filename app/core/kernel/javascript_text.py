"""JavaScript as a language of generated programs."""

from dataclasses import replace

from app.core.kernel.writing import INFIX, Language

_MATH = "sqrt exp log sin cos tan asin acos atan sinh cosh tanh abs sign".split()

JAVASCRIPT = Language(
    spelling={
        **INFIX,
        **{name: f"Math.{name}({{0}})" for name in _MATH},
        **{
            name: f"{name}({', '.join(f'{{{i}}}' for i in range(count))})"
            for name, count in {
                "sigmoid": 1,
                "kink": 1,
                "power": 2,
                "power_by_products": 2,
                "maximum": 2,
                "minimum": 2,
                "ratio": 2,
                "log_slope": 2,
                "larger_slope": 4,
                "larger_branch": 4,
            }.items()
        },
        "where": "({0} ? {1} : {2})",
    },
    definition="const {0} = {1};",
    loop=(
        "let {t} = {start}, {done} = false;",
        "for (let round = 0; round < {limit}; round++) {{",
        "  {body}",
        "  {done} = {settled};",
        "  {t} = {next};",
        "  rounds++;",
        "  if ({done}) break;",
        "}}",
    ),
    infinity="Infinity",
    nan="NaN",
    truths=("false", "true"),
)
#: The slopes on either side of a kink.
UPPER_SIDE, LOWER_SIDE = (
    replace(
        JAVASCRIPT,
        spelling={
            **JAVASCRIPT.spelling,
            "sign": f"({{0}} === 0 ? {edge} : Math.sign({{0}}))",
            "larger_slope": f"({{0}} > {{1}} ? {{2}} : {{1}} > {{0}} ? {{3}} : {tie})",
            "ratio": INFIX["divide"],
        },
    )
    for edge, tie in (("1", "{0} === {1} ? {2} : NaN"), ("-1", "{0} === {1} ? {3} : NaN"))
)
