/* How each screen stands: which version it has, or what it waits for, and when it is tried again. */
import {h} from './dom.js';
import {time, w} from './words.js';

export function screenList(screens) {
    if (!screens?.length) {
        return h('p', {class: 'soft'}, w('no_screens'));
    }
    return h('ul', {class: 'screens'}, screens.map(screen => h('li', {class: screen.state},
        h('span', {class: `dot ${screen.state}`, 'aria-hidden': 'true'}),
        h('div', null,
          h('p', null, h('strong', null, screen.name), ' ', h('span', null, standing(screen))),
          screen.state !== 'current' && h('p', {class: 'soft'}, screen.why,
              screen.next_at && ` ${w('tried_again', {time: time(screen.next_at)})}`)))));
}

function standing(screen) {
    const values = {version: screen.version ?? '–'};
    return w(screen.state === 'current' ? 'screen_current' : screen.version ? `screen_${screen.state}`
        : 'screen_none', values);
}
