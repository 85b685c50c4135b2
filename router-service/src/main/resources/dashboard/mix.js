// The static mix: what splitting traffic between fixed models gives, without looking at prompts.

/** Quality of the best mix at a cost: null when no model is that cheap. Corners ascend in cost. */
export function mixQuality(corners, cost) {
  if (!corners.length || cost < corners[0][0]) return null;
  for (let i = 1; i < corners.length; i++) {
    const [c0, q0] = corners[i - 1];
    const [c1, q1] = corners[i];
    if (cost <= c1) return c1 === c0 ? q1 : q0 + ((q1 - q0) * (cost - c0)) / (c1 - c0);
  }
  return corners[corners.length - 1][1];
}

/** Cheapest cost at which a mix reaches a quality: null when none does. */
export function mixCost(corners, quality) {
  if (!corners.length) return null;
  if (quality <= corners[0][1]) return corners[0][0];
  for (let i = 1; i < corners.length; i++) {
    const [c0, q0] = corners[i - 1];
    const [c1, q1] = corners[i];
    if (quality <= q1) return c0 + ((c1 - c0) * (quality - q0)) / (q1 - q0);
  }
  return null;
}

/** The mix as a line for a logarithmic cost axis, on which its straight pieces are curves. */
export function mixLine(corners, lastCost) {
  const line = [];
  for (let i = 0; i + 1 < corners.length; i++) {
    const [c0] = corners[i];
    const [c1] = corners[i + 1];
    for (let k = 0; k < 24; k++) {
      const cost = c0 > 0 ? c0 * Math.pow(c1 / c0, k / 24) : c0 + ((c1 - c0) * k) / 24;
      line.push([cost, mixQuality(corners, cost)]);
    }
  }
  if (corners.length) {
    const [cost, q] = corners[corners.length - 1];
    line.push([cost, q]);
    if (lastCost > cost) line.push([lastCost, q]);
  }
  return line;
}

const VAGUE = 0.125;

/** Whether the quality of a point is known to within an eighth; a few lucky grades are not knowledge. */
export function isKnown(point) {
  const { lo, hi } = point.quality || {};
  return Number.isFinite(lo) && Number.isFinite(hi) && (hi - lo) / 2 <= VAGUE;
}

/** Corners of the best mix of the fixed models whose quality is known, by ascending cost. */
export function cornersOf(frontier) {
  const arms = (frontier.points || [])
    .filter((p) => p.kind === 'arm' && isKnown(p) && Number.isFinite(p.cost_usd && p.cost_usd.mean))
    .map((p) => [p.cost_usd.mean, p.quality.mean])
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const corners = [];
  for (const arm of arms) {
    if (corners.length && arm[1] <= corners[corners.length - 1][1]) continue;
    while (corners.length > 1 && slope(corners[corners.length - 2], corners[corners.length - 1]) <= slope(corners[corners.length - 1], arm)) {
      corners.pop();
    }
    corners.push(arm);
  }
  return corners;
}

function slope(from, to) {
  return (to[1] - from[1]) / (to[0] - from[0]);
}
