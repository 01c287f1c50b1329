/* How each screen stands: which version it has, or what it waits for, when it is tried again, and
 * what can be done about it. */
import {post} from './api.js';
import {ask, button, h, toast} from './dom.js';
import {state, tell} from './state.js';
import {sentence, time, w} from './words.js';

export function screenList(screens) {
    if (!screens?.length) {
        return h('p', {class: 'soft'}, w('no_screens'));
    }
    return h('ul', {class: 'screens'}, screens.map(screen => h('li', {class: screen.state},
        h('span', {class: `dot ${screen.state}`, 'aria-hidden': 'true'}),
        h('div', null,
          h('p', null, h('strong', null, screen.name), ' ', h('span', null, standing(screen))),
          screen.state !== 'current' && h('p', {class: 'soft'}, sentence(screen.why),
              screen.next_at && ` ${w('tried_again', {time: time(screen.next_at)})}`),
          screen.state === 'failed' && state.role === 'publishes' && remedy(screen)))));
}

function standing(screen) {
    const values = {version: screen.version ?? '–'};
    return w(screen.state === 'current' ? 'screen_current' : screen.version ? `screen_${screen.state}`
        : 'screen_none', values);
}

/* Trying at once; or, where something else was found there, agreeing that it goes. */
function remedy(screen) {
    const name = screen.name;
    const act = async json => {
        try {
            state.screens = (await post('/api/publish', json)).screens ?? state.screens;
            tell('now');
        } catch (error) {
            toast(error.message, {trouble: true});
        }
    };
    if (!screen.asks) {
        return button(w('try_now'), () => act({retry: name}), {'aria-label': `${w('try_now')}: ${name}`});
    }
    return button(w('replace'), async () => {
        if (await ask(w('replace'), `${screen.name}: ${screen.why}`, w('replace'))) {
            await act({retry: name, agree: [name]});
        }
    }, {'aria-label': `${w('replace')}: ${name}`});
}
