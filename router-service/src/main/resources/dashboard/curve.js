// The accuracy-per-dollar curve.
import { usd, usdTick, quality, quality3, mean, count } from './format.js';
import { mixLine, cornersOf, isKnown } from './mix.js';
import { sides } from './labels.js';

const COLOUR = { live: '#d55e00', arm: '#0072b2', uniform: '#6b7278', what_if: '#56b4e9', holdout: '#aa4499' };
const SYMBOL = { live: 'diamond', arm: 'circle', uniform: 'triangle', what_if: 'emptyCircle', holdout: 'rect' };
const GRID = { left: 58, right: 26, top: 16, bottom: 46 };
const SIZE = { live: 19, arm: 10, uniform: 11, what_if: 6, holdout: 11 };

export function nameOf(point) {
  switch (point.kind) {
    case 'live': return 'The router';
    case 'arm': return String(point.arm);
    case 'uniform': return 'Drawn blindly';
    case 'holdout': return 'Control group';
    case 'what_if': return `The router, 1 more good answer worth ${point.lambda > 0 ? usd(1 / point.lambda) : 'any price'}`;
    default: return String(point.kind);
  }
}

/** Points that can be drawn on a logarithmic axis. */
export function drawable(frontier) {
  return (frontier.points || []).filter((p) => mean(p.cost_usd) > 0 && Number.isFinite(mean(p.quality)));
}

/** The option for a chart of that many pixels. */
export function curveOption(frontier, size) {
  const points = drawable(frontier);
  const corners = cornersOf(frontier).filter((c) => c[0] > 0);
  const costs = points.map((p) => mean(p.cost_usd)).concat(corners.map((c) => c[0]));
  const min = Math.pow(10, Math.floor(Math.log10(Math.min(...costs) * 0.8)));
  const max = Math.pow(10, Math.ceil(Math.log10(Math.max(...costs) * 1.3)));
  const range = qualityRange(points);
  const labels = labelSides(points, { min, max, range, size });
  return {
    animationDurationUpdate: 600,
    textStyle: { fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif' },
    grid: GRID,
    xAxis: {
      type: 'log', min, max, name: 'cost of a request (USD)', nameLocation: 'middle', nameGap: 27,
      nameTextStyle: { color: '#565e66', fontSize: 13 },
      axisLabel: { color: '#454c53', formatter: usdTick },
      splitLine: { lineStyle: { color: '#eceef0' } }, axisLine: { lineStyle: { color: '#9aa1a7' } },
    },
    yAxis: {
      type: 'value', ...range, name: 'quality', nameLocation: 'middle', nameGap: 40,
      nameTextStyle: { color: '#565e66', fontSize: 13 },
      axisLabel: { color: '#454c53', formatter: (v) => v.toFixed(2) },
      splitLine: { lineStyle: { color: '#eceef0' } },
    },
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true, formatter: tip, textStyle: { fontSize: 13 } },
    series: [
      line('mix', mixLine(corners, max), { color: '#33383d', type: 'dashed', width: 1.6 }),
      line('what_if_line', whatIf(points), { color: COLOUR.what_if, type: 'solid', width: 2.5 }),
      whiskers(points),
      ...['what_if', 'uniform', 'holdout', 'arm', 'live'].map((kind) => dots(kind, points, labels)),
    ],
  };
}

function qualityRange(points) {
  const means = points.map((p) => mean(p.quality));
  const live = points.find((p) => p.kind === 'live');
  const low = Math.min(...means, live && Number.isFinite(live.quality.lo) ? live.quality.lo : 1);
  const high = Math.max(...means, live && Number.isFinite(live.quality.hi) ? live.quality.hi : 0);
  const min = Math.max(0, Math.floor((low - 0.04) * 10) / 10);
  return { min, max: Math.max(min + 0.1, Math.min(1, Math.ceil((high + 0.02) * 10) / 10)) };
}

/** Map from point to the side its name stands on. */
function labelSides(points, { min, max, range, size }) {
  const wide = size.width - GRID.left - GRID.right;
  const high = size.height - GRID.top - GRID.bottom;
  const named = points.filter((p) => p.kind !== 'what_if').sort((a, b) => (b.kind === 'live') - (a.kind === 'live'));
  const places = named.map((p) => ({
    x: (wide * Math.log(mean(p.cost_usd) / min)) / Math.log(max / min),
    y: (high * (range.max - mean(p.quality))) / (range.max - range.min),
    text: short(nameOf(p)),
    wishes: p.kind === 'live' ? ['top', 'left', 'right', 'bottom'] : ['bottom', 'right', 'top', 'left'],
  }));
  const chosen = sides(places, wide + GRID.right);
  return new Map(named.map((p, i) => [p, chosen[i]]));
}

function whatIf(points) {
  return points
    .filter((p) => p.kind === 'what_if')
    .map((p) => [mean(p.cost_usd), mean(p.quality)])
    .sort((a, b) => a[0] - b[0]);
}

function line(id, data, lineStyle) {
  return { id, type: 'line', data, lineStyle, showSymbol: false, silent: true, z: 2, animation: false };
}

function dots(kind, points, labels) {
  return {
    id: kind, type: 'scatter', symbol: SYMBOL[kind], symbolSize: SIZE[kind], z: kind === 'live' ? 6 : 4,
    itemStyle: { color: COLOUR[kind], borderColor: '#fff', borderWidth: kind === 'what_if' ? 0 : 1.2 },
    label: {
      show: kind !== 'what_if', formatter: (p) => short(nameOf(p.data.point)), fontSize: 12,
      distance: kind === 'live' ? 7 : 5,
      color: kind === 'live' ? '#9a4300' : '#30363b', fontWeight: kind === 'live' ? 'bold' : 'normal',
      textBorderColor: '#fff', textBorderWidth: 3,
    },
    data: points
      .filter((p) => p.kind === kind)
      .map((point) => ({ id: nameOf(point), value: [mean(point.cost_usd), mean(point.quality)], point, ...look(point, labels) })),
  };
}

/** Models that are known too vaguely are hollow and their names grey. */
function look(point, labels) {
  const label = { position: labels.get(point) };
  if (point.kind !== 'arm' || isKnown(point)) return { label };
  return {
    label: { ...label, color: '#6b7278' },
    itemStyle: { color: '#fff', borderColor: COLOUR.arm, borderWidth: 1.6 },
  };
}

/** Intervals of cost and quality as thin crosses behind the points. */
function whiskers(points) {
  const rows = points.filter((p) => p.kind !== 'what_if').map((p) => {
    const x = mean(p.cost_usd);
    const y = mean(p.quality);
    const at = (v, other) => (Number.isFinite(v) ? v : other);
    return {
      value: [x, y, at(p.quality.lo, y), at(p.quality.hi, y), Math.max(at(p.cost_usd.lo, x), x / 50), at(p.cost_usd.hi, x)],
      itemStyle: { color: COLOUR[p.kind] || '#6b7278' },
    };
  });
  return {
    id: 'whiskers', type: 'custom', data: rows, silent: true, z: 3, clip: true, animation: false, dimensions: ['x', 'y', 'lo', 'hi', 'left', 'right'],
    encode: { x: 0, y: 1 },
    renderItem(params, api) {
      const style = { stroke: rows[params.dataIndex].itemStyle.color, lineWidth: 1.5, opacity: 0.6 };
      const x = api.value(0);
      const y = api.value(1);
      return { type: 'group', children: [
        stroke(api.coord([x, api.value(2)]), api.coord([x, api.value(3)]), style),
        stroke(api.coord([api.value(4), y]), api.coord([api.value(5), y]), style),
      ] };
    },
  };
}

function stroke([x1, y1], [x2, y2], style) {
  return { type: 'line', shape: { x1, y1, x2, y2 }, style };
}

function short(name) {
  return name.length > 26 ? name.slice(0, 25) + '…' : name;
}

function tip(params) {
  const point = params.data && params.data.point;
  if (!point) return '';
  const q = point.quality;
  return [
    nameOf(point),
    `quality ${quality3(q.mean)}` + (Number.isFinite(q.lo) ? `, likely ${quality(q.lo)} to ${quality(q.hi)}` : ''),
    `${usd(mean(point.cost_usd))} a request`,
    `${count(point.n_rewarded)} grades`,
  ].join('\n');
}

/** What the chart shows, for those who do not see it. */
export function curveInWords(frontier) {
  return 'Quality against cost per request. ' + drawable(frontier)
    .map((p) => `${nameOf(p)}: ${quality(mean(p.quality))} at ${usd(mean(p.cost_usd))}`)
    .join('; ');
}
