/* What the whole page knows, and the one bus on which it is told. Nothing else is global. */
export const state = {
    desk: null,      // GET /api/desk
    language: 'en',  // of the page itself
    change: 0,       // the number of the last change known
    people: [],      // others who are here, and where
    screens: [],     // how each screen stands
    at: '',          // what is open: "news/SLUG" or ''
    role: '',
    version: 0,      // that was published last, as far as it has been told here
};

const bus = new EventTarget();

export function on(event, listener, signal) {
    bus.addEventListener(event, e => listener(e.detail), {signal});
}

export function tell(event, detail) {
    bus.dispatchEvent(new CustomEvent(event, {detail}));
}

/* localStorage that may be full, forbidden or spoilt. */
export function remembered(name, otherwise = null) {
    try {
        return JSON.parse(localStorage.getItem(`foyer/${name}`)) ?? otherwise;
    } catch {
        return otherwise;
    }
}

export function remember(name, value) {
    try {
        if (value === null) {
            localStorage.removeItem(`foyer/${name}`);
        } else {
            localStorage.setItem(`foyer/${name}`, JSON.stringify(value));
        }
        return true;
    } catch {
        return false;
    }
}

export function rememberedNames(prefix) {
    try {
        return Object.keys(localStorage).filter(name => name.startsWith(`foyer/${prefix}`))
            .map(name => name.slice('foyer/'.length));
    } catch {
        return [];
    }
}
