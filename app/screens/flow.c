/* See flow.h. */
#include "screens/flow.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/geometry.h"

void flow_init(Flow *flow, int count, int32_t estimate_px)
{
    *flow = (Flow){.count = count, .total = (int64_t)count * estimate_px};
    flow->heights = (int32_t *)malloc(sizeof *flow->heights * (size_t)(count + 1));
    flow->measured = (bool *)calloc((size_t)count + 1, sizeof *flow->measured);
    CHECK(flow->heights != NULL && flow->measured != NULL);
    for (int i = 0; i < count; i++) {
        flow->heights[i] = estimate_px;
    }
}

void flow_finish(Flow *flow)
{
    free(flow->heights);
    free(flow->measured);
    *flow = (Flow){0};
}

void flow_estimate(Flow *flow, int index, int32_t height_px)
{
    CHECK(index >= 0 && index < flow->count && !flow->measured[index]);
    flow->total += height_px - flow->heights[index];
    flow->heights[index] = height_px;
}

int flow_find(const Flow *flow, int32_t y_px, int32_t *item_top_px)
{
    int32_t top = 0;
    int i = 0;
    while (i < flow->count && top + flow->heights[i] <= y_px) {
        top += flow->heights[i++];
    }
    *item_top_px = top;
    return i;
}

int32_t flow_top(const Flow *flow, int index)
{
    int32_t top = 0;
    for (int i = 0; i < index && i < flow->count; i++) {
        top += flow->heights[i];
    }
    return top;
}

int32_t flow_measure(Flow *flow, int32_t top_px, int32_t view_px,
                     int32_t (*measure)(void *context, int index), void *context)
{
    if (flow->measured_count == flow->count) {
        return 0;
    }
    int32_t first_top, at_top;
    int first = flow_find(flow, max_i32(top_px, 0), &first_top);
    int from = flow_find(flow, max_i32(top_px - view_px, 0), &at_top);
    int32_t shift = 0, y = at_top;
    for (int i = from; i < flow->count && y < top_px + shift + 2 * view_px; i++) {
        if (!flow->measured[i]) {
            int32_t height = measure(context, i), grown = height - flow->heights[i];
            flow->heights[i] = height;
            flow->measured[i] = true;
            flow->measured_count++;
            flow->total += grown;
            shift += i < first ? grown : 0;
        }
        y += flow->heights[i];
    }
    return shift;
}
