// Quality and cost over time, one above the other on one time axis.
import { usd, quality, millis, clock } from './format.js';

const MOST_SLICES = 40;
const SHORTEST_MS = 10000;

/** Fewer, longer slices of time, so that a slice holds enough grades to mean something; one just begun is left out. */
export function slices(series) {
  const first = millis(series[0].t);
  const last = millis(series[series.length - 1].t);
  const width = Math.max(SHORTEST_MS, (last - first + 1) / MOST_SLICES);
  const out = new Map();
  for (const span of series) {
    const index = Math.floor((millis(span.t) - first) / width);
    const slice = out.get(index) || { t: first + (index + 0.5) * width, quality: average(), cost_usd: average() };
    slice.quality.add(span.quality, span.n);
    slice.cost_usd.add(span.cost_usd, span.n);
    out.set(index, slice);
  }
  const begun = Math.floor((last - first) / width);
  if (begun > 0 && (last - first) / width - begun < 0.7) out.delete(begun);
  return [...out.values()].map((s) => ({ t: Math.min(s.t, last), quality: s.quality.value(), cost_usd: s.cost_usd.value() }));
}

function average() {
  let sum = 0;
  let weight = 0;
  return {
    add(value, n) {
      if (Number.isFinite(value) && n > 0) {
        sum += value * n;
        weight += n;
      }
    },
    value: () => (weight > 0 ? sum / weight : null),
  };
}

const MARKS_SHOWN = 20;

/** What the lines' marks say, for those who cannot see them. */
export function trendInWords(alarms) {
  const marks = alarms.slice(-MARKS_SHOWN).map((a) => ` ${a.arm} changed at ${clock(a.t)}.`);
  return `Quality and cost over time.${marks.join('')}`;
}

/** A dashed line where an arm's answers were noticed to have changed. */
function marks(series, alarms) {
  const first = millis(series[0].t);
  return {
    silent: true, symbol: 'none', animation: false,
    lineStyle: { type: 'dashed', color: '#5b3f8c', width: 1 },
    label: { color: '#5b3f8c', fontSize: 12, position: 'insideEndTop', formatter: (m) => m.name },
    data: alarms.slice(-MARKS_SHOWN).filter((a) => millis(a.t) >= first)
      .map((a) => ({ name: `${a.arm} changed`, xAxis: millis(a.t) })),
  };
}

export function trendOption(spans, alarms) {
  const series = slices(spans);
  const at = (field) => series.map((s) => [millis(s.t), Number.isFinite(s[field]) ? s[field] : null]);
  const qualities = series.map((s) => s.quality).filter(Number.isFinite);
  const low = Math.max(0, Math.floor((Math.min(...qualities, 1) - 0.02) * 10) / 10);
  const time = (gridIndex, show) => ({
    type: 'time', gridIndex, axisLabel: { show, color: '#454c53', hideOverlap: true, formatter: '{HH}:{mm}:{ss}' },
    axisLine: { lineStyle: { color: '#9aa1a7' } }, splitLine: { show: false }, axisTick: { show },
  });
  const value = (gridIndex, name, formatter, range) => ({
    type: 'value', gridIndex, name, nameLocation: 'end', nameGap: 8, splitNumber: 3, ...range,
    nameTextStyle: { color: '#30363b', align: 'left', padding: [0, 0, 4, -50], fontSize: 13 },
    axisLabel: { color: '#454c53', formatter }, splitLine: { lineStyle: { color: '#eceef0' } },
  });
  const line = (index, name, data, color) => ({
    id: name, name, type: 'line', data, xAxisIndex: index, yAxisIndex: index, color, connectNulls: true,
    showSymbol: data.length < 3, symbolSize: 6, lineStyle: { width: 2 }, animation: false,
  });
  return {
    textStyle: { fontFamily: 'system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif' },
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, textStyle: { fontSize: 13 },
      formatter: (ps) => ps.map((p) => `${p.seriesName} ${p.seriesName === 'quality' ? quality(p.value[1]) : usd(p.value[1])}`).join('\n'),
    },
    grid: [{ left: 66, right: 20, top: 26, height: 88 }, { left: 66, right: 20, top: 152, height: 92 }],
    xAxis: [time(0, false), time(1, true)],
    yAxis: [
      value(0, 'quality', (v) => v.toFixed(2), { min: low, max: 1 }),
      value(1, 'cost of a request', (v) => usd(v), { min: 0 }),
    ],
    series: [
      { ...line(0, 'quality', at('quality'), '#d55e00'), markLine: marks(spans, alarms) },
      line(1, 'cost of a request', at('cost_usd'), '#0072b2'),
    ],
  };
}
