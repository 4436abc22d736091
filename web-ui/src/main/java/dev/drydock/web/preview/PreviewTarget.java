package dev.drydock.web.preview;

import dev.drydock.core.labhost.LabHost;
import java.net.InetSocketAddress;

/** A published port of a lab host, by an address at which the lab host itself reaches it. */
record PreviewTarget(LabHost lab, InetSocketAddress address) {}
