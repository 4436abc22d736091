package dev.drydock.core.engine;

import dev.drydock.core.container.Containers;
import dev.drydock.core.event.EventLog;
import dev.drydock.core.image.Images;

/** One lab's engine. */
public final class Engine {
    public Containers containers() {
        throw new UnsupportedOperationException();
    }

    public Images images() {
        throw new UnsupportedOperationException();
    }

    public EventLog events() {
        throw new UnsupportedOperationException();
    }

    public EngineView view() {
        throw new UnsupportedOperationException();
    }
}
