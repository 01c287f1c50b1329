/* Publishing: what will change, in sentences and pictures; what keeps it; one button; how it went. */
import {get, post} from './api.js';
import {announce, ask, button, h, icon, redraw, toast} from './dom.js';
import {openEdits} from './edit.js';
import {faultLine} from './field.js';
import {Picture, zoomed} from './preview.js';
import {itemHash, viewHead} from './rows.js';
import {screenList} from './screens.js';
import {on, state, tell} from './state.js';
import {w} from './words.js';

const PICTURES_MOST = 4, FAULTS_MOST = 50, AGAIN_MS = 700;

export async function show(page) {
    const {signal} = page;
    await Promise.all(openEdits().map(edit => edit.flush()));
    const box = h('div', {class: 'view publish'});
    let done = null; // the version that was just published
    let change;      // of what was looked at, which is what is published

    const load = async () => {
        const [plan, screens] = await Promise.all([lookedAt(signal), get('/api/screens', undefined, signal)]);
        state.screens = screens.screens ?? [];
        change = plan.change;
        const waits = plan.changes.length > 0;
        redraw(box, viewHead(w('publishing')), (done || !waits) && result,
               waits ? body(plan, publish, signal) : h('p', {class: 'lead'}, w('nothing_to_publish')));
        showResult();
    };
    const result = h('section', {class: 'result', 'aria-labelledby': 'result'});
    const showResult = () => {
        const text = JSON.stringify([done, state.screens]);
        if (result.dataset.text === text) {
            return;
        }
        result.dataset.text = text;
        result.replaceChildren(
            h('h2', {id: 'result', tabindex: '-1'}, done ? w('published_now', {version: done}) : w('screens')),
            screenList(state.screens));
        const waiting = state.screens.filter(screen => screen.state !== 'current').length;
        if (done) {
            announce(waiting ? w('screens_waiting', {n: waiting}) : w('screens_current'));
        }
    };
    const publish = async event => {
        const pressed = event.currentTarget;
        pressed.disabled = true;
        try {
            done = (await patiently(() => post('/api/publish', {change}), signal)).version;
            tell('lists');
            await load();
            box.querySelector('#result')?.focus();
        } catch (error) {
            pressed.disabled = false;
            toast(error.message, {trouble: true});
            await load().catch(() => {});
        }
    };
    box.append(viewHead(w('publishing')), h('p', {class: 'lead', role: 'status'}, w('looking')));
    page.put(box);
    on('now', showResult, signal);
    await load();
    on('change', () => void load().catch(() => {}), signal);
}

const pause = ms => new Promise(resolve => setTimeout(resolve, ms));

/* What would change. With much content it takes the desk a while: it is asked until it knows. */
async function lookedAt(signal) {
    for (;;) {
        const plan = await get('/api/publish', undefined, signal);
        if (plan.ready !== false) {
            return plan;
        }
        await pause(AGAIN_MS);
    }
}

/* Asks again while the desk says that it is busy. */
async function patiently(action, signal) {
    for (;;) {
        try {
            return await action();
        } catch (error) {
            if (error.status !== 503 || signal.aborted) {
                throw error;
            }
            await pause(AGAIN_MS);
        }
    }
}

function body(plan, publish, signal) {
    const {changes, errors, warnings, faults, pictures} = plan;
    const may = state.role === 'publishes';
    const reason = errors ? w('errors_keep', {n: errors}) : !may ? w('may_not_publish') : '';
    return [
        h('div', {class: 'publish-top'},
          h('section', {'aria-labelledby': 'changes'}, h('h2', {id: 'changes'}, w('what_changes')),
            h('ol', {class: 'sentences'}, changes.map(sentence => h('li', null, sentence)))),
          h('div', {class: 'publish-act'},
            reason ? h('p', {class: `fault ${errors ? 'error' : 'warning'}`, id: 'kept'},
                       icon(errors ? 'error' : 'warning'), h('span', null, reason))
                : h('p', {class: 'soft'}, state.screens.length ? w('publish_text', {n: state.screens.length}) : w('no_screens')),
            button(w('publish_now'), publish, {kind: 'call large', name: 'publish', disabled: Boolean(reason),
                                               'aria-describedby': reason ? 'kept' : null}),
            button(w('discard'), () => void discard(), {kind: 'quiet', name: 'undo'}))),
        faultSections(faults ?? [], errors, warnings),
        pictures?.length > 0 && h('section', {'aria-labelledby': 'pictures'},
            h('h2', {id: 'pictures'}, w('before_and_after')),
            pairs(pictures, signal)),
    ];
}

/* Errors lie open, for they keep it; what is only to be looked at opens when wanted. */
function faultSections(faults, errors, warnings) {
    const list = some => h('ul', null, some.slice(0, FAULTS_MOST).map(fault => h('li', {class: 'of-item'},
        fault.kind && fault.slug ? h('a', {href: itemHash(fault)}, fault.title || fault.where || fault.slug)
            : h('p', null, fault.where), faultLine(fault))),
        some.length > FAULTS_MOST && h('li', null, w('and_more', {n: some.length - FAULTS_MOST})));
    const wrong = faults.filter(fault => fault.severity === 'error');
    const doubtful = faults.filter(fault => fault.severity !== 'error');
    return [
        wrong.length > 0 && h('section', {class: 'summary errors', 'aria-labelledby': 'errors'},
                              h('h2', {id: 'errors'}, w('errors', {n: errors})), list(wrong)),
        doubtful.length > 0 && h('details', {class: 'summary'},
                                 h('summary', null, h('h2', null, w('warnings', {n: warnings}))), list(doubtful)),
    ];
}

/* The first few at once, the others when wanted. */
function pairs(pictures, signal) {
    const place = h('div', null, pictures.slice(0, PICTURES_MOST).map(picture => pair(picture, signal)));
    const rest = pictures.slice(PICTURES_MOST);
    if (rest.length) {
        const more = button(`${w('show_all')} (${rest.length})`, () => {
            const added = rest.map(picture => pair(picture, signal));
            more.replaceWith(...added);
            added[0].querySelector('button')?.focus();
        });
        place.append(more);
    }
    return place;
}

/* What a screen is called: "Belarus · Idle loop". */
function nameOf(screen, title) {
    const kind = {delegation: 'screen_delegation', news: 'screen_article', idle: 'screen_idle'}[screen.split('/')[0]];
    return kind && screen.includes('/') ? `${title} · ${w(kind)}` : title;
}

/* A screen as it is and as it will be. */
function pair({screen, title, language, before, after}, signal) {
    const [width, height] = state.desk.sizes?.[0] ?? [1920, 1080];
    const codes = state.desk.languages.map(l => l.code);
    const lang = [language, state.language].find(code => codes.includes(code)) ?? codes[0];
    const side = (content, label, there) => {
        const picture = new Picture(`${title}: ${label}`, signal);
        const trouble = h('p', {class: 'soft'});
        picture.onTrouble = sentence => trouble.textContent = sentence && w('not_on_screen');
        const bezel = h('button', {type: 'button', class: 'bezel', 'aria-label': `${w('zoom')}: ${title}, ${label}`,
                                   on: {click: () => void zoomed(picture, title)}}, picture.image,
                        h('span', {class: 'zoom-mark'}, icon('zoom')));
        bezel.style.setProperty('--shape', `${width} / ${height}`);
        if (there === false) {
            trouble.textContent = w('not_on_screen');
        } else {
            void picture.ask({content, screen, w: width, h: height, lang, change: state.change});
        }
        return h('figure', null, h('figcaption', {class: 'overline'}, label),
                 there === false ? trouble : [bezel, trouble]);
    };
    return h('div', {class: 'pair'}, h('h3', null, nameOf(screen, title)),
             h('div', {class: 'sides'}, side('published', w('before'), before), side('draft', w('after'), after)));
}

async function discard() {
    if (!await ask(w('discard'), w('discard_sure'), w('discard'), {danger: true})) {
        return;
    }
    try {
        await post('/api/discard');
        tell('lists');
        tell('change', []);
        toast(w('discarded'), {label: w('undo'), action: () => tell('undo')});
    } catch (error) {
        toast(error.message, {trouble: true});
    }
}
