// The policy that is tried beside the one that serves; the card is there only while a route has one.
import { usd, quality3, count, percent } from './format.js';

const STAGES = {
  shadow: 'in shadow: it decides nothing',
  canary: 'a canary',
  serving: 'serving',
  rejected: 'rejected: it was not shown to be better',
  taken_back: 'taken back: what served before serves again',
};

/** What it is and how far it has come, in a sentence. */
export function candidateInWords(candidate) {
  const lambda = candidate.lambda === undefined ? '' : `, lambda ${candidate.lambda}`;
  const share = candidate.share > 0 ? `, ${percent(candidate.share)} of the conversations` : '';
  const rows = candidate.warming_up ? 'It only learns as yet.' : `${count(candidate.rows)} outcomes so far.`;
  return `${candidate.learner}${lambda} is ${STAGES[candidate.stage] || candidate.stage}${share}. ${rows}`;
}

export function showCandidate(card, candidate) {
  card.hidden = !candidate;
  if (!candidate) return;
  card.querySelector('.said').textContent = candidateInWords(candidate);
  const gains = [
    ['Worth, in good answers', candidate.utility, quality3],
    ['Quality', candidate.quality, quality3],
    ['Cost of a request', candidate.cost_usd, usd],
  ];
  card.querySelector('tbody').replaceChildren(...gains.map(([name, gain, written]) =>
    line(name, signed(gain.mean, written), between(gain, written))));
  card.querySelector('ol').replaceChildren(...candidate.steps.map((step) => {
    const why = step.why ? `, ${step.why}` : '';
    return Object.assign(document.createElement('li'), {
      textContent: `${moment(step.at)}: ${step.stage.replace('_', ' ')}${why}`,
    });
  }));
}

function moment(at) {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

function between(gain, written) {
  const isKnown = Number.isFinite(gain.low) && Number.isFinite(gain.high);
  return isKnown ? `${signed(gain.low, written)} to ${signed(gain.high, written)}` : 'not known yet';
}

function signed(value, written) {
  return (value > 0 ? '+' : '') + written(value);
}

function line(...texts) {
  const row = document.createElement('tr');
  texts.forEach((text, place) => row.append(Object.assign(document.createElement('td'), {
    textContent: text,
    className: place ? 'num' : '',
  })));
  return row;
}
