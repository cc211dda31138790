"""Functions with every operation that a reader may write, and with every way to leave the floats.

Each comes with a start from which something happens: a kink is hit, a root or a logarithm loses
its argument, an exponential overflows, a quotient is 0/0.
"""

OWN: dict[str, tuple[float, ...]] = {
    "abs(x) + 2*abs(y - 1)": (1.0, 1.0),
    "abs(x)": (0.5,),
    "maximum(x**2, y**2)": (1.0, -1.0),
    "minimum(x + 1, y) + maximum(x, -x)": (0.0, 1.0),
    "maximum(minimum(x, 2), -3)**2": (2.0,),
    "log(x) + y**2": (1e-3, 1.0),
    "log(abs(x*y)) + x**2": (0.0, 1.0),
    "sqrt(x - 1) + sqrt(y)": (1.2, 0.1),
    "sqrt(x**2 + y**2)": (0.0, 0.0),
    "x**0.3 + y**2": (0.01, 1.0),
    "x**2.5 - x**-1.5 + y**-2": (0.7, 0.5),
    "x**y + y**x": (2.0, 1.5),
    "abs(x)**1.7 + 2**y": (-1.0, 3.0),
    "exp(x**2) - exp(-y)": (3.0, -40.0),
    "exp(exp(x))": (1.9,),
    "1/x + x*y/(y - 1)": (0.1, 1.0),
    "x/(x*y)": (0.0, 0.0),
    "sin(x)/x + cos(y)**3": (1e-8, 1.0),
    "tan(x) + tan(y)**2": (1.5, 0.3),
    "asin(x) + acos(y) + atan(x*y)": (0.9, -0.9),
    "sinh(x) + cosh(y) + tanh(x*y)": (2.0, -2.0),
    "sigmoid(5*x) - sigmoid(-y) + sigmoid(x)*y": (0.5, -700.0),
    "x**7 - 3*x**4*y**3 + y**16": (0.9, 0.8),
    "(x + y)**1000": (0.6, 0.3),
    "pi*x**2 + e*y**2 - 3": (1.0, 1.0),
    "-x**2 - -y": (1.0, 1.0),
    "7": (1.0, 1.0),
    "1e308*x**2 + 1e-308*y**2": (1.0, 1.0),
}
