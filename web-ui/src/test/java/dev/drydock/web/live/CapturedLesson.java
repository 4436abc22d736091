package dev.drydock.web.live;

import java.io.IOException;
import java.nio.file.Path;

/** A lesson whose second step asks for what was taken down in the first. */
public final class CapturedLesson {
    private static final String TEXT = """
            # T

            ## A {#first}

            ```run
            docker create --name anything busybox
            ```

            ## B {#second}

            ```run
            docker create --name copy-of-@{first-id} busybox
            ```

            ![p](picture:lifecycle)
            """;

    private CapturedLesson() {}

    public static Path write(Path directory) throws IOException {
        return OwnLesson.write(directory, """
                minutes: 5
                steps:
                  - id: first
                    check:
                      container: {image: busybox, created: in-step}
                    solution:
                      - docker create --name anything busybox
                    capture:
                      first-id: {container: "*", property: id}
                  - id: second
                    check:
                      container: {name: "copy-of-@{first-id}", created: in-step}
                    solution:
                      - docker create --name copy-of-@{first-id} busybox
                """, TEXT, TEXT);
    }
}
