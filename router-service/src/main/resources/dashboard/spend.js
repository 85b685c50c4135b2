// Who spends what, and what that saved. Every text goes in as text, never as markup.
import { usd, usdShort, percent, count, quality } from './format.js';

const MOST_ROWS = 8;

function cell(row, text, className) {
  const td = document.createElement('td');
  td.textContent = text;
  if (className) td.className = className;
  row.append(td);
  return td;
}

/** Rows by falling cost; beyond the first eight they are one. */
export function showSpend(table, spend) {
  const rows = spend.rows || [];
  const shown = rows.slice(0, MOST_ROWS).map((row) => line(row, row.key, spend.total));
  const rest = rows.slice(MOST_ROWS);
  if (rest.length) {
    const sum = (field) => rest.reduce((all, row) => all + (row[field] || 0), 0);
    const more = { requests: sum('requests'), cost_usd: sum('cost_usd'), denied: sum('denied'),
      rated_answers: sum('rated_answers'), good_answers: sum('good_answers') };
    shown.push(line(more, `${rest.length} more`, spend.total));
  }
  table.tBodies[0].replaceChildren(...shown);
}

function line(row, name, total) {
  const tr = document.createElement('tr');
  cell(tr, name || 'not named', name ? 'name' : 'name grade-none').title = name || '';
  cell(tr, count(row.requests), 'num');
  cell(tr, usd(row.cost_usd), 'num');
  cell(tr, percent(total && total.cost_usd > 0 ? row.cost_usd / total.cost_usd : NaN), 'num');
  cell(tr, usdShort(row.cost_per_good_answer_usd), 'num');
  cell(tr, row.rated_answers ? percent(row.good_answers / row.rated_answers) : 'no grades', 'num');
  cell(tr, count(row.denied), row.denied ? 'num grade-bad' : 'num');
  return tr;
}

/** What the figures mean, a sentence each. */
export function spendInWords(spend) {
  const said = [];
  for (const saving of spend.savings || []) {
    said.push(savingInWords(saving));
  }
  const observed = spend.total && spend.total.observed;
  if (observed) {
    said.push(`Only watching: over ${count(observed.requests)} requests the router's choice would have saved `
      + `${usd(observed.would_save_usd)}, with ${count(observed.at_risk)} expected to be answered worse.`);
  }
  const total = spend.total || {};
  if (total.cache_hits) {
    said.push(`${count(total.cache_hits)} answers came from the cache, which saved ${usd(total.cache_saved_usd)}.`);
  }
  if (spend.concentration) {
    const { users, top_users: top, cost_share: share } = spend.concentration;
    said.push(`${count(top)} of ${count(users)} named users ${top === 1 ? 'is' : 'are'} behind ${percent(share)} of the cost.`);
  }
  const growth = promptGrowth(spend.prompt_length || []);
  if (growth) said.push(growth);
  if (spend.fixed) {
    said.push(`Seats and machines add ${usd(spend.fixed.added_usd)}: ${usd(spend.fixed.total_usd)} in all.`);
  }
  return said;
}

function savingInWords(saving) {
  const { mean, lo, hi } = saving.saved_usd_per_request;
  const basis = saving.method === 'holdout' ? 'measured on the control group' : 'estimated from the log';
  const verb = mean >= 0 ? 'saved' : 'cost more by';
  const [least, most] = mean >= 0 ? [lo, hi] : [-hi, -lo];
  const money = `Route ${saving.route} ${verb} ${usd(Math.abs(saving.saved_usd))} against always asking `
    + `${saving.baseline} (${usd(least)} to ${usd(most)} a request, ${basis})`;
  const other = saving.quality_difference;
  if (!other) return `${money}; what that did to quality is not known yet.`;
  const sign = other.mean >= 0 ? '+' : '';
  return `${money}; quality ${sign}${quality(other.mean)} (${quality(other.lo)} to ${quality(other.hi)}).`;
}

/** The last slice of time that is whole against the first; nothing where there are too few. */
function promptGrowth(lengths) {
  const known = lengths.filter((slice) => slice.requests > 0 && slice.mean_input_tokens > 0);
  if (known.length < 3) return '';
  const first = known[0].mean_input_tokens;
  const last = known[known.length - 2].mean_input_tokens;
  const change = last / first - 1;
  if (Math.abs(change) < 0.1) return `Prompts are as long as before: ${count(Math.round(last))} tokens.`;
  const how = change > 0 ? 'longer' : 'shorter';
  return `Prompts got ${how} by ${percent(Math.abs(change))}: ${count(Math.round(first))} tokens then, `
    + `${count(Math.round(last))} of late.`;
}
