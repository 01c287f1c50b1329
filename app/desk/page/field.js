/* Fields of a form: a label, what is typed, and what is wrong with it, in words, at its place. */
import {h, icon, newId} from './dom.js';
import {sentence, w} from './words.js';

/* What the form knows of a field: `input` takes the focus, `show` shows a value from elsewhere. */
function register(form, path, {cell, input, faults, hint, show}) {
    const describe = list => {
        const ids = [hint?.id, list.length ? faults.id : ''].filter(Boolean).join(' ');
        const wrong = list.some(fault => fault.severity === 'error');
        if (ids) {
            input.setAttribute('aria-describedby', ids);
        } else {
            input.removeAttribute('aria-describedby');
        }
        if (!input.matches('fieldset')) {
            input.setAttribute('aria-invalid', String(wrong));
        }
        cell.classList.toggle('wrong', wrong);
        cell.classList.toggle('doubtful', list.length > 0 && !wrong);
        const text = list.map(f => f.severity + f.what + f.what_to_do).join();
        if (faults.dataset.text !== text) {
            faults.dataset.text = text;
            faults.replaceChildren(...list.map(faultLine));
        }
    };
    form.fields.set(path, {input, cell, show, describe, focus: () => input.focus()});
    describe([]);
}

export function faultLine(fault) {
    const error = fault.severity === 'error';
    return h('p', {class: `fault ${error ? 'error' : 'warning'}`}, icon(error ? 'error' : 'warning'),
             h('span', null, h('strong', null, `${w(error ? 'error' : 'warning')}: `), sentence(fault.what),
               fault.what_to_do ? ` ${sentence(fault.what_to_do)}` : ''));
}

/* Label, field, hint and faults in their order, registered. `language` is {code, name} or none. */
function frame(form, path, {label, hint, language, input, show, kind = ''}) {
    const faults = h('div', {class: 'faults', id: newId('faults')});
    const note = hint && h('p', {class: 'hint', id: newId('hint')}, hint);
    input.id ||= newId('field');
    const cell = h('div', {class: `field ${kind}`, 'data-field': path},
                   h('label', {for: input.id}, label,
                     language && h('span', {class: 'in-language', lang: language.code}, language.name)),
                   input, note, faults);
    register(form, path, {cell, input, faults, hint: note, show});
    return cell;
}

/* Grows with its text; a single line never takes a line break. */
function area(form, path, {language, single, rows, most}) {
    const input = h('textarea', {rows: rows ?? 1, lang: language?.code, spellcheck: 'true',
                                 value: form.value(path) ?? '', autocomplete: 'off'});
    input.addEventListener('input', () => {
        if (single && input.value.includes('\n')) {
            const at = input.selectionStart;
            input.value = input.value.replace(/\s*\n\s*/g, ' ');
            input.setSelectionRange(at, at);
        }
        form.change(path, input.value);
        count();
    });
    if (single) {
        input.addEventListener('keydown', event => {
            if (event.key === 'Enter' && !event.isComposing) {
                event.preventDefault();
            }
        });
    }
    const grow = () => {
        if (!CSS.supports('field-sizing', 'content')) {
            input.style.height = 'auto';
            input.style.height = `${input.scrollHeight}px`;
        }
    };
    const length = most && h('span', {class: 'length', 'aria-hidden': 'true'});
    const count = () => {
        grow();
        if (length) {
            const used = [...input.value].length;
            length.textContent = used > most * 0.7 ? `${used} / ${most}` : '';
        }
    };
    new ResizeObserver(grow).observe(input);
    requestAnimationFrame(count);
    return {input, length, count};
}

/* A text, of one line (`single`) or several. `most`: letters that fit, shown as it draws near. */
export function textField(form, path, options) {
    const {input, length, count} = area(form, path, {single: true, ...options});
    const cell = frame(form, path, {...options, input, show: value => {
        if (input.value !== (value ?? '')) {
            input.value = value ?? '';
            count();
        }
    }});
    if (length) {
        cell.querySelector('label').append(length);
    }
    return cell;
}

/* A whole number. What is no number stays as it was typed, and is told. */
export function numberField(form, path, {unit, ...options}) {
    const input = h('input', {type: 'text', inputmode: 'numeric', size: 5, autocomplete: 'off',
                              value: String(form.value(path) ?? '')});
    const read = () => /^\s*\d{1,9}\s*$/.test(input.value) ? Number(input.value) : input.value.trim();
    input.addEventListener('input', () => form.change(path, read()));
    input.addEventListener('keydown', event => {
        const step = {ArrowUp: 1, ArrowDown: -1}[event.key];
        const value = read();
        if (step && typeof value === 'number') {
            event.preventDefault();
            input.value = Math.max(0, value + step);
            form.change(path, read());
        }
    });
    const cell = frame(form, path, {...options, input, kind: `number ${options.kind ?? ''}`, show: value => {
        if (read() !== value) {
            input.value = String(value ?? '');
        }
    }});
    if (unit) {
        const row = h('div', {class: 'with-unit'});
        input.replaceWith(row);
        row.append(input, h('span', {class: 'unit'}, unit));
    }
    return cell;
}

export function dateField(form, path, options) {
    const input = h('input', {type: 'date', min: '1000-01-01', max: '9999-12-31',
                              value: form.value(path) ?? ''});
    input.addEventListener('input', () => form.change(path, input.value));
    return frame(form, path, {...options, input, kind: 'date', show: value => {
        if (input.value !== (value ?? '')) {
            input.value = value ?? '';
        }
    }});
}

/* A yes or no with its sentence. */
export function checkField(form, path, {label, hint}) {
    const input = h('input', {type: 'checkbox', checked: Boolean(form.value(path)), id: newId('field')});
    input.addEventListener('change', () => form.change(path, input.checked));
    const faults = h('div', {class: 'faults', id: newId('faults')});
    const note = hint && h('p', {class: 'hint', id: newId('hint')}, hint);
    const cell = h('div', {class: 'field check', 'data-field': path},
                   h('label', {for: input.id}, input, h('span', null, label)), note, faults);
    register(form, path, {cell, input, faults, hint: note, show: value => input.checked = Boolean(value)});
    return cell;
}

/* A group of controls made elsewhere (pictures to choose, languages), with its faults. */
export function groupField(form, path, {label, hint, input, content, show}) {
    const faults = h('div', {class: 'faults', id: newId('faults')});
    const note = hint && h('p', {class: 'hint', id: newId('hint')}, hint);
    const cell = h('fieldset', {class: 'field set', 'data-field': path, tabindex: '-1'},
                   h('legend', null, label), note, content, faults);
    register(form, path, {cell, input: input ?? cell, faults, hint: note, show: show ?? (() => {})});
    return cell;
}

/* Fields of several languages, side by side: a column a language, rows in step. `rows` are
 * functions (language) → element. The columns' heads say what is missing. */
export function languageColumns(form, rows, {main} = {}) {
    const languages = form.languages;
    const grid = h('div', {class: 'languages', role: 'group', 'aria-label': w('by_language')});
    grid.style.setProperty('--columns', languages.length);
    const heads = languages.map(language => {
        const missing = h('span', {class: 'missing'});
        form.watch(() => {
            const none = main && !form.value(main(language));
            missing.textContent = none ? w('missing') : '';
        });
        return h('div', {class: 'language-head', 'data-language': language.code},
                 h('h2', {lang: language.code}, language.name), missing);
    });
    const cells = rows.flatMap(row => languages.map(language => {
        const cell = row(language);
        cell.dataset.language = language.code;
        return cell;
    }));
    grid.append(...heads, ...cells);
    return h('div', {class: 'languages-box'}, languages.length > 2 && columnChooser(grid, languages), grid);
}

/* More than two languages: which of them stand side by side. */
function columnChooser(grid, languages) {
    const shown = new Set(languages.slice(0, 2).map(l => l.code));
    const apply = () => {
        for (const cell of grid.children) {
            cell.hidden = !shown.has(cell.dataset.language);
        }
        grid.style.setProperty('--columns', shown.size);
    };
    const chooser = h('div', {class: 'pills', role: 'group', 'aria-label': w('columns')},
                      languages.map(language => {
        const pill = h('button', {type: 'button', class: 'pill', lang: language.code,
                                  'aria-pressed': String(shown.has(language.code))}, language.name);
        pill.addEventListener('click', () => {
            if (shown.has(language.code) && shown.size > 1) {
                shown.delete(language.code);
            } else {
                shown.add(language.code);
            }
            pill.setAttribute('aria-pressed', String(shown.has(language.code)));
            apply();
        });
        return pill;
    }));
    grid.addEventListener('reveal', event => { // a fault's link leads into a hidden column
        shown.add(event.detail);
        [...chooser.children].forEach((pill, i) =>
            pill.setAttribute('aria-pressed', String(shown.has(languages[i].code))));
        apply();
    });
    apply();
    return chooser;
}
