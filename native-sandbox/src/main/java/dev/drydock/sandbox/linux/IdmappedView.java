package dev.drydock.sandbox.linux;

import dev.drydock.sandbox.libc.SyscallException;
import org.jspecify.annotations.Nullable;

/**
 * A directory as a user namespace sees it ({@link Mounts#idmapped}), held so that this kernel makes overlays of what is in
 * it: the layers of an {@link OverlayMount} are opened below such views.
 */
public final class IdmappedView implements AutoCloseable {
    private final Descriptor mount;
    private final PrivateMounts.@Nullable Place place;

    private IdmappedView(Descriptor mount, PrivateMounts.@Nullable Place place) {
        this.mount = mount;
        this.place = place;
    }

    /** Takes over a mount that is attached nowhere; it is closed when that fails. */
    public static IdmappedView of(Descriptor mount) {
        return of(mount, OverlayMethod.current());
    }

    static IdmappedView of(Descriptor mount, OverlayMethod method) {
        try {
            return switch (method) {
                case DETACHED -> new IdmappedView(mount, null);
                case ATTACHED -> new IdmappedView(mount, PrivateMounts.attach(mount));
            };
        } catch (SyscallException e) {
            mount.close();
            throw e;
        }
    }

    /** A directory below this one, without access to its content but by path. */
    public Descriptor directory(String path) {
        return mount.directory(path);
    }

    @Override
    public void close() {
        if (place != null) {
            PrivateMounts.detach(place);
        }
        mount.close();
    }
}
