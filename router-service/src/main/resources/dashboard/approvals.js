// Requests that wait for a person's word; the card is there only while some do.
import { usd } from './format.js';

const PATH = '/admin/v1/approvals';
let isClosed = false;
let shown;

/** `ask(path, method)` asks the router. A key that may not see approvals is not asked for them again. */
export async function showApprovals(card, ask) {
  if (isClosed) return;
  try {
    const { approvals } = await ask(`${PATH}?state=pending`);
    const ids = approvals.map((a) => a.id).join();
    if (ids === shown) return;
    shown = ids;
    card.hidden = !approvals.length;
    card.querySelector('tbody').replaceChildren(...approvals.map((a) => row(a, card, ask)));
  } catch (problem) {
    isClosed = problem.name === 'NeedsKey';
  }
}

function row(approval, card, ask) {
  const line = document.createElement('tr');
  for (const text of [approval.key, approval.model, approval.why, usd(Number(approval.max_usd))]) {
    line.append(Object.assign(document.createElement('td'), { textContent: text }));
  }
  const words = document.createElement('td');
  words.append(button('Grant', 'grant'), ' ', button('Refuse', 'refuse'));
  line.append(words);
  return line;

  function button(text, what) {
    const made = Object.assign(document.createElement('button'), { type: 'button', textContent: text });
    made.addEventListener('click', () => decide(what));
    return made;
  }

  async function decide(what) {
    const note = card.querySelector('.note');
    try {
      await ask(`${PATH}/${encodeURIComponent(approval.id)}/${what}`, 'POST');
      note.textContent = '';
    } catch (problem) {
      note.textContent = problem.name === 'NeedsKey'
        ? 'Only a key with the role admin may decide.'
        : 'That could not be done; it may be decided or over already.';
    }
    shown = undefined;
    await showApprovals(card, ask);
  }
}
