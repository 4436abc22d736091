package dev.drydock.web.engineapi;

import dev.drydock.core.engine.Engine;
import dev.drydock.core.error.EngineException;
import dev.drydock.core.image.Image;
import dev.drydock.core.oci.Platform;

/** The {@code --platform} option: there is one platform, that of the machine. */
final class Platforms {
    private Platforms() {}

    /** Go's name of the machine's architecture. */
    static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            case String name -> name;
        };
    }

    static Platform machine() {
        return new Platform(architecture(), "linux", null);
    }

    /** Refuses an image that is not for the platform asked for; an empty one asks for none. */
    static void check(Engine engine, String image, String platform) {
        if (platform.isEmpty()) {
            return;
        }
        Image found = engine.images().find(image);
        String[] wanted = platform.split("/", -1);
        String os = wanted.length > 1 ? wanted[0] : "linux";
        String architecture = wanted.length > 1 ? wanted[1] : wanted[0];
        if (!found.config().os().equals(os) || !found.config().architecture().equals(architecture)) {
            throw new EngineException.NotFound("image with reference " + image
                    + " was found but does not provide the specified platform (" + platform + ")");
        }
    }
}
