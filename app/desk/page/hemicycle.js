/* Seats as the screen draws them: half rings, a dot a seat, a mark a chamber (dot, ring, square). */
import {svg} from './dom.js';

/* How many seats each ring takes, by its radius, largest remainders first. */
function share(count, radii) {
    const whole = radii.reduce((a, b) => a + b, 0);
    const exact = radii.map(radius => count * radius / whole);
    const rings = exact.map(Math.floor);
    let left = count - rings.reduce((a, b) => a + b, 0);
    const order = exact.map((part, i) => [part - rings[i], i]).sort((a, b) => b[0] - a[0]);
    for (let i = 0; left > 0; i++, left--) {
        rings[order[i % order.length][1]]++;
    }
    return rings;
}

/* The largest seats that fit half a circle of radius 1 in some number of rings. */
function arrange(count) {
    let best = {seat: 0};
    for (let rows = count < 8 ? 1 : 2; rows <= 12; rows++) {
        for (let seat = 0.22; seat > best.seat; seat *= 0.96) {
            const radii = Array.from({length: rows}, (_, r) => 1 - r * seat * 1.3);
            if (radii.at(-1) < 0.56) {
                continue;
            }
            const rings = share(count, radii);
            if (rings.every((n, r) => n < 2 || (n - 1) * seat * 1.25 <= Math.PI * radii[r])) {
                best = {seat, radii, rings};
            }
        }
    }
    return best;
}

/* A picture of the chambers' seats, left to right; nothing where there are none or too many. */
export function seats(chambers, {width = 120} = {}) {
    const counts = chambers.map(n => Math.max(0, Math.floor(n) || 0));
    const total = counts.reduce((a, b) => a + b, 0);
    const picture = svg('svg', {class: 'seats', viewBox: '-112 -112 224 126', width, height: width * 126 / 224,
                                'aria-hidden': 'true'});
    if (total === 0 || total > 600) {
        return picture;
    }
    const {seat, radii, rings} = arrange(total);
    const places = rings.flatMap((n, r) => Array.from({length: n}, (_, i) => {
        const angle = n > 1 ? Math.PI * (1 - i / (n - 1)) : Math.PI / 2;
        return {angle, radius: radii[r]};
    })).sort((a, b) => Math.abs(a.angle - b.angle) > 1e-5 ? b.angle - a.angle : a.radius - b.radius);
    const size = seat * 50;
    let chamber = 0, left = counts[0];
    for (const {angle, radius} of places) {
        while (left === 0) {
            left = counts[++chamber];
        }
        left--;
        const x = 100 * radius * Math.cos(angle), y = -100 * radius * Math.sin(angle);
        picture.append(chamber < 2
            ? svg('circle', {class: `seat-${chamber}`, cx: x, cy: y, r: chamber ? size * 0.8 : size,
                             'stroke-width': size * 0.4})
            : svg('rect', {class: 'seat-2', x: x - size * 0.85, y: y - size * 0.85, width: size * 1.7,
                           height: size * 1.7}));
    }
    return picture;
}
