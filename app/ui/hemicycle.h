/* Hemicycle: where each seat stands, for one delegation or a whole assembly.
 *
 * Seats stand on concentric half rings; each sector (a delegation) takes a wedge, the first at the
 * left. Within a sector the chambers follow one another from left to right. */
#ifndef FOYER_UI_HEMICYCLE_H
#define FOYER_UI_HEMICYCLE_H

#include "base/arena.h"
#include "base/geometry.h"

typedef struct Sector {
    const int *chambers; /* seats of each chamber */
    int chamber_count;
} Sector;

typedef struct Seat {
    int32_t x, y;    /* centre, in 1/16 px */
    int16_t sector;  /* index */
    int16_t chamber; /* index in its sector */
} Seat;

/* Where a sector lies, in radians from the right, anticlockwise: `from` is its left side. */
typedef struct Wedge {
    float from, to;
} Wedge;

typedef struct HemicycleShape {
    Point centre;      /* px: the middle of the base line */
    int32_t outer_px;  /* radius of the outer ring, through seat centres */
    float inner_least; /* the inner ring's radius is at least this part of the outer's */
    float seat_most;   /* a seat's diameter is at most this part of the outer radius */
    float seat_pitch;  /* between seats of a ring, in diameters */
    float row_pitch;   /* between rings, in diameters */
    float gap;         /* between sectors on the inner ring, in diameters; 0 for one sector */
    float row_weight;  /* a ring\'s share of the seats goes by its radius to this power: 1 fills the
                          rings evenly, more puts more seats outside */
    int rows_least;    /* at least so many rings, where there are seats for them */
} HemicycleShape;

typedef struct Hemicycle {
    int32_t seat_px;  /* diameter */
    int32_t inner_px; /* radius of the inner ring, through seat centres */
    int seat_count;
    const Seat *seats;   /* sector by sector, chamber by chamber, left to right */
    const Wedge *wedges; /* one per sector */
} Hemicycle;

/* The largest seats that fit the shape. More than 20,000 seats are shown as 20,000, each sector
 * its share. Everything in `arena`; stops the program where memory runs out. */
Hemicycle hemicycle_arrange(Arena *arena, HemicycleShape shape, const Sector *sectors, int count);

/* Arrangements kept from frame to frame: a screen asks for one each time it draws. */
typedef struct HemicycleCache HemicycleCache;

HemicycleCache *hemicycle_cache_create(void); /* NULL where there is no memory */
void hemicycle_cache_destroy(HemicycleCache *cache);

/* The same as hemicycle_arrange around the centre (0, 0), whatever shape.centre says; borrowed
 * until 64 other arrangements have been asked for. */
const Hemicycle *hemicycle_cached(HemicycleCache *cache, HemicycleShape shape,
                                  const Sector *sectors, int count);

/* How the whole assembly's seats stand: a block a delegation, on home and behind low reach. */
HemicycleShape hemicycle_assembly_shape(int32_t outer_px);

#endif
