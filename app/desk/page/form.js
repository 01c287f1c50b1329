/* The frame of every form: its head, the faults' summary, the fields, the preview beside them.
 * What fields a kind has is in form_news.js, form_delegation.js, form_notice.js, form_settings.js. */
import {api, get, itemAddress} from './api.js';
import {settleConflict} from './conflict.js';
import {same, valueAt} from './document.js';
import {announce, ask, button, h, icon, toast} from './dom.js';
import {openEdit} from './edit.js';
import {faultLine} from './field.js';
import {Preview} from './preview.js';
import {on, state, tell} from './state.js';
import {titleOf, w} from './words.js';

const CHECK_MS = 500; // after the last save: the checks that need the fonts and the screens

const BUILDERS = {
    delegation: () => import('./form_delegation.js'),
    news: () => import('./form_news.js'),
    notice: () => import('./form_notice.js'),
    lobby: () => import('./form_settings.js'),
};

/* What the builders and fields see of the form. */
class Form {
    constructor(edit, signal) {
        this.edit = edit;
        this.signal = signal;
        this.fields = new Map(); // path → {input, cell, show, describe, focus}
        this.watchers = [];
        this.faults = [];
        this.languages = edit.kind === 'lobby' ? edit.value('languages') ?? [] : state.desk.languages;
    }

    value(path) {
        return this.edit.value(path);
    }

    change(path, value) {
        if (this.showing || same(this.value(path), value)) {
            return;
        }
        this.edit.change(path, value);
        this.preview.await();
        this.watchers.forEach(watcher => watcher());
    }

    /* Calls `watcher` now (once the form stands) and after every change of the document. */
    watch(watcher) {
        this.watchers.push(watcher);
    }

    /* Forgets the fields under `path`, which are about to be made anew. */
    forget(path) {
        for (const known of [...this.fields.keys()]) {
            if (known === path || known.startsWith(`${path}.`)) {
                this.fields.delete(known);
            }
        }
    }

    showDocument() {
        this.showing = true;
        for (const [path, field] of this.fields) {
            field.show(this.value(path));
        }
        this.showing = false;
        this.watchers.forEach(watcher => watcher());
    }

    /* The field a fault is about, or the nearest above or below it; null where there is none. */
    fieldFor(path) {
        for (let at = path; at; at = at.replace(/\.?[^.]*$/, '')) {
            if (this.fields.has(at)) {
                return at;
            }
        }
        return [...this.fields.keys()].find(known => known.startsWith(`${path}.`)) ?? null;
    }

    showFaults() {
        const at = new Map();
        for (const fault of this.faults) {
            const path = this.fieldFor(fault.field);
            if (path) {
                at.set(path, [...at.get(path) ?? [], fault]);
            }
        }
        for (const [path, field] of this.fields) {
            field.describe(at.get(path) ?? []);
        }
        this.summary?.(this.faults);
    }

    jump(path) {
        const field = this.fields.get(this.fieldFor(path) ?? '');
        const hidden = field?.cell.closest('[data-language][hidden]');
        hidden?.parentElement.dispatchEvent(new CustomEvent('reveal', {detail: hidden.dataset.language}));
        field?.cell.scrollIntoView({block: 'center'});
        field?.focus();
    }
}

/* Faults of the document's own rules come with every save, the others (letters, fit) a moment
 * later; until then those stay whose field has not changed. */
function followFaults(form) {
    const {edit, signal} = form;
    let checked = null, checkedOf = null, timer = 0, rules = edit.faults;
    const show = () => {
        const still = (checked ?? []).filter(fault => same(valueAt(checkedOf, fault.field),
                                                           edit.value(fault.field)));
        const key = fault => fault.field + fault.what;
        const all = new Map([...rules, ...still].map(fault => [key(fault), fault]));
        form.faults = [...all.values()].sort((a, b) => (a.severity === 'error' ? 0 : 1) -
                                                       (b.severity === 'error' ? 0 : 1));
        form.showFaults();
    };
    const check = async () => {
        const document = edit.base;
        try {
            const reply = await get('/api/faults', {kind: edit.kind, slug: edit.slug}, signal);
            if (same(document, edit.document)) {
                checked = reply.faults;
                checkedOf = document;
                rules = [];
                show();
                if (reply.ready === false) { // it is still being looked at: more may come
                    clearTimeout(timer);
                    timer = setTimeout(check, CHECK_MS);
                }
            }
        } catch {
            // the save says what is wrong with the connection; the next save checks again
        }
    };
    edit.addEventListener('saved', () => {
        rules = edit.faults;
        show();
        clearTimeout(timer);
        timer = setTimeout(check, CHECK_MS);
    }, {signal});
    edit.addEventListener('document', () => void check(), {signal});
    on('check', () => void check(), signal);
    signal.addEventListener('abort', () => clearTimeout(timer));
    show();
    void check();
}

/* How many faults there are, in one line that is always there, so that nothing moves under who types;
 * which they are, to whoever opens it. */
function faultSummary(form) {
    const heading = h('h2');
    const list = h('ul');
    const box = h('details', {class: 'summary', hidden: true}, h('summary', null, heading), list);
    const none = h('p', {class: 'soft'}, w('no_faults'));
    let said = '', timer = 0;
    form.summary = faults => {
        const errors = faults.filter(fault => fault.severity === 'error').length;
        const text = [errors && w('errors', {n: errors}),
                      faults.length - errors && w('warnings', {n: faults.length - errors})]
            .filter(Boolean).join(', ');
        box.hidden = faults.length === 0;
        none.hidden = faults.length > 0;
        box.classList.toggle('errors', errors > 0);
        heading.textContent = text;
        const next = faults.map(f => f.field + f.what).join();
        if (list.dataset.text !== next) {
            list.dataset.text = next;
            list.replaceChildren(...faults.map(fault => h('li', null, faultLine(fault),
                form.fieldFor(fault.field) && h('button', {type: 'button', class: 'link',
                    'aria-label': `${w('go_to_field')}: ${fault.what}`,
                    on: {click: () => form.jump(fault.field)}}, w('go_to_field')))));
        }
        if (text !== said) {
            said = text;
            clearTimeout(timer);
            timer = setTimeout(() => announce(text || w('no_faults')), 1500);
        }
    };
    return h('div', {class: 'summary-place'}, none, box);
}

/* The item was removed while it was open here. */
function vanished(form, back) {
    const {edit, signal} = form;
    const place = h('div', {class: 'gone', role: 'alert'});
    const leave = () => {
        edit.drop();
        location.hash = back;
    };
    const addAgain = async () => {
        try {
            const title = titleOf(titlesOf(edit)).text;
            const {slug} = await api('POST', `/api/items/${edit.kind}`, {json: {document: edit.document, title}});
            edit.drop();
            tell('lists');
            if (slug === edit.slug) {
                tell('reshow');
            } else {
                location.hash = `${edit.kind}/${encodeURIComponent(slug)}`;
            }
        } catch (error) {
            toast(error.message, {trouble: true});
        }
    };
    const show = () => {
        const isGone = edit.status === 'gone';
        const text = isGone ? w(edit.goneBy ? 'gone_by' : 'gone', {name: edit.goneBy}) : '';
        if (place.dataset.text !== text) {
            place.dataset.text = text;
            place.replaceChildren(...isGone ? [h('p', null, h('strong', null, text), ' ', w('gone_text')),
                h('div', {class: 'actions'}, button(w('add_again'), () => void addAgain(), {kind: 'strong', name: 'plus'}),
                  button(w('let_go'), leave))] : []);
        }
    };
    on('edit-status', show, signal);
    show();
    return place;
}

const namesAt = edit => [...new Set(state.people.filter(p => p.at === edit.name).map(p => p.name))];

/* Its titles by language. */
const titlesOf = edit => Object.fromEntries(Object.entries(edit.value('text') ?? {}).map(
    ([code, text]) => [code, typeof text === 'string' ? text : text?.title || text?.name]));

/* Who else has this open. */
function others(form) {
    const place = h('p', {class: 'also-here', hidden: true, role: 'status'});
    const show = () => {
        const names = namesAt(form.edit);
        place.hidden = names.length === 0;
        const text = names.length ? w('also_here', {n: names.length, names: names.join(', ')}) : '';
        if (place.textContent !== text) {
            place.replaceChildren(icon('person'), text);
        }
    };
    on('now', show, form.signal);
    show();
    return place;
}

async function removeItem(form, title, back) {
    const {kind, slug} = form.edit;
    const names = namesAt(form.edit);
    const open = names.length ? ` ${w('remove_open', {n: names.length, names: names.join(', ')})}` : '';
    if (!await ask(w(`remove_${kind}`), w('remove_sure', {title}) + open, w('remove'), {danger: true})) {
        return;
    }
    await form.edit.flush();
    try {
        await api('DELETE', itemAddress(kind, slug), {json: {revision: form.edit.revision}});
        tell('lists');
        location.hash = back;
        toast(w('removed', {title}), {label: w('undo'), action: () => tell('undo')});
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}

/* Shows the form of an item. `page` is the route's place (main.js). */
export async function showForm(page, kind, slug) {
    const builder = await BUILDERS[kind]();
    const edit = await openEdit(kind, slug);
    const {signal} = page;
    if (signal.aborted) {
        edit.close();
        return;
    }
    signal.addEventListener('abort', () => edit.close());
    state.at = edit.name;
    const form = new Form(edit, signal);
    const preview = new Preview(builder.screens(edit), signal);
    form.preview = preview;
    const heading = h('h1', {tabindex: '-1'});
    const back = builder.back ?? `#${kind}`;
    const titleText = () => builder.title?.(edit) ?? titleOf(titlesOf(edit)).text;
    form.watch(() => {
        heading.textContent = titleText();
        page.title(titleText());
    });
    const body = builder.build(form);
    const removable = kind !== 'lobby' &&
        button(w('remove'), () => removeItem(form, titleText(), back), {kind: 'quiet', name: 'remove'});
    const fields = h('form', {class: `fields ${kind}-form`, novalidate: true, autocomplete: 'off',
                              on: {submit: event => event.preventDefault()}},
                     faultSummary(form), body, removable && h('div', {class: 'foot'}, removable));
    const element = h('div', {class: 'form-view'},
                      h('header', {class: 'form-head'},
                        kind !== 'lobby' && h('a', {class: 'button back', href: back}, icon('left'),
                                              h('span', null, w(kind === 'news' ? 'news' : `${kind}s`))),
                        h('p', {class: 'overline'}, w(`a_${kind}`)), heading),
                      h('div', null, others(form), vanished(form, back)), fields);
    preview.stand(fields);
    form.showDocument();
    page.put(element);
    edit.addEventListener('document', () => form.showDocument(), {signal});
    edit.addEventListener('saved', event => {
        const {change, document} = event.detail;
        preview.refresh(change, edit.broken);
        if (!same(document, edit.document)) {
            preview.await();
        }
    }, {signal});
    edit.addEventListener('merged', event =>
        toast(w('merged', {name: event.detail || w('somebody')})), {signal});
    edit.addEventListener('conflict', () => void settleConflict(edit, form.languages), {signal});
    on('change', others => {
        const removed = others?.find(change => change.removed && `${change.kind}/${change.slug}` === edit.name);
        if (!removed && edit.status !== 'gone') {
            preview.refresh(state.change, edit.broken);
        }
        edit.reload().catch(error => error.status === 404 && edit.vanish(removed?.by));
    }, signal);
    const hold = () => preview.hold(!['saved', 'typing', 'saving'].includes(edit.status));
    on('edit-status', hold, signal);
    hold();
    followFaults(form);
    tell('edit-status', edit);
    if (edit.putBack) {
        edit.putBack = false;
        toast(w('put_back'));
    }
    if (edit.status === 'conflict') {
        void settleConflict(edit, form.languages);
    }
    if (edit.status !== 'gone') {
        preview.refresh(state.change, edit.broken);
    }
}
