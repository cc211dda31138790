// Surface: the path on the surface of the loss, as far as it lies over what is shown of it; the twin of
// app/lessons/descent/figures/surface.py.

/** @param {any} figure @param {any} runs @returns {any} */
export function surface(figure, runs) {
  const { window: [left, right, low, high], lift } = figure.layout.meta.live;
  const { points, values, count, name } = runs.run;
  const [x, y, z] = [0, 1, 2].map(() => new Float64Array(count));
  for (let k = 0; k < count; k += 1) {
    const [px, py, value] = [points[2 * k], points[2 * k + 1], values[k]];
    const inside = px >= left && px <= right && py >= low && py <= high && Number.isFinite(value);
    x[k] = inside ? px : NaN;
    y[k] = inside ? py : NaN;
    z[k] = inside ? value + lift : NaN;
  }
  const [ground, coming, run, now] = figure.data;
  const end = count - 1;
  const at = Object.fromEntries(Object.entries({ x, y, z }).map(([axis, line]) => [axis, [Number.isFinite(line[end]) ? line[end] : null]]));
  return { ...figure, data: [ground, { ...coming, x, y, z }, { ...run, name, x, y, z }, { ...now, ...at }] };
}
