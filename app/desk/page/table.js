/* A table taken in: cells copied from a spreadsheet, or a CSV file. Its columns are recognised by their
 * headings, in either language; the server says what it would change, and only then it is done. */
import en from './en.js';
import ru from './ru.js';
import {post} from './api.js';
import {announce, button, dialog, h, newId, redraw, toast} from './dom.js';
import {state} from './state.js';
import {sentence, w} from './words.js';

const ROWS_SHOWN = 200;

/* ---- cells ---- */

/* The rows of CSV (RFC 4180, with commas, semicolons or tabs) or of cells copied from a spreadsheet. */
export function readTable(text) {
    const first = text.replace(/"[^"]*"/g, '').split(/\r\n|\r|\n/, 1)[0];
    const count = mark => first.split(mark).length;
    const mark = count('\t') > 1 ? '\t' : count(';') > count(',') ? ';' : ',';
    const rows = [];
    let row = [], cell = '', quoted = false, begins = true;
    const endCell = () => (row.push(cell.trim()), cell = '', begins = true);
    const endRow = () => (endCell(), row.some(Boolean) && rows.push(row), row = []);
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted) {
            if (c !== '"') {
                cell += c;
            } else if (text[i + 1] === '"') {
                cell += text[++i];
            } else {
                quoted = false;
            }
        } else if (c === '"' && begins) {
            quoted = true;
            begins = false;
        } else if (c === mark) {
            endCell();
        } else if (c === '\n' || c === '\r') {
            i += c === '\r' && text[i + 1] === '\n' ? 1 : 0;
            endRow();
        } else {
            cell += c;
            begins = begins && c === ' ';
        }
    }
    endRow();
    return rows;
}

/* The text of a file: UTF-8 or UTF-16, else what a Russian spreadsheet writes, Windows-1251. */
export function decode(buffer) {
    const bytes = new Uint8Array(buffer);
    if (bytes[0] === 0xFF && bytes[1] === 0xFE || bytes[0] === 0xFE && bytes[1] === 0xFF) {
        return new TextDecoder(bytes[0] === 0xFF ? 'utf-16le' : 'utf-16be').decode(buffer);
    }
    try {
        return new TextDecoder('utf-8', {fatal: true}).decode(buffer);
    } catch {
        return new TextDecoder('windows-1251').decode(buffer);
    }
}

/* ---- columns ---- */

const CHAMBERS = 4;
const TEXTS = {news: ['title', 'summary', 'body'],
               delegation: ['name', 'official_name', 'parliament', 'representative', 'role']};
const OTHERS = {
    news: [['date', 'date'], ['shown_from', 'shown_from'], ['shown_until', 'shown_until'],
           ['pinned', 'pinned'], ['delegations', 'delegations']],
    delegation: [['flag', 'flag']],
};
const ALSO = {name: ['country', 'delegation', 'страна', 'делегация'], title: ['title', 'название'],
              deputies: ['seats', 'мест', 'число депутатов'], body: ['body', 'article', 'статья'],
              chamber_name: ['chamber name', 'название палаты'], shown_until: ['until', 'до', 'по'],
              shown_from: ['from', 'с'], date: ['day', 'день'], website: ['site', 'url', 'адрес сайта']};

const chamberLabel = place => w('chamber_n', {position: place + 1});

/* All fields a column may be: {field, key, label, language, place}. */
function fieldsOf(kind) {
    const fields = [];
    for (const key of TEXTS[kind]) {
        for (const {code, name} of state.desk.languages) {
            fields.push({field: `text.${code}.${key}`, key, language: code, label: `${w(`field_${key}`)}: ${name}`});
        }
    }
    for (const [field, key] of OTHERS[kind]) {
        fields.push({field, key, label: w(`field_${key}`)});
    }
    for (let place = 0; kind === 'delegation' && place < CHAMBERS; place++) {
        fields.push({field: `chambers.${place}.deputies`, key: 'deputies', place, label: `${chamberLabel(place)}, ${w('deputies')}`});
        for (const {code, name} of state.desk.languages) {
            fields.push({field: `chambers.${place}.name.${code}`, key: 'chamber_name', language: code, place,
                         label: `${chamberLabel(place)}: ${name}`});
        }
        fields.push({field: `chambers.${place}.website`, key: 'website', place, label: `${chamberLabel(place)}, ${w('website')}`});
    }
    return fields;
}

const plain = text => text.toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}]+/gu, ' ').trim();

/* What a field may be headed by, with the language of the words. */
function headings(key) {
    return [[key, ''], [key.replaceAll('_', ' '), ''], ...(ALSO[key] ?? []).map(word => [word, /[а-я]/.test(word) ? 'ru' : 'en']),
            ...[['en', en], ['ru', ru]].flatMap(([code, words]) =>
                [words[`field_${key}`], words[key]].filter(text => typeof text === 'string').map(text => [text, code]))]
        .map(([text, code]) => [plain(text), code]);
}

/* The field that a heading names; null: none that is free. */
export function guess(heading, fields, taken) {
    if (fields.some(({field}) => field === heading)) {
        return taken.has(heading) ? null : heading;
    }
    const number = Number(heading.match(/\d+/)?.[0] ?? 1) - 1;
    const words = plain(heading);
    let rest = words, language = '';
    for (const {code, name} of state.desk.languages) {
        const names = [plain(name), code, plain(new Intl.DisplayNames(['en'], {type: 'language'}).of(code)),
                       plain(new Intl.DisplayNames(['ru'], {type: 'language'}).of(code))];
        const said = names.find(n => ` ${words} `.includes(` ${n} `));
        if (said) {
            language = code;
            rest = ` ${words} `.replace(` ${said} `, ' ').trim();
        }
    }
    for (const chamber of ['chamber', 'палата']) {
        rest = rest !== chamber && rest.startsWith(chamber) ? rest.slice(chamber.length).trim() : rest;
    }
    for (const {field, key, language: its, place = 0} of fields) {
        const found = headings(key).find(([text]) => text === rest);
        if (found && place === (field.startsWith('chambers') ? number : 0) && !taken.has(field) &&
            (!its || its === (language || found[1] || state.desk.languages[0].code))) {
            return field;
        }
    }
    return null;
}

/* ---- the dialog ---- */

function rowsFor(table, columns) {
    return table.slice(1).map(cells => Object.fromEntries(
        columns.map((field, i) => [field, cells[i] ?? '']).filter(([field]) => field)));
}

function columnChoice(heading, sample, fields, chosen, onChange) {
    const id = newId('column');
    return h('div', {class: 'column'},
             h('label', {for: id}, heading || w('empty')), h('p', {class: 'hint'}, sample),
             h('select', {id, on: {change: event => onChange(event.target.value)}},
               h('option', {value: ''}, w('table_leave_out')),
               fields.map(({field, label}) => h('option', {value: field, selected: field === chosen}, label))));
}

function changeRow(row, label) {
    return h('li', {class: `import-${row.state}`},
             h('h4', null, row.title || w('untitled'), h('span', {class: 'hint'}, ` ${w(`table_is_${row.state}`)}`)),
             row.fields.length > 0 && h('dl', null, row.fields.map(({field, old, new: now}) => [
                 h('dt', null, label(field)),
                 h('dd', null, old && h('del', null, old), old && ' → ', h('ins', null, now || w('empty')))])),
             row.faults.map(fault => h('p', {class: `fault ${fault.severity}`},
                 `${label(fault.field)}: ${sentence([fault.what, fault.what_to_do].filter(Boolean).join(': '))}`)));
}

/* Opens the dialog; `onDone` once a table has been taken in. */
export function openImport(kind, {onDone}) {
    const fields = fieldsOf(kind);
    const labels = new Map(fields.map(({field, label}) => [field, label]));
    const label = field => labels.get(field) ?? field;
    let table = [], columns = [], number = 0;
    return dialog(w('import'), close => {
        const mapping = h('div', {class: 'columns'});
        const result = h('div', {class: 'import-result'});
        const take = button(w('table_take'), () => void send(true), {kind: 'strong', disabled: true});

        async function send(apply) {
            const mine = ++number;
            const rows = rowsFor(table, columns);
            take.disabled = true;
            if (!columns.some(Boolean) || rows.length === 0) {
                redraw(result, h('p', null, w(table.length > 0 ? 'table_no_columns' : 'table_no_rows')));
                return;
            }
            try {
                const said = await post('/api/import', {kind, rows, apply});
                if (apply) {
                    close(true);
                    toast(w('table_taken', {n: said.new + said.changed}));
                    onDone();
                } else if (mine === number) {
                    show(said);
                }
            } catch (error) {
                redraw(result, h('p', {class: 'fault error', role: 'alert'}, error.message));
            }
        }

        function show(said) {
            const changes = said.rows.filter(row => row.state !== 'same' || row.faults.length > 0);
            const counts = ['new', 'changed', 'same'].filter(key => said[key] > 0)
                .map(key => w(`table_${key}`, {n: said[key]})).join(', ');
            take.disabled = said.new + said.changed === 0;
            redraw(result, h('h3', null, w('what_changes')), h('p', null, sentence(counts)),
                   h('ul', {class: 'plain'}, changes.slice(0, ROWS_SHOWN).map(row => changeRow(row, label))),
                   changes.length > ROWS_SHOWN && h('p', null, w('and_more', {n: changes.length - ROWS_SHOWN})));
            announce(counts);
        }

        function read(text) {
            table = readTable(text.replace(/^\uFEFF/, ''));
            const taken = new Set();
            columns = (table[0] ?? []).map(heading => {
                const field = guess(heading, fields, taken);
                taken.add(field);
                return field;
            });
            redraw(mapping, (table[0] ?? []).map((heading, i) =>
                columnChoice(heading, table[1]?.[i] ?? '', fields, columns[i], field => {
                    columns[i] = field || null;
                    void send(false);
                })));
            void send(false);
        }

        const pasted = newId('pasted');
        const readFile = async file => file && read(decode(await file.arrayBuffer()));
        const cells = h('textarea', {id: pasted, rows: 6, autofocus: true, spellcheck: 'false',
                                     on: {input: event => read(event.target.value),
                                          dragover: event => event.preventDefault(),
                                          drop: event => event.dataTransfer.files.length > 0 &&
                                              (event.preventDefault(), void readFile(event.dataTransfer.files[0]))}});
        const file = h('input', {type: 'file', accept: '.csv,.tsv,.txt,text/csv', class: 'unseen', tabindex: '-1',
                                 'aria-hidden': 'true', on: {change: event => void readFile(event.target.files[0])}});
        return [h('p', null, w('table_lead')),
                h('div', {class: 'field'}, h('label', {for: pasted}, w('table_cells')), cells),
                h('p', null, button(w('table_file'), () => file.click()), file),
                mapping, result,
                h('footer', null, button(w('cancel'), () => close(false)), take)];
    }, {wide: true});
}
