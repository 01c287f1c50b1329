/* Talks to the desk's server. Every failure is an ApiError with a sentence for people. */
import {state, tell} from './state.js';
import {sentence, w} from './words.js';

export class ApiError extends Error {
    /* `status` 0: the desk did not answer. `body` is what it said. */
    constructor(status, body) {
        super(sentence(body?.error) || (status === 0 ? w('no_answer') : w('went_wrong', {n: status})));
        this.status = status;
        this.body = body ?? {};
    }
}

const token = () => document.querySelector('meta[name=token]')?.content ?? '';

function address(path, query) {
    const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
    return set.length ? `${path}?${new URLSearchParams(set)}` : path;
}

async function request(method, path, {query, json, body, signal, keepalive} = {}) {
    const headers = {'X-Foyer-Language': state.language};
    if (method !== 'GET') {
        headers['X-Foyer-Token'] = token();
    }
    if (json !== undefined) {
        headers['Content-Type'] = 'application/json';
    }
    try {
        return await fetch(address(path, query), {
            method, headers, signal, keepalive, body: json !== undefined ? JSON.stringify(json) : body,
            cache: 'no-cache', credentials: 'same-origin',
        });
    } catch (error) {
        if (error.name === 'AbortError') {
            throw error;
        }
        throw new ApiError(0);
    }
}

/* The reply's JSON. */
export async function api(method, path, options) {
    const reply = await request(method, path, options);
    const said = await reply.json().catch(() => null);
    if (reply.status === 401) {
        tell('logged-out');
    }
    if (!reply.ok) {
        throw new ApiError(reply.status, said);
    }
    if (said?.change > state.change) {
        state.change = said.change;
    }
    return said ?? {};
}

export const get = (path, query, signal) => api('GET', path, {query, signal});
export const post = (path, json, signal) => api('POST', path, {json: json ?? {}, signal});

/* The reply's bytes, as a Blob. */
export async function bytes(path, query, signal) {
    const reply = await request('GET', path, {query, signal});
    if (!reply.ok) {
        throw new ApiError(reply.status, await reply.json().catch(() => null));
    }
    return reply.blob();
}

/* Takes a picture in; resolves with {slug, width, height, was_turned, was_scaled}. */
export function sendPicture(file) {
    return api('POST', '/api/pictures', {query: {name: file.name}, body: file});
}

export const pictureAddress = slug => `/api/pictures/${encodeURIComponent(slug)}`;
export const itemAddress = (kind, slug) => `/api/items/${kind}/${encodeURIComponent(slug)}`;

export async function loadDesk() {
    const desk = await get('/api/desk');
    if (state.desk && desk.user?.name !== state.desk.user?.name) { // somebody else has logged in in this browser
        tell('logged-out');
        throw new ApiError(401);
    }
    state.desk = desk;
    state.change = Math.max(state.change, state.desk.change ?? 0);
    state.role = state.desk.user?.role ?? '';
    tell('desk');
    return state.desk;
}

/* Documents of listed items, for what the lists lack (flags, seats); kept by revision. */
const kept = new Map();

export async function documentOf(item, signal) {
    const key = `${item.kind}/${item.slug}/${item.revision}`;
    if (!kept.has(key)) {
        const reply = await get(itemAddress(item.kind, item.slug), undefined, signal);
        kept.set(key, reply.document);
    }
    return kept.get(key);
}
