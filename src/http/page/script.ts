/**
 * The script of the page: it filters the rows that are there while somebody types, and says how many remain. Without
 * it the same form asks the server. The page works on whatever of this a browser lets it run.
 */
export const SCRIPT = `
(() => {
  const form = document.getElementById('filter');
  if (!form) return;
  const { q, role, status } = form.elements;
  const output = document.getElementById('count');
  const initial = output.textContent;
  const all = Number(form.dataset.all);
  const rows = [...document.querySelectorAll('table.certificates:not(.lists) > tbody > tr')];
  const texts = new WeakMap();
  const textOf = (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = [...row.querySelectorAll('dd')].map((value) => value.textContent).join(' ').toLowerCase();
      texts.set(row, text);
    }
    return text;
  };
  const number = (value) => value.toLocaleString('en');
  const given = (select) => select.querySelector('[selected]').value;
  const changed = () =>
    q.value.trim() !== q.defaultValue || role.value !== given(role) || status.value !== given(status);
  const apply = () => {
    const words = q.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const touched = changed();
    let shown = 0;
    for (const row of rows) {
      const match =
        !touched ||
        ((!role.value || row.dataset.role === role.value) &&
          (!status.value || row.className === status.value) &&
          words.every((word) => textOf(row).includes(word)));
      if (row.hidden === match) row.hidden = !match;
      if (match) shown += 1;
    }
    output.textContent = !touched
      ? initial
      : rows.length === all
        ? number(shown) + ' of ' + number(all) + ' match'
        : number(shown) + ' of the ' + number(rows.length) + ' on this page match; press Enter to search all ' + number(all);
  };
  let timer;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 60);
  });
  addEventListener('pageshow', () => {
    if (changed()) apply();
  });
})();
`;
