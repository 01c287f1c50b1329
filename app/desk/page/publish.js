/* Publishing: what will change, in sentences and pictures; what keeps it; one button; how it went. */
import {get, post} from './api.js';
import {announce, ask, button, h, icon, redraw, toast} from './dom.js';
import {openEdits} from './edit.js';
import {faultLine} from './field.js';
import {Picture, boardSize, glass, screenLanguage} from './preview.js';
import {itemHash, viewHead} from './rows.js';
import {screenList} from './screens.js';
import {on, state, tell} from './state.js';
import {w} from './words.js';

const PICTURES_MOST = 4, FAULTS_MOST = 50, SAID_MOST = 3, AGAIN_MS = 700;

export async function show(page) {
    const {signal} = page;
    await Promise.all(openEdits().map(edit => edit.flush()));
    const box = h('div', {class: 'view publish'});
    let done = null;    // the version that was just published
    let change;         // of what was looked at, which is what is published
    let seen = null;    // the sentences of what would change, as they stood here last
    const told = h('p', {class: 'also-here', hidden: true}); // that others have changed them meanwhile
    const tellOf = text => {
        told.replaceChildren(icon('person'), text);
        told.hidden = false;
        announce(text);
    };

    const load = async (others = []) => {
        const [plan, screens] = await Promise.all([lookedAt(signal), get('/api/screens', undefined, signal)]);
        state.screens = screens.screens ?? [];
        change = plan.change;
        const waits = plan.changes.length > 0;
        const fresh = new Set(seen && plan.changes.filter(sentence => !seen.includes(sentence)));
        const names = [...new Set(others.map(change => change.by).filter(Boolean))];
        if (!seen && !done) {
            announce(plan.changes.slice(0, SAID_MOST).join('; ') || w('nothing_to_publish'));
        }
        seen = plan.changes;
        if (names.length) {
            tellOf([w('changed_meanwhile', {n: names.length, names: names.join(', ')}), fresh.size > 0 && w('new_is_marked')]
                .filter(Boolean).join(' '));
        }
        if (done !== state.version) {
            done = null; // another has published since
        }
        redraw(box, viewHead(heading()), told, waits ? [done && result, body(plan, fresh, publish, signal)]
            : h('div', {class: 'publish-top'}, published(signal),
                h('div', null, result, h('p', {class: 'soft'}, w('nothing_to_publish')))));
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
            state.version = done;
            seen = null;
            told.hidden = true;
            tell('lists');
            await load();
            box.querySelector('#result')?.focus();
        } catch (error) {
            pressed.disabled = false;
            toast(error.message, {trouble: true});
            await load().catch(() => {});
        }
    };
    box.append(viewHead(heading()), h('p', {class: 'lead', role: 'status'}, w('looking')));
    page.put(box);
    on('now', showResult, signal);
    await load();
    on('change', others => void load(others).catch(() => {}), signal);
    on('published', tellOf, signal);
}

const heading = () => w(state.role === 'publishes' ? 'publishing' : 'to_publish');

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

/* What the screens show once they have it. */
function published(signal) {
    const [width, height] = boardSize();
    const picture = new Picture(w('published_alt'), signal);
    void picture.ask({content: 'published', screen: 'home', w: width, h: height, lang: screenLanguage(),
                      change: state.change});
    return h('div', null, glass(picture, [width, height], w('screen_home')), picture.trouble());
}

/* To whoever only writes: who publishes. */
function whoMay() {
    const names = state.desk.publishers ?? [];
    return [w('may_not_publish'), names.length > 0 && w('ask_whom', {n: names.length, names: names.join(', ')})]
        .filter(Boolean).join(' ');
}

/* `fresh` are the sentences that were not there when one looked before. */
function body(plan, fresh, publish, signal) {
    const {changes, errors, warnings, faults, pictures} = plan;
    const may = state.role === 'publishes';
    const reason = errors ? w('errors_keep', {n: errors}) : '';
    const line = sentence => fresh.has(sentence)
        ? h('li', null, h('mark', null, h('span', {class: 'unseen'}, `${w('is_added')}: `), sentence)) : h('li', null, sentence);
    return [
        h('div', {class: 'publish-top'},
          h('section', {'aria-labelledby': 'changes'}, h('h2', {id: 'changes'}, w('what_changes')),
            h('ol', {class: 'sentences'}, changes.map(line))),
          h('div', {class: 'publish-act'},
            reason ? h('p', {class: `fault ${errors ? 'error' : 'warning'}`, id: 'kept'},
                       icon(errors ? 'error' : 'warning'), h('span', null, reason))
                : may && h('p', {class: 'soft'}, state.screens.length ? w('publish_text', {n: state.screens.length}) : w('no_screens')),
            !may && h('p', null, whoMay()),
            may && button(w('publish_now'), publish, {kind: 'call large', name: 'publish', disabled: Boolean(reason),
                                               'aria-describedby': reason ? 'kept' : null}),
            state.desk.published && button(w('discard'), () => void discard(), {kind: 'quiet', name: 'undo'}))),
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
    const [width, height] = boardSize();
    const lang = screenLanguage(language);
    const side = (content, label, there) => {
        const figure = h('figure', null, h('figcaption', {class: 'overline'}, label));
        if (there === false) {
            const nothing = h('p', {class: 'no-glass'}, w('not_on_screen'));
            nothing.style.setProperty('--shape', `${width} / ${height}`);
            figure.append(nothing);
        } else {
            const picture = new Picture(`${title}: ${label}`, signal);
            figure.append(glass(picture, [width, height], `${title}, ${label}`), picture.trouble());
            void picture.ask({content, screen, w: width, h: height, lang, change: state.change});
        }
        return figure;
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
