/* See outputs.h. */
#include "shell/outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <libudev.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

enum { CARDS_MOST = 16 };

static void size_find(const drmModeConnector *connector, Output *out)
{
    for (int i = 0; i < connector->count_modes; i++) {
        const drmModeModeInfo *mode = &connector->modes[i];
        bool preferred = (mode->type & DRM_MODE_TYPE_PREFERRED) != 0;
        if (preferred || mode->hdisplay * mode->vdisplay > out->w * out->h) {
            out->w = mode->hdisplay;
            out->h = mode->vdisplay;
        }
        if (preferred) {
            return;
        }
    }
}

bool outputs_ask(int drm, int card, Output *out)
{
    *out = (Output){.card = card};
    drmModeRes *resources = drmModeGetResources(drm);
    for (int i = 0; resources != NULL && i < resources->count_connectors && out->w == 0; i++) {
        drmModeConnector *connector = drmModeGetConnector(drm, resources->connectors[i]);
        if (connector != NULL && connector->connection == DRM_MODE_CONNECTED) {
            out->connector = connector->connector_id;
            size_find(connector, out);
        }
        drmModeFreeConnector(connector);
    }
    drmModeFreeResources(resources);
    return out->w > 0 && out->h > 0;
}

bool outputs_find(Output *out, Error *error)
{
    bool found = false, any = false;
    (void)error_set(error, "there is no graphics card (/dev/dri is empty)");
    for (int card = 0; card < CARDS_MOST && !found; card++) {
        char path[32];
        (void)snprintf(path, sizeof path, "/dev/dri/card%d", card);
        int drm = open(path, O_RDWR | O_CLOEXEC);
        if (drm >= 0) {
            found = outputs_ask(drm, card, out);
            (void)close(drm); /* before SDL opens it, who needs to be its master */
            any = true;
            (void)error_set(error, "no display is connected");
        } else if (errno != ENOENT && !any) {
            (void)error_set(error, "%s cannot be opened: %s", path, strerror(errno));
        }
    }
    return found;
}

bool outputs_switch(int drm, const Output *output, bool on, Error *error)
{
    bool is_there = false, done = false;
    drmModeObjectProperties *all =
        drmModeObjectGetProperties(drm, output->connector, DRM_MODE_OBJECT_CONNECTOR);
    for (uint32_t i = 0; all != NULL && i < all->count_props && !is_there; i++) {
        drmModePropertyRes *property = drmModeGetProperty(drm, all->props[i]);
        is_there = property != NULL && strcmp(property->name, "DPMS") == 0;
        done =
            is_there && drmModeConnectorSetProperty(drm, output->connector, all->props[i],
                                                    on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF) == 0;
        drmModeFreeProperty(property);
    }
    int reason = is_there ? errno : ENOTSUP;
    drmModeFreeObjectProperties(all);
    return done || error_set(error, "the display cannot be switched %s: %s", on ? "on" : "off",
                             strerror(reason));
}

bool outputs_listen(OutputWatch *watch, Error *error)
{
    watch->udev = udev_new();
    watch->monitor =
        watch->udev != NULL ? udev_monitor_new_from_netlink(watch->udev, "udev") : NULL;
    bool good = watch->monitor != NULL &&
                udev_monitor_filter_add_match_subsystem_devtype(watch->monitor, "drm", NULL) >= 0 &&
                udev_monitor_enable_receiving(watch->monitor) >= 0;
    if (!good) {
        outputs_end(watch);
    }
    return good || error_set(error, "nothing is heard of displays that come and go: udev does not "
                                    "answer");
}

void outputs_end(OutputWatch *watch)
{
    (void)udev_monitor_unref(watch->monitor); /* NULL is fine */
    (void)udev_unref(watch->udev);
    *watch = (OutputWatch){NULL, NULL};
}

bool outputs_heard(OutputWatch *watch)
{
    bool heard = false;
    struct udev_device *device;
    while (watch->monitor != NULL &&
           (device = udev_monitor_receive_device(watch->monitor)) != NULL) {
        heard = true;
        (void)udev_device_unref(device);
    }
    return heard;
}
