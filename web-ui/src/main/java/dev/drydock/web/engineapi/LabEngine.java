package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.labhost.LabId;

/** Whom a socket is for. */
record LabEngine(LabId lab, Engine engine) {}
