/* One item that is being edited: typed into, kept, saved by itself, merged with others' changes.
 *
 * What is typed is kept in localStorage at once, under the name of who typed it, and sent a moment
 * later, one request at a time; what was sent and taken is forgotten there. Where the desk does not
 * answer it goes on trying, ever slower. */
import {ApiError, api, get, itemAddress} from './api.js';
import {merge, same, valueAt, withValue} from './document.js';
import {remember, remembered, rememberedNames, state, tell} from './state.js';

const PAUSE_MS = 30, RETRY_MOST_MS = 15000;
const STOPPED = ['conflict', 'gone', 'out']; // nothing is sent until somebody has decided
const open = new Map(); // "kind/slug" → Edit: two forms of one item share it

export class Edit extends EventTarget {
    constructor(kind, slug, {revision, document, faults = []}) {
        super();
        this.kind = kind;
        this.slug = slug;
        this.revision = revision;
        this.base = document;     // as the desk has it
        this.document = document; // as it stands in the form
        this.faults = faults;     // against the rules, of `base`
        this.status = 'saved';    // saved, typing, saving, offline, conflict, refused, gone, out
        this.theirs = null;       // with a conflict: {revision, document, by} of what is there instead
        this.goneBy = '';         // who removed it
        this.failures = 0;
        this.timer = 0;
        this.users = 0;
    }

    get name() {
        return `${this.kind}/${this.slug}`;
    }

    get dirty() {
        return !same(this.base, this.document);
    }

    /* Whether the screen cannot take what the desk has. */
    get broken() {
        return this.faults.some(fault => fault.severity === 'error');
    }

    value(path) {
        return valueAt(this.document, path);
    }

    change(path, value) {
        this.replace(withValue(this.document, path, value));
    }

    replace(document) {
        this.document = document;
        this.kept = remember(unsentName(this.name), {revision: this.revision, base: this.base, document});
        if (!STOPPED.includes(this.status)) {
            this.set(this.status === 'offline' ? 'offline' : 'typing');
            this.soon();
        }
    }

    set(status, why = '') {
        const changed = status !== this.status || why !== this.why;
        this.status = status;
        this.why = why;
        if (changed) {
            tell('edit-status', this);
        }
    }

    /* Sends in a moment; that more is typed puts nothing off. */
    soon() {
        if (!this.timer && !this.sending) {
            this.plan(PAUSE_MS);
        }
    }

    plan(ms) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.flush(), ms);
    }

    /* Sends what is not sent yet; resolves when nothing is left to send or it cannot be sent now. */
    flush() {
        clearTimeout(this.timer);
        this.timer = 0;
        this.sending ??= this.send().finally(() => this.sending = null);
        return this.sending;
    }

    async send() {
        while (this.dirty && !STOPPED.includes(this.status)) {
            const document = this.document;
            this.set(this.status === 'offline' ? 'offline' : 'saving');
            try {
                const reply = await api('PUT', itemAddress(this.kind, this.slug),
                                        {json: {revision: this.revision, document, note: 'typing'}});
                this.taken(reply, document);
            } catch (error) {
                if (!this.failed(error)) {
                    return;
                }
            }
        }
        if (!this.dirty && this.status !== 'gone') {
            remember(unsentName(this.name), null);
            this.set('saved');
            this.forget();
        }
    }

    taken(reply, document) {
        this.revision = reply.revision;
        this.base = document;
        this.faults = reply.faults ?? [];
        this.failures = 0;
        this.dispatchEvent(new CustomEvent('saved', {detail: {...reply, document}}));
        tell('saved', {edit: this, change: reply.change});
    }

    /* Whether to go on at once. */
    failed(error) {
        if (!(error instanceof ApiError)) {
            throw error;
        }
        if (error.status === 409 && error.body.theirs) {
            return this.meet(error.body.theirs);
        }
        if (error.status === 404) {
            this.vanish();
        } else if (error.status === 401 || error.status === 403) { // 403: another has logged in here
            this.set('out');
            tell('logged-out');
        } else if (error.status === 0 || error.status >= 500 || error.status === 429) {
            this.failures++;
            this.set('offline', error.status === 0 ? '' : error.message);
            this.plan(Math.min(1000 * 2 ** (this.failures - 1), RETRY_MOST_MS));
        } else {
            this.set('refused', error.message);
        }
        return false;
    }

    /* Another has changed the item since. Where no field was touched by both, both changes stand. */
    meet(theirs) {
        const {document, conflicts} = merge(this.base, this.document, theirs.document);
        if (conflicts.length) {
            const before = this.theirs;
            const isTold = before && conflicts.every(path => same(valueAt(before.document, path),
                                                                  valueAt(theirs.document, path)));
            this.theirs = theirs;
            this.set('conflict');
            if (!isTold) {
                this.dispatchEvent(new Event('conflict'));
            }
            return false;
        }
        this.theirs = null;
        this.set('typing');
        this.adopt(theirs, document);
        this.dispatchEvent(new CustomEvent('merged', {detail: theirs.by}));
        return true;
    }

    /* After a conflict: go on from theirs with the document that was chosen. */
    settle(document) {
        const theirs = this.theirs;
        this.theirs = null;
        this.status = 'typing';
        this.adopt(theirs, document);
        tell('edit-status', this);
        return this.flush();
    }

    adopt(theirs, document) {
        this.revision = theirs.revision;
        this.base = theirs.document;
        this.document = document;
        this.faults = theirs.faults ?? this.faults;
        remember(unsentName(this.name),
                 this.dirty ? {revision: this.revision, base: this.base, document} : null);
        this.dispatchEvent(new Event('document'));
    }

    /* The desk has a newer one (undone, imported, changed by another). */
    async reload() {
        const {revision} = this;
        const reply = await get(itemAddress(this.kind, this.slug));
        if (this.sending || this.revision !== revision) {
            return; // what is sent meanwhile meets others' changes itself, and this reply may be the older
        }
        if (this.status === 'gone') { // brought back
            this.set('typing');
        }
        if (reply.revision !== this.revision && reply.revision !== this.theirs?.revision) {
            if (!this.dirty) {
                this.adopt(reply, reply.document);
            } else if (!this.meet(reply)) {
                return;
            }
        }
        await this.flush();
    }

    /* Somebody has removed it. What was typed stays here until its writer has decided. */
    vanish(by = '') {
        this.goneBy = by || this.goneBy;
        this.set('gone', this.goneBy);
    }

    /* What was typed is not wanted any more, or stands elsewhere. */
    drop() {
        this.document = this.base;
        remember(unsentName(this.name), null);
        open.delete(this.name);
        tell('edit-status', null);
    }

    /* A form lets go; the edit lives on until what was typed is saved. */
    close() {
        this.users--;
        void this.flush();
        this.forget();
    }

    forget() {
        if (this.users <= 0 && !this.dirty && open.get(this.name) === this) {
            open.delete(this.name);
        }
    }

    /* The page is being closed: one last try that outlives it. What does not arrive is in
     * localStorage and is sent when the desk is opened again. */
    leave() {
        if (this.dirty && !STOPPED.includes(this.status)) {
            void api('PUT', itemAddress(this.kind, this.slug), {
                json: {revision: this.revision, document: this.document, note: 'typing'}, keepalive: true,
            }).catch(() => {});
        }
    }
}

/* Where what was typed is kept: under the name of who typed it, so that nobody who logs in next sends it as
 * their own. */
const ownUnsent = () => `unsent/${encodeURIComponent(state.desk.user.name)}/`;
const unsentName = name => ownUnsent() + name;

/* An item that has been removed, with what was typed into it here and never arrived. */
function openGone(kind, slug, {revision, base, document}) {
    const edit = new Edit(kind, slug, {revision, document: base ?? {}});
    edit.document = document;
    edit.status = 'gone';
    return edit;
}

/* Opens an item; what was typed into it here and never arrived is put back. Throws ApiError. */
export async function openEdit(kind, slug) {
    const name = `${kind}/${slug}`;
    if (!open.has(name)) {
        const unsent = remembered(unsentName(name));
        const edit = await get(itemAddress(kind, slug)).then(reply => new Edit(kind, slug, reply), error => {
            if (error.status !== 404 || !unsent) {
                throw error;
            }
            return openGone(kind, slug, unsent);
        });
        if (edit.status === 'gone') {
            tell('edit-status', edit);
        } else if (unsent && !same(unsent.document, edit.base)) {
            const {revision, base: document} = edit;
            edit.base = unsent.base ?? document;
            edit.document = unsent.document;
            edit.putBack = true;
            if (edit.meet({revision, document, by: ''})) {
                edit.plan(0);
            }
        } else if (unsent) {
            remember(unsentName(name), null);
        }
        if (!open.has(name)) {
            open.set(name, edit);
        }
    }
    const edit = open.get(name);
    edit.users++;
    return edit;
}

export const openEdits = () => [...open.values()];

/* Sends what an earlier page of the same person could not. Resolves with the items that need a choice. */
export async function sendUnsent() {
    const torn = [];
    for (const key of rememberedNames(ownUnsent())) {
        const [kind, slug] = key.slice(ownUnsent().length).split('/');
        try {
            const edit = await openEdit(kind, slug);
            await edit.flush();
            if (STOPPED.includes(edit.status)) {
                torn.push(edit);
            }
            edit.close();
        } catch {
            // it stays kept, and is tried again when the desk is opened next
        }
    }
    return torn;
}

addEventListener('pagehide', () => openEdits().forEach(edit => edit.leave()));
addEventListener('online', () => openEdits().forEach(edit => edit.plan(0)));
addEventListener('beforeunload', event => {
    if (openEdits().some(edit => edit.dirty && edit.kept === false)) {
        event.preventDefault(); // nothing keeps it: the browser asks
    }
});
