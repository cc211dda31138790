"""The parts of a JavaScript module that are the same for every function and rule."""

import re

WALK = """\
/**
 * Runs a rule: `steps` updates at most, ended by a point that is not finite.
 *
 * `h` is the step of a central difference, null for the exact gradient. `shakes` is added to the
 * slope, (steps + 1) x d; `rates` is the learning rate of each update, the last one from there on.
 * `scale` multiplies the function, and `remember` asks for the rule's state at each point.
 * `points`, `clean` and `gradients` have `count` rows; `gradients` are those that the rule got,
 * `clean` the same without the shakes. `left` is the first point that is not finite, or null.
 * `states` has `count` rows, coordinate by coordinate, in the order of `memory`; else it is null.
 * `costs` counts the values and Hessians that the rule itself asked for.
 */
export function walk(start, settings, steps, options = {{}}) {{
  const {{h = null, shakes = null, rates = null, scale = 1, remember = false}} = options;
  const size = steps + 1;
  const points = new Float64Array({dimension} * size);
  const values = new Float64Array(size);
  const clean = new Float64Array({dimension} * size);
  const gradients = shakes === null ? clean : new Float64Array({dimension} * size);
  const states = remember ? new Float64Array({remembered} * size) : null;
  const costs = {{values: 0, hessians: 0}};
  const run = {{count: 0, points, values, clean, gradients, left: null, states, costs}};
  {loop}(run, start, settings, steps, h, shakes, rates, scale);
  if (run.count < size) {{
    run.points = points.subarray(0, {dimension} * run.count);
    run.values = values.subarray(0, run.count);
    run.clean = clean.subarray(0, {dimension} * run.count);
    run.gradients = shakes === null ? run.clean : gradients.subarray(0, {dimension} * run.count);
    if (remember) run.states = states.subarray(0, {remembered} * run.count);
  }}
  return run;
}}
"""

EXACT = """\
/** The gradient where it exists, NaN for each partial derivative that does not. */
export function exact({point}) {{
  const f = value({point});
  const above = {upper}({point}), below = {lower}({point});
  // An infinite slope counts as none at a finite value, and at a pole with finite values beside it.
  const bounded = Number.isFinite(f) || (!Number.isNaN(f) && Number.isFinite(value({beside})));
  return above.map((slope, axis) => {{
    const other = below[axis];
    const near = Number.isFinite(other) && Math.abs(slope - other) <= 1e-12 * Math.abs(other);
    return (near || slope === other) && !(bounded && Math.abs(slope) === Infinity) ? slope : NaN;
  }});
}}

"""

LOOP = """\
function {name}(run, start, settings, steps, h, shakes, rates, scale) {{
  const {{points, values, clean, gradients, states}} = run;
{before}
  let {point};
  for (let k = 1; ; k++) {{
    if (rates !== null) learning_rate = rates[Math.min(k, rates.length) - 1];
{slopes}
    if (h !== null) {{
{central}
    }}
    values[k - 1] = {value};
{record}
    if (shakes !== null) {{
{shaken}
    }}
{states}
    run.count = k;
    if (k > steps) return;
{update}
    if ({finite} !== 0) {{
      run.left = [{following}];
      return;
    }}
{carry}
  }}
}}
"""

#: Small functions with the meaning that Python's have; a module holds those that it calls.
_HELPERS = {
    "powers": """\
function powers(base, count) {
  const table = new Float64Array(count + 1);
  table[0] = 1;
  for (let high = 1, square = base; high <= count; high *= 2, square *= square) {
    table[high] = square;
    const most = Math.min(high, count - high + 1);
    for (let low = 1; low < most; low++) table[high + low] = table[low] * square;
  }
  return table;
}
""",
    "power_by_products": """\
function power_by_products(base, exponent) {
  const size = Math.abs(exponent);
  if (!(size < 2147483648 && Number.isInteger(2 * size))) return power(base, exponent);
  let result = 1, square = base;
  for (let rest = Math.floor(size); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  if (!Number.isInteger(size)) result *= Math.sqrt(base);
  return exponent >= 0 ? result : 1 / result;
}
""",
    "power": """\
function power(a, b) {
  if (a === 1 || (a === -1 && Math.abs(b) === Infinity)) return 1;
  return a === 0 && b < 0 ? Infinity : Math.pow(a, b);
}
""",
    "sigmoid": """\
function sigmoid(a) {
  if (a >= 0) return 1 / (1 + Math.exp(-a));
  const small = Math.exp(a);
  return small / (1 + small);
}
""",
    "maximum": """\
function maximum(a, b) {
  return a >= b ? a : b > a ? b : NaN;
}
""",
    "minimum": """\
function minimum(a, b) {
  return a <= b ? a : b < a ? b : NaN;
}
""",
    "ratio": """\
function ratio(a, b) {
  return a === 0 && b === 0 ? 0 : a / b;
}
""",
    "log_slope": """\
function log_slope(a, b) {
  return b >= 0 ? a / b : NaN;
}
""",
    "kink": """\
function kink(a) {
  return a !== 0 && a === a ? 0 : NaN;
}
""",
    "larger_slope": """\
function larger_slope(a, b, da, db) {
  if (a > b) return da;
  if (b > a) return db;
  if (a !== b) return NaN;
  return Math.max(Math.min(da, db), 0) + Math.min(Math.max(da, db), 0);
}
""",
    "larger_branch": """\
function larger_branch(a, b, u, v) {
  return a > b ? u : b > a ? v : NaN;
}
""",
}


def helpers(text: str) -> str:
    """The functions that a text calls, with those that they call themselves."""
    wanted: list[str] = []
    unread = text
    while unread:
        called = re.findall(r"(?<![.\w])([a-z_]+)\(", unread)
        fresh = [name for name in dict.fromkeys(called) if name in _HELPERS and name not in wanted]
        wanted += fresh
        unread = "".join(_HELPERS[name] for name in fresh)
    return "".join(f"\n{_HELPERS[name]}" for name in sorted(wanted))
