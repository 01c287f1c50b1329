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

const PICTURES_MOST = 6, FAULTS_MOST = 50;

export async function show(page) {
    const {signal} = page;
    await Promise.all(openEdits().map(edit => edit.flush()));
    const box = h('div', {class: 'view publish'});
    let done = null; // the version that was just published

    const load = async () => {
        const [plan, screens] = await Promise.all([get('/api/publish', undefined, signal),
                                                   get('/api/screens', undefined, signal)]);
        state.screens = screens.screens ?? [];
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
            done = (await post('/api/publish')).version;
            tell('lists');
            await load();
            box.querySelector('#result')?.focus();
        } catch (error) {
            pressed.disabled = false;
            toast(error.message, {trouble: true});
            await load().catch(() => {});
        }
    };
    await load();
    page.put(box);
    on('now', showResult, signal);
    on('change', () => void load().catch(() => {}), signal);
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
            h('div', {class: 'pairs'}, pictures.slice(0, PICTURES_MOST).map(p => pair(p, signal))),
            pictures.length > PICTURES_MOST && h('p', {class: 'soft'},
                                                w('and_more', {n: pictures.length - PICTURES_MOST}))),
    ];
}

/* Errors lie open, for they keep it; what is only to be looked at opens when wanted. */
function faultSections(faults, errors, warnings) {
    const list = some => h('ul', null, some.slice(0, FAULTS_MOST).map(fault => h('li', {class: 'of-item'},
        h('a', {href: itemHash(fault)}, fault.title || w('untitled')), faultLine(fault))),
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

/* A screen as it is and as it will be. */
function pair({screen, title}, signal) {
    const [width, height] = state.desk.sizes?.[0] ?? [1920, 1080];
    const codes = state.desk.languages.map(l => l.code);
    const lang = codes.includes(state.language) ? state.language : codes[0];
    const side = (content, label) => {
        const picture = new Picture(`${title}: ${label}`, signal);
        const trouble = h('p', {class: 'soft'});
        picture.onTrouble = sentence => trouble.textContent = sentence && w('not_on_screen');
        const bezel = h('button', {type: 'button', class: 'bezel', 'aria-label': `${w('zoom')}: ${title}, ${label}`,
                                   on: {click: () => void zoomed(picture, title)}}, picture.image,
                        h('span', {class: 'zoom-mark'}, icon('zoom')));
        bezel.style.setProperty('--shape', `${width} / ${height}`);
        void picture.ask({content, screen, w: width, h: height, lang, change: state.change});
        return h('figure', null, h('figcaption', {class: 'overline'}, label), bezel, trouble);
    };
    return h('div', {class: 'pair'}, h('h3', null, title),
             h('div', {class: 'sides'}, side('published', w('before')), side('draft', w('after'))));
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
