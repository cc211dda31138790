"""Expressions of every kind, and how SymPy reads them: an independent reference."""

import sympy

FUNCTIONS = [
    "x**2/20 + y**2",
    "(1 - x)**2 + 100*(y - x**2)**2",
    "sin(x)*cos(y) + tan(x*y)",
    "asin(x/2) + acos(y/2) + atan(x - y)",
    "sinh(x) + cosh(y)*tanh(x*y)",
    "exp(-x**2)*log(2 + y)",
    "sqrt(x**2 + y**2 + 1)",
    "abs(x + 2)*y",
    "maximum(x + 2, y)*minimum(x, y + 3)",
    "sigmoid(3*x - y)",
    "x**3/3 - x**-2 + y**0.5 + y**1.5 + x**-0.5",
    "(x + 2)**(y + 1.3)",
    "2**x*pi**y*e**(x*y)",
    "x**0.3 + y**2.7",
    "((x + y)**3 + 1)**4/7",
    "x**4 - 3*x**2 + x/5",
    "1/(1 + x**2)",
    "-20*exp(-0.2*sqrt(0.5*(x**2+y**2))) - exp(0.5*(cos(2*pi*x)+cos(2*pi*y))) + e + 20",
]


def sympify(text: str) -> sympy.Expr:
    """The expression as SymPy reads it, numbers exact."""
    x, y = sympy.symbols("x y", real=True)
    names = {
        "x": x,
        "y": y,
        "e": sympy.E,
        "abs": sympy.Abs,
        "maximum": sympy.Max,
        "minimum": sympy.Min,
        "sigmoid": lambda a: 1 / (1 + sympy.exp(-a)),
    }
    return sympy.sympify(text, locals=names, rational=True)
