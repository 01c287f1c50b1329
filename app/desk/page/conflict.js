/* Two people changed the same words at once: both versions, and a choice for each place. */
import {merge, same, valueAt, withValue} from './document.js';
import {button, choice, dialog, h, icon, newId} from './dom.js';
import {w} from './words.js';

/* What a field is called: "Headline · English", "Chambers · 1 · Deputies". */
function nameOf(path, languages) {
    const steps = path.split('.');
    const language = languages.find(l => steps.includes(l.code));
    const names = steps.filter((step, i) => step !== language?.code && (step !== 'text' || i > 0 || steps.length < 3))
        .map(step => /^\d+$/.test(step) ? String(Number(step) + 1) : w(`field_${step}`))
        .filter(name => !name.startsWith('field_'));
    return [...names, language?.name].filter(Boolean).join(' · ');
}

function shown(value) {
    if (value === undefined || value === '' || value === null) {
        return w('empty');
    }
    if (typeof value === 'boolean') {
        return w(value ? 'yes' : 'no');
    }
    if (Array.isArray(value)) {
        return value.map(v => shown(v)).join('\n');
    }
    return typeof value === 'object' ? Object.values(value).map(shown).join(', ') : String(value);
}

/* The text with that marked in which it differs from the other, by whole words. */
function marked(text, other) {
    const words = text.split(/(?<=\s)/), others = other.split(/(?<=\s)/);
    const most = Math.min(words.length, others.length);
    let begin = 0, end = 0;
    while (begin < most && words[begin] === others[begin]) {
        begin++;
    }
    while (end < most - begin && words.at(-1 - end) === others.at(-1 - end)) {
        end++;
    }
    const part = (from, to) => words.slice(from, to).join('');
    const middle = part(begin, words.length - end);
    return [part(0, begin), middle && h('mark', null, middle), part(words.length - end)].filter(Boolean);
}

/* Asks until it is settled or put off: then the top bar goes on saying so, with a button that asks again. */
export async function settleConflict(edit, languages) {
    if (edit.asking) {
        return;
    }
    edit.asking = true;
    try {
        while (edit.theirs && await askOnce(edit, languages));
    } finally {
        edit.asking = false;
    }
}

/* Whether it is to be asked again, where there is still something to ask. */
async function askOnce(edit, languages) {
    const conflictsNow = () => merge(edit.base, edit.document, edit.theirs.document);
    const {conflicts} = conflictsNow();
    const chosen = new Map();
    if (conflicts.length) {
        const over = new AbortController();
        const answer = await dialog(w('conflict'), close => {
            const {parts, renew} = question(edit, {conflicts, languages, chosen, close});
            /* The other goes on writing: in the same places it is shown here. */
            edit.addEventListener('conflict', () => same(conflicts, conflictsNow().conflicts) ? renew() : close('again'),
                                  {signal: over.signal});
            edit.addEventListener('merged', () => close('again'), {signal: over.signal});
            return parts;
        }, {wide: true, calm: true});
        over.abort();
        if (answer !== 'chosen') {
            return answer === 'again';
        }
    }
    const now = conflictsNow(); // elsewhere more may have been changed
    if (now.conflicts.every(path => chosen.has(path))) {
        const mineOf = (document, path) => withValue(document, path, valueAt(edit.document, path));
        await edit.settle(now.conflicts.filter(path => chosen.get(path) === 'mine').reduce(mineOf, now.document));
    }
    return true;
}

/* Nothing is chosen beforehand: each place has to be looked at, and again where it has changed once more. */
function question(edit, {conflicts, languages, chosen, close}) {
    const by = edit.theirs.by;
    const name = by || w('somebody');
    const lead = h('p', {role: 'status'}, w('conflict_text', {name}));
    const missing = h('p', {class: 'fault error', role: 'alert', id: newId('missing')});
    const version = (label, whose) => {
        const text = h('p', {class: 'version'});
        const box = h('div', {tabindex: '0', role: 'group', 'aria-label': `${label}: ${whose}`},
                      h('p', {class: 'overline'}, whose), text);
        return {box, show: (own, other) => {
            text.replaceChildren(...marked(own, other));
            requestAnimationFrame(() => { // of a long text the beginning may be the same
                const mark = text.querySelector('mark');
                box.scrollTop += mark ? mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 56 : 0;
            });
        }};
    };
    const places = conflicts.map(path => {
        const label = nameOf(path, languages);
        const mine = version(label, w('yours')), theirs = version(label, by || w('theirs'));
        const pick = choice(`${label}: ${w('keep_which')}`, [
            {value: 'mine', label: w('keep_mine')}, {value: 'theirs', label: w('keep_theirs', {name})},
        ], null, value => {
            chosen.set(path, value);
            missing.replaceChildren();
            section.classList.remove('wrong');
        }, {hideLabel: true});
        pick.setAttribute('aria-describedby', missing.id);
        const section = h('section', null, h('h3', null, label), h('div', {class: 'versions'}, mine.box, theirs.box), pick);
        let last;
        /* Shows both; whether theirs is another than before. */
        const show = () => {
            const [own, other] = [edit.document, edit.theirs.document].map(document => shown(valueAt(document, path)));
            const isOther = other !== last;
            last = other;
            mine.show(own, other);
            theirs.show(other, own);
            return isOther;
        };
        show();
        return {path, label, section, pick, show};
    });
    const renew = () => {
        for (const {path, pick} of places.filter(({show}) => show())) {
            chosen.delete(path);
            pick.querySelectorAll('input').forEach(input => input.checked = false);
        }
        lead.textContent = w('conflict_again', {name});
    };
    const keep = () => {
        const open = places.filter(({path}) => !chosen.has(path));
        open.forEach(({section}) => section.classList.add('wrong'));
        if (!open.length) {
            close('chosen');
            return;
        }
        missing.replaceChildren(icon('error'), h('span', null,
            w('choose_first', {places: open.map(({label}) => label).join('; ')})));
        open[0].section.scrollIntoView({block: 'nearest'});
        open[0].pick.querySelector('input').focus();
    };
    return {renew, parts: [lead, h('div', {class: 'conflicts'}, places.map(({section}) => section)), missing,
        h('footer', null, button(w('later'), () => close()), button(w('keep_these'), keep, {kind: 'strong'}))]};
}
