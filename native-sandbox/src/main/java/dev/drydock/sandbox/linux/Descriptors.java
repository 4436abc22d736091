package dev.drydock.sandbox.linux;

import java.util.ArrayList;
import java.util.List;

/** Descriptors that are closed together. */
public final class Descriptors implements AutoCloseable {
    private final List<Descriptor> all = new ArrayList<>();

    /** Takes one over, to be closed with the others. */
    public Descriptor add(Descriptor descriptor) {
        all.add(descriptor);
        return descriptor;
    }

    public List<Descriptor> list() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        all.forEach(Descriptor::close);
    }
}
