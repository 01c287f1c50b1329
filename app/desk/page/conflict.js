/* Two people changed the same words at once: both versions, and a choice for each place. */
import {differences, valueAt, withValue} from './document.js';
import {button, choice, dialog, h} from './dom.js';
import {w} from './words.js';

/* What a field is called: the labels of its last steps that have words. */
function nameOf(path, languages) {
    const steps = path.split('.').map(step => {
        const language = languages.find(l => l.code === step);
        return language?.name ?? (/^\d+$/.test(step) ? String(Number(step) + 1) : w(`field_${step}`));
    });
    return steps.filter(step => step && !step.startsWith('field_')).join(' · ');
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

/* Asks, and goes on from the answer; closed without one, it is asked again at the next key. */
export async function settleConflict(edit, languages) {
    if (edit.asking || !edit.theirs) {
        return;
    }
    edit.asking = true;
    const {merged, conflicts, by} = edit.theirs;
    const mine = edit.document;
    const chosen = new Map(conflicts.map(path => [path, 'mine']));
    const answer = await dialog(w('conflict'), close => [
        h('p', null, w('conflict_text', {name: by || w('somebody')})),
        h('div', {class: 'conflicts'}, conflicts.map(path => h('section', null,
            h('h3', null, nameOf(path, languages)),
            h('div', {class: 'versions'},
              h('div', null, h('p', {class: 'overline'}, w('yours')),
                h('p', {class: 'version'}, shown(valueAt(mine, path)))),
              h('div', null, h('p', {class: 'overline'}, by || w('theirs')),
                h('p', {class: 'version'}, shown(valueAt(edit.theirs.document, path))))),
            choice(w('keep_which'), [{value: 'mine', label: w('keep_mine')},
                                     {value: 'theirs', label: w('keep_theirs', {name: by || w('theirs')})}],
                   'mine', value => chosen.set(path, value), {hideLabel: true})))),
        h('footer', null, button(w('keep_these'), () => close(true), {kind: 'strong', autofocus: true})),
    ], {wide: true});
    edit.asking = false;
    if (!edit.theirs) {
        return;
    }
    if (!answer) {
        return; // the top bar goes on saying so, with a button that asks again
    }
    const typedSince = differences(mine, edit.document);
    let document = merged;
    for (const [path, whose] of chosen) {
        if (whose === 'mine') {
            document = withValue(document, path, valueAt(edit.document, path));
        }
    }
    for (const path of typedSince) {
        document = withValue(document, path, valueAt(edit.document, path));
    }
    await edit.settle(document);
}
