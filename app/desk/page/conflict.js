/* Two people changed the same words at once: both versions, and a choice for each place. */
import {merge, valueAt, withValue} from './document.js';
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
    return [part(0, begin), middle && h('mark', null, middle), part(words.length - end)];
}

/* Asks until it is settled or put off: then the top bar goes on saying so, with a button that asks again. */
export async function settleConflict(edit, languages) {
    if (edit.asking) {
        return;
    }
    edit.asking = true;
    let again = false;
    try {
        while (edit.theirs && await askOnce(edit, languages, again)) {
            again = true; // the other has changed it once more
        }
    } finally {
        edit.asking = false;
    }
}

/* Whether it is to be asked again, where there is still something to ask. */
async function askOnce(edit, languages, again) {
    const {theirs, document: mine} = edit;
    const {conflicts} = merge(edit.base, mine, theirs.document);
    const chosen = new Map();
    if (conflicts.length) {
        const over = new AbortController();
        const answer = await dialog(w('conflict'), close => {
            edit.addEventListener('conflict', () => close('again'), {signal: over.signal});
            edit.addEventListener('merged', () => close('again'), {signal: over.signal});
            return question({mine, theirs, conflicts, languages, again, chosen, close});
        }, {wide: true, calm: true});
        over.abort();
        if (answer !== 'chosen') {
            return answer === 'again';
        }
    }
    const now = merge(edit.base, edit.document, edit.theirs.document); // elsewhere more may have been changed
    if (now.conflicts.every(path => chosen.has(path))) {
        const mineOf = (document, path) => withValue(document, path, valueAt(edit.document, path));
        await edit.settle(now.conflicts.filter(path => chosen.get(path) === 'mine').reduce(mineOf, now.document));
    }
    return true;
}

/* Nothing is chosen beforehand: each place has to be looked at. */
function question({mine, theirs, conflicts, languages, again, chosen, close}) {
    const name = theirs.by || w('somebody');
    const missing = h('p', {class: 'fault error', role: 'alert', id: newId('missing')});
    const places = conflicts.map(path => {
        const label = nameOf(path, languages);
        const [own, other] = [mine, theirs.document].map(document => shown(valueAt(document, path)));
        const version = (whose, text, unlike) => h('div', {tabindex: '0', role: 'group', 'aria-label': `${label}: ${whose}`},
            h('p', {class: 'overline'}, whose), h('p', {class: 'version'}, marked(text, unlike)));
        const pick = choice(`${label}: ${w('keep_which')}`, [
            {value: 'mine', label: w('keep_mine')}, {value: 'theirs', label: w('keep_theirs', {name})},
        ], null, value => {
            chosen.set(path, value);
            missing.replaceChildren();
            place.classList.remove('wrong');
        }, {hideLabel: true});
        pick.setAttribute('aria-describedby', missing.id);
        const place = h('section', null, h('h3', null, label),
            h('div', {class: 'versions'}, version(w('yours'), own, other), version(theirs.by || w('theirs'), other, own)), pick);
        return {path, label, place, pick};
    });
    const keep = () => {
        const open = places.filter(({path}) => !chosen.has(path));
        open.forEach(({place}) => place.classList.add('wrong'));
        if (!open.length) {
            close('chosen');
            return;
        }
        missing.replaceChildren(icon('error'), h('span', null,
            w('choose_first', {places: open.map(({label}) => label).join('; ')})));
        open[0].place.scrollIntoView({block: 'nearest'});
        open[0].pick.querySelector('input').focus();
    };
    requestAnimationFrame(() => places.forEach(({place}) => place.querySelectorAll('mark').forEach(mark => {
        const box = mark.closest('[tabindex]'); // of a long text the beginning may be the same
        box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - 3.5 * parseFloat(getComputedStyle(box).fontSize);
    })));
    return [
        h('p', null, w(again ? 'conflict_again' : 'conflict_text', {name})),
        h('div', {class: 'conflicts'}, places.map(({place}) => place)),
        missing,
        h('footer', null, button(w('later'), () => close()), button(w('keep_these'), keep, {kind: 'strong'})),
    ];
}
