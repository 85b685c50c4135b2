// The parts of the page that are tables. Every text goes in as text, never as markup.
import { usd, usdShort, quality, quality3, percent, count, clock, mean } from './format.js';
import { nameOf } from './curve.js';

function cell(row, text, className) {
  const td = document.createElement('td');
  td.textContent = text;
  if (className) td.className = className;
  row.append(td);
  return td;
}

function name(row, text) {
  cell(row, text, 'name').title = text;
}

function replace(table, rows) {
  table.tBodies[0].replaceChildren(...rows);
}

export function showPoints(table, frontier) {
  replace(table, (frontier.points || []).map((point) => {
    const row = document.createElement('tr');
    cell(row, nameOf(point));
    cell(row, usd(mean(point.cost_usd)));
    cell(row, quality3(mean(point.quality)));
    const { lo, hi } = point.quality || {};
    cell(row, Number.isFinite(lo) ? `${quality3(lo)} to ${quality3(hi)}` : 'not enough grades yet');
    cell(row, count(point.n_rewarded));
    return row;
  }));
}

export function showShares(table, state) {
  const shares = new Map((state.shares || []).map((s) => [s.arm, s]));
  const arms = [...(state.arms || [])];
  for (const s of shares.values()) {
    if (!arms.some((a) => a.id === s.arm)) arms.push({ id: s.arm });
  }
  arms.sort((a, b) => price(a) - price(b));
  const top = Math.max(0.01, ...[...shares.values()].map((s) => s.share));
  replace(table, arms.map((arm) => {
    const row = document.createElement('tr');
    const share = shares.get(arm.id);
    name(row, arm.id);
    const known = Number.isFinite(arm.input_usd_per_mtok);
    cell(row, known ? `${listPrice(arm.input_usd_per_mtok)} / ${listPrice(arm.output_usd_per_mtok)}` : '–', 'num');
    const bar = document.createElement('div');
    bar.className = 'bar';
    const fill = document.createElement('i');
    fill.style.width = `${(72 * (share ? share.share : 0)) / top}%`;
    const label = document.createElement('b');
    label.textContent = percent(share ? share.share : 0);
    bar.append(fill, label);
    cell(row, '').append(bar);
    return row;
  }));
}

function price(arm) {
  return (arm.input_usd_per_mtok || 0) + (arm.output_usd_per_mtok || 0);
}

function listPrice(amount) {
  return '$' + (amount >= 10 ? amount.toFixed(0) : amount.toFixed(2));
}

const SOURCES = {
  check: 'checks of applications', review: 'people who review', judge: 'the judge, a sample',
  user: 'users who vote', shadow: 'the judge, of answers nobody saw',
};

export function showSignals(table, signals) {
  replace(table, signals.filter((signal) => signal.n > 0).map((signal) => {
    const row = document.createElement('tr');
    cell(row, SOURCES[signal.source] || signal.source);
    cell(row, count(signal.n), 'num');
    cell(row, quality3(signal.quality), 'num');
    return row;
  }));
}

export function showDecisions(table, decisions) {
  replace(table, decisions.slice(0, 11).map((d) => {
    const row = document.createElement('tr');
    cell(row, clock(d.ts));
    name(row, d.arm);
    const why = cell(row, d.explored ? 'to learn' : 'best', d.explored ? 'why-learn' : '');
    if (Number.isFinite(d.propensity)) why.title = `drawn with a chance of ${percent(d.propensity)}`;
    cell(row, quality(d.predicted_quality), 'num');
    cell(row, usdShort(d.cost_usd), 'num');
    grade(row, d.reward);
    return row;
  }));
}

function grade(row, reward) {
  if (!Number.isFinite(reward)) {
    cell(row, 'none', 'grade-none');
  } else if (reward === 1 || reward === 0) {
    cell(row, reward ? '▲ good' : '▼ bad', reward ? 'grade-good' : 'grade-bad');
  } else {
    cell(row, quality(reward));
  }
}
