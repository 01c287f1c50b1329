/* See hemicycle.h. */
#include "ui/hemicycle.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "base/hash.h"

#define ROWS_MOST 24
#define SEATS_MOST 20000

static const float PI = 3.14159265f;

/* One try at a number of rings: seats of each sector on each ring, and what they need. */
typedef struct Plan {
    int rows;
    float seat;               /* diameter in outer radii */
    float radius[ROWS_MOST];  /* in outer radii, the outer ring first */
    float weight[ROWS_MOST];  /* each ring's share of the seats, not normalised */
    int (*placed)[ROWS_MOST]; /* [sector][ring] */
    float *needed;            /* radians for each sector's own seats */
} Plan;

static int sector_seats(const Sector *sector)
{
    int total = 0;
    for (int i = 0; i < sector->chamber_count; i++) {
        total += max_i32(sector->chambers[i], 0);
    }
    return total;
}

/* Shares `seats` out over the rings by their weights, largest remainders first. */
static void share_out(int seats, const Plan *plan, int *placed)
{
    float whole = 0;
    for (int r = 0; r < plan->rows; r++) {
        whole += plan->weight[r];
    }
    int given = 0;
    float rest[ROWS_MOST];
    for (int r = 0; r < plan->rows; r++) {
        float part = (float)seats * plan->weight[r] / whole;
        placed[r] = (int)part;
        rest[r] = part - (float)placed[r];
        given += placed[r];
    }
    for (; given < seats; given++) {
        int best = 0;
        for (int r = 1; r < plan->rows; r++) {
            if (rest[r] > rest[best] + 1e-4f) {
                best = r;
            }
        }
        placed[best]++;
        rest[best] -= 1.0f;
    }
}

/* The angle all sectors and gaps need at this seat size; the plan is filled in. */
static float angle_needed(Plan *plan, const HemicycleShape *shape, const int *seats, int count)
{
    for (int r = 0; r < plan->rows; r++) {
        plan->radius[r] = 1.0f - (float)r * plan->seat * shape->row_pitch;
        plan->weight[r] = powf(fmaxf(plan->radius[r], 0.01f), shape->row_weight);
    }
    float inner = plan->radius[plan->rows - 1];
    if (inner < shape->inner_least) {
        return INFINITY;
    }
    float angle = shape->gap * plan->seat / inner * (float)(count - 1);
    for (int s = 0; s < count; s++) {
        share_out(seats[s], plan, plan->placed[s]);
        float most = 0;
        for (int r = 0; r < plan->rows; r++) {
            int n = plan->placed[s][r];
            float need =
                n > 1 ? (float)(n - 1) * shape->seat_pitch * plan->seat / plan->radius[r] : 0.0f;
            most = need > most ? need : most;
        }
        plan->needed[s] = most;
        angle += most;
    }
    return angle;
}

/* The largest seat for this number of rings, by halving; 0 where not even tiny ones fit. */
static float largest_seat(Plan *plan, const HemicycleShape *shape, const int *seats, int count)
{
    float low = 0, high = shape->seat_most;
    plan->seat = high;
    if (angle_needed(plan, shape, seats, count) <= PI) {
        return high;
    }
    for (int i = 0; i < 18; i++) {
        plan->seat = (low + high) / 2;
        if (angle_needed(plan, shape, seats, count) <= PI) {
            low = plan->seat;
        } else {
            high = plan->seat;
        }
    }
    return low;
}

static void choose_rows(Plan *plan, const HemicycleShape *shape, const int *seats, int count,
                        int total)
{
    int best_rows = 1;
    float best = 0;
    int least = total >= 2 * shape->rows_least ? shape->rows_least : 1;
    for (int rows = least; rows <= ROWS_MOST; rows++) {
        plan->rows = rows;
        float seat = largest_seat(plan, shape, seats, count);
        if (seat > best * 1.02f) {
            best = seat;
            best_rows = rows;
        }
    }
    plan->rows = best_rows;
    plan->seat = best;
    (void)angle_needed(plan, shape, seats, count);
}

/* A seat's place while its chamber is not decided yet. */
typedef struct Place {
    float angle, radius;
} Place;

/* Left to right; where two stand at one angle the inner first. */
static int compare_places(const void *a, const void *b)
{
    const Place *p = (const Place *)a, *q = (const Place *)b;
    if (fabsf(p->angle - q->angle) > 1e-5f) {
        return p->angle > q->angle ? -1 : 1;
    }
    return p->radius < q->radius ? -1 : p->radius > q->radius;
}

static int place_sector(const Plan *plan, const HemicycleShape *shape, int sector, Wedge wedge,
                        const Sector *chambers, int sector_total, Place *places, Seat *out)
{
    int count = 0;
    for (int r = 0; r < plan->rows; r++) {
        int n = plan->placed[sector][r];
        for (int i = 0; i < n; i++) {
            float part = n > 1 ? (float)i / (float)(n - 1) : 0.5f;
            places[count++] = (Place){wedge.from + (wedge.to - wedge.from) * part,
                                      plan->radius[r] * (float)shape->outer_px};
        }
    }
    qsort(places, (size_t)count, sizeof *places, compare_places);
    int chamber = 0, left = 0;
    int whole = sector_seats(chambers);
    int given = 0, passed = 0; /* seats drawn, seats meant, of the chambers up to now */
    for (int i = 0; i < count; i++) {
        while (left == 0 && chamber < chambers->chamber_count) {
            passed += max_i32(chambers->chambers[chamber], 0);
            int share = whole > 0 ? (int)((int64_t)passed * sector_total / whole) : 0;
            left = share - given;
            given = share;
            chamber++;
        }
        left--;
        out[i] =
            (Seat){.x = (int32_t)lroundf(
                       ((float)shape->centre.x + places[i].radius * cosf(places[i].angle)) * 16.0f),
                   .y = (int32_t)lroundf(
                       ((float)shape->centre.y - places[i].radius * sinf(places[i].angle)) * 16.0f),
                   .sector = (int16_t)sector,
                   .chamber = (int16_t)(chamber - 1)};
    }
    return count;
}

/* Gives each sector its wedge: what its seats need, and its share of what is left over. */
static void lay_wedges(const Plan *plan, const HemicycleShape *shape, int count, Wedge *wedges)
{
    float inner = plan->radius[plan->rows - 1];
    float gap = count > 1 ? shape->gap * plan->seat / inner : 0;
    float needed = gap * (float)(count - 1);
    for (int s = 0; s < count; s++) {
        needed += plan->needed[s];
    }
    float spare = PI - needed;
    float weight = 0;
    for (int s = 0; s < count; s++) {
        weight += plan->needed[s];
    }
    /* Half of what is spare opens the gaps, half opens the blocks. */
    float to_gaps = count > 1 ? spare * (weight > 0 ? 0.5f : 1.0f) : 0;
    float to_seats = spare - to_gaps;
    float at = PI;
    for (int s = 0; s < count; s++) {
        float width = plan->needed[s];
        width += weight > 0 ? to_seats * plan->needed[s] / weight : 0;
        if (count == 1) {
            width = PI;
        }
        wedges[s] = (Wedge){at, at - width};
        at -= width + gap + (count > 1 ? to_gaps / (float)(count - 1) : 0);
    }
}

Hemicycle hemicycle_arrange(Arena *arena, HemicycleShape shape, const Sector *sectors, int count)
{
    Hemicycle out = {0};
    if (count < 1) {
        return out;
    }
    int *seats = (int *)arena_alloc(arena, sizeof *seats * (size_t)count);
    Plan plan = {.placed =
                     (int(*)[ROWS_MOST])arena_alloc(arena, sizeof *plan.placed * (size_t)count),
                 .needed = (float *)arena_alloc(arena, sizeof *plan.needed * (size_t)count)};
    Wedge *wedges = (Wedge *)arena_alloc(arena, sizeof *wedges * (size_t)count);
    CHECK(seats != NULL && plan.placed != NULL && plan.needed != NULL && wedges != NULL);
    int64_t total = 0;
    for (int s = 0; s < count; s++) {
        total += sector_seats(&sectors[s]);
    }
    int shown = 0;
    for (int s = 0; s < count; s++) {
        int64_t own = sector_seats(&sectors[s]);
        seats[s] = (int)(total > SEATS_MOST ? own * SEATS_MOST / total : own);
        shown += seats[s];
    }
    choose_rows(&plan, &shape, seats, count, shown);
    lay_wedges(&plan, &shape, count, wedges);
    Seat *placed = (Seat *)arena_alloc(arena, sizeof *placed * (size_t)max_i32(shown, 1));
    Place *places = (Place *)arena_alloc(arena, sizeof *places * (size_t)max_i32(shown, 1));
    CHECK(placed != NULL && places != NULL);
    int done = 0;
    for (int s = 0; s < count; s++) {
        done +=
            place_sector(&plan, &shape, s, wedges[s], &sectors[s], seats[s], places, placed + done);
    }
    out.seat_px = max_i32((int32_t)(plan.seat * (float)shape.outer_px), 2);
    out.inner_px = (int32_t)(plan.radius[plan.rows - 1] * (float)shape.outer_px);
    out.seat_count = done;
    out.seats = placed;
    out.wedges = wedges;
    return out;
}

#define CACHE_SLOTS 64

struct HemicycleCache {
    uint64_t clock;
    struct {
        uint64_t key, used;
        Arena arena;
        Hemicycle hemicycle;
    } slots[CACHE_SLOTS];
};

HemicycleCache *hemicycle_cache_create(void)
{
    HemicycleCache *cache = (HemicycleCache *)calloc(1, sizeof *cache);
    if (cache != NULL) {
        for (int i = 0; i < CACHE_SLOTS; i++) {
            arena_init(&cache->slots[i].arena, 1024);
        }
    }
    return cache;
}

void hemicycle_cache_destroy(HemicycleCache *cache)
{
    if (cache != NULL) {
        for (int i = 0; i < CACHE_SLOTS; i++) {
            arena_finish(&cache->slots[i].arena);
        }
        free(cache);
    }
}

static uint64_t arrangement_key(const HemicycleShape *shape, const Sector *sectors, int count)
{
    const float measures[] = {shape->inner_least, shape->seat_most, shape->seat_pitch,
                              shape->row_pitch,   shape->gap,       shape->row_weight};
    uint64_t key = hash_bytes(HASH_SEED, measures, sizeof measures);
    key = hash_u64(key, (uint64_t)shape->outer_px << 8 | (uint64_t)shape->rows_least);
    for (int s = 0; s < count; s++) {
        key = hash_u64(key, (uint64_t)sectors[s].chamber_count);
        key = hash_bytes(key, sectors[s].chambers,
                         sizeof *sectors[s].chambers * (size_t)sectors[s].chamber_count);
    }
    return key | 1;
}

const Hemicycle *hemicycle_cached(HemicycleCache *cache, HemicycleShape shape,
                                  const Sector *sectors, int count)
{
    uint64_t key = arrangement_key(&shape, sectors, count);
    int oldest = 0;
    for (int i = 0; i < CACHE_SLOTS; i++) {
        if (cache->slots[i].key == key) {
            cache->slots[i].used = ++cache->clock;
            return &cache->slots[i].hemicycle;
        }
        if (cache->slots[i].used < cache->slots[oldest].used) {
            oldest = i;
        }
    }
    shape.centre = (Point){0, 0};
    arena_finish(&cache->slots[oldest].arena);
    cache->slots[oldest].hemicycle =
        hemicycle_arrange(&cache->slots[oldest].arena, shape, sectors, count);
    cache->slots[oldest].key = key;
    cache->slots[oldest].used = ++cache->clock;
    return &cache->slots[oldest].hemicycle;
}

HemicycleShape hemicycle_assembly_shape(int32_t outer_px)
{
    return (HemicycleShape){.outer_px = outer_px,
                            .inner_least = 0.46f,
                            .seat_most = 0.085f,
                            .seat_pitch = 1.32f,
                            .row_pitch = 1.36f,
                            .gap = 2.1f,
                            .row_weight = 1.0f,
                            .rows_least = 3};
}
