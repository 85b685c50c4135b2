// Asks the router every two seconds and shows what it says. A router that is away is waited for.
import { usd, quality, count, mean } from './format.js';
import { verdict } from './headline.js';
import { curveOption, curveInWords, drawable } from './curve.js';
import { trendOption, trendInWords } from './trend.js';
import { showPoints, showShares, showSignals, showDecisions } from './tables.js';
import { showApprovals } from './approvals.js';
import { showCandidate } from './candidate.js';
import { showSpend, spendInWords } from './spend.js';

const EVERY_MS = 2000;
const PATIENCE_MS = 8000;
const KEY = 'pointsman-key';
const route = new URLSearchParams(location.search).get('route') || 'auto';
const byId = (id) => document.getElementById(id);
const charts = {};

class NeedsKey extends Error {
  name = 'NeedsKey';
}

async function ask(path, method = 'GET') {
  const key = sessionStorage.getItem(KEY);
  const response = await fetch(path, {
    method,
    headers: key ? { authorization: `Bearer ${key}` } : {},
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 401 || response.status === 403) throw new NeedsKey();
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

function chart(id) {
  if (!charts[id]) {
    charts[id] = echarts.init(byId(id));
    new ResizeObserver(() => charts[id].resize()).observe(byId(id));
  }
  return charts[id];
}

/** Shows either the thing or the note that stands in for it. */
function either(id, hasData) {
  byId(id).hidden = !hasData;
  byId(`${id}-empty`).hidden = hasData;
}

function showFrontier(frontier) {
  const { headline, subline } = verdict(frontier);
  byId('headline').textContent = headline;
  byId('subline').textContent = subline;
  const points = drawable(frontier);
  const kinds = new Set(points.map((p) => p.kind));
  byId('key-whatif').hidden = !kinds.has('what_if');
  byId('key-holdout').hidden = !kinds.has('holdout');
  either('curve', points.length > 0);
  byId('curve-empty').textContent =
    'No graded answers yet, so there is nothing to draw.\nA point appears for every model once thumbs or checks have come in.';
  if (points.length) {
    const curve = chart('curve');
    const size = { width: curve.getWidth(), height: curve.getHeight() };
    curve.setOption(curveOption(frontier, size), { replaceMerge: ['series'] });
    byId('curve').setAttribute('aria-label', curveInWords(frontier));
  }
  showPoints(byId('points'), frontier);
  const live = (frontier.points || []).find((p) => p.kind === 'live');
  byId('fact-cost').textContent = usd(live ? mean(live.cost_usd) : NaN);
  byId('fact-quality').textContent = quality(live ? mean(live.quality) : NaN);
}

function showState(state) {
  byId('route').textContent = state.route || route;
  byId('fact-requests').textContent = count(state.requests);
  byId('fact-rewarded').textContent = count(state.rewarded);
  byId('fact-spend').textContent = usd(state.spend_usd);
  const series = (state.series || []).filter((s) => Number.isFinite(s.quality) || Number.isFinite(s.cost_usd));
  either('trend', series.length > 0);
  if (series.length) chart('trend').setOption(trendOption(series, state.alarms || []), { replaceMerge: ['series'] });
  byId('trend').setAttribute('aria-label', trendInWords(state.alarms || []));
  const decisions = state.decisions || [];
  either('shares', (state.arms || []).length > 0);
  showShares(byId('shares'), state);
  const signals = state.signals || [];
  either('signals', signals.some((signal) => signal.n > 0));
  showSignals(byId('signals'), signals);
  showCandidate(byId('candidate'), state.candidate);
  either('decisions', decisions.length > 0);
  showDecisions(byId('decisions'), decisions);
}

function showSpent(spend) {
  either('spend', (spend.rows || []).length > 0);
  showSpend(byId('spend'), spend);
  byId('spend-words').replaceChildren(...spendInWords(spend).map((words) => {
    const item = document.createElement('li');
    item.textContent = words;
    return item;
  }));
}

function showLink(kind, text) {
  byId('link').className = `link ${kind}`;
  byId('link-text').textContent = text;
}

let waiting = 0;

async function refresh() {
  clearTimeout(waiting);
  const window = byId('window').value;
  const by = byId('spend-by').value;
  try {
    const query = `route=${encodeURIComponent(route)}`;
    const [frontier, state, spend] = await Promise.all([
      ask(`/v1/frontier?${query}&window=${window}`),
      ask(`/dashboard/state?${query}`),
      ask(`/v1/spend?group_by=${by}&window=${window}`),
    ]);
    if (window !== byId('window').value || by !== byId('spend-by').value) return;
    byId('key-form').hidden = true;
    showLink('on', `live, ${new Date().toLocaleTimeString('en-GB')}`);
    show(() => showFrontier(frontier));
    show(() => showState(state));
    show(() => showSpent(spend));
    await showApprovals(byId('approvals'), ask);
  } catch (problem) {
    const locked = problem instanceof NeedsKey;
    byId('key-form').hidden = !locked;
    showLink('off', locked ? 'a key is needed' : 'no answer from the router; showing the last figures, trying again');
  } finally {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, EVERY_MS);
  }
}

/** One part that cannot be drawn is reported on the console and does not stop the others. */
function show(part) {
  try {
    part();
  } catch (problem) {
    console.error(problem);
  }
}

byId('key-form').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, byId('key').value.trim());
  byId('key').value = '';
});
byId('window').addEventListener('change', refresh);
byId('spend-by').addEventListener('change', refresh);
byId('route').textContent = route;
refresh();
