/* Asks every two seconds what is new: others' changes, who is here, how the screens stand. */
import {get, loadDesk} from './api.js';
import {toast} from './dom.js';
import {openEdits} from './edit.js';
import {on, state, tell} from './state.js';
import {w} from './words.js';

const EVERY_MS = 2000, HIDDEN_MS = 15000;

/* Another has published, or returned to an earlier version. */
async function followPublished(version) {
    const before = state.version;
    state.version = version;
    const {published, user} = await loadDesk();
    tell('change', []);
    if (published && published.by !== user.name) {
        const text = w(version < before ? 'returned_other' : 'published_other', {version, name: published.by});
        tell('published', text);
        toast(text, {label: w('look'), action: () => location.hash = 'history'});
    }
}

export function followNow() {
    state.version = state.desk.published?.version ?? 0;
    let timer = 0, deskTimer = 0, failed = 0;
    let since = state.change; // up to which all that others did has been told here; own changes run ahead
    /* Counts and what differs, a moment after the last change. */
    const refreshDesk = () => {
        clearTimeout(deskTimer);
        deskTimer = setTimeout(() => void loadDesk().catch(() => {}), 400);
    };
    const ask = async () => {
        clearTimeout(timer);
        try {
            const now = await get('/api/now', {since, at: state.at});
            const isNews = now.change > since;
            since = now.change;
            state.people = now.people ?? [];
            state.screens = now.screens ?? [];
            state.change = Math.max(state.change, now.change);
            if (failed) {
                failed = 0;
                openEdits().forEach(edit => edit.dirty && edit.plan(0));
            }
            tell('now');
            if ((now.version ?? 0) !== state.version) {
                await followPublished(now.version ?? 0);
            }
            const own = new Map(openEdits().map(edit => [edit.name, edit.revision]));
            const others = (now.changed ?? []).filter(c => own.get(`${c.kind}/${c.slug}`) !== c.revision);
            if (isNews) {
                refreshDesk();
                if (others.length || !(now.changed ?? []).length) {
                    tell('change', others);
                }
            }
        } catch (error) {
            failed++;
            tell('now');
        }
        timer = setTimeout(() => void ask(), document.hidden ? HIDDEN_MS : EVERY_MS);
    };
    on('saved', refreshDesk);
    on('lists', refreshDesk);
    document.addEventListener('visibilitychange', () => !document.hidden && void ask());
    addEventListener('hashchange', () => setTimeout(() => void ask(), 300));
    void ask();
}
