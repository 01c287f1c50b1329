/* Documents as trees with dotted paths ("text.en.title"), and the merging of two people's changes. */

export function valueAt(document, path) {
    return path.split('.').reduce((value, step) => value?.[step], document);
}

/* A copy of `document` with `value` at `path`; only what lies on the path is copied. */
export function withValue(document, path, value) {
    const [step, ...rest] = path.split('.');
    const copy = Array.isArray(document) || (document === undefined && /^\d+$/.test(step))
        ? [...document ?? []] : {...document};
    copy[step] = rest.length ? withValue(copy[step], rest.join('.'), value) : value;
    return copy;
}

/* Whether two values say the same: "", null and absent all mean none. */
export function same(a, b) {
    return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value) {
    if (Array.isArray(value)) {
        return value.map(v => canonical(v) ?? '');
    }
    if (value !== null && typeof value === 'object') {
        const set = Object.keys(value).sort().map(key => [key, canonical(value[key])])
            .filter(([, v]) => v !== undefined);
        return set.length ? Object.fromEntries(set) : undefined;
    }
    return value === '' || value === null ? undefined : value;
}

/* The paths at which the two differ. Lists of equal length are compared entry by entry, others
 * are one value: an entry that was put in or taken out has no counterpart. */
export function differences(a, b, path = '') {
    if (same(a, b)) {
        return [];
    }
    const isTree = value => value !== null && typeof value === 'object';
    const lists = Array.isArray(a) || Array.isArray(b);
    if (lists && (a?.length !== b?.length || !isTree(a?.[0]) || !isTree(b?.[0]))) {
        return [path];
    }
    if (!isTree(a ?? b) || (a !== undefined && !isTree(a)) || (b !== undefined && !isTree(b))) {
        return [path];
    }
    const steps = new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})]);
    return [...steps].flatMap(step => differences(a?.[step], b?.[step], path ? `${path}.${step}` : step));
}

const overlaps = (a, b) => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/* What was made of `base` by me and by another: {document, conflicts}. What only one of us touched
 * is taken from that one; the paths both touched are `conflicts`, and stand as theirs. */
export function merge(base, mine, theirs) {
    const ours = differences(base, mine), others = differences(base, theirs);
    let document = theirs;
    const conflicts = new Set();
    for (const path of ours) {
        const clash = others.find(other => overlaps(path, other));
        if (clash === undefined) {
            document = withValue(document, path, valueAt(mine, path));
        } else {
            const whole = clash.length < path.length ? clash : path;
            if (!same(valueAt(mine, whole), valueAt(theirs, whole))) {
                conflicts.add(whole);
            }
        }
    }
    return {document, conflicts: [...conflicts]};
}
