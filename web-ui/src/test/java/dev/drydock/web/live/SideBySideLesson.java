package dev.drydock.web.live;

import java.io.IOException;
import java.nio.file.Path;

/** A lesson whose first two steps are open together, as can be done with what simulated lab hosts know. */
public final class SideBySideLesson {
    private static final String TEXT = """
            # T

            ## Left {#left}

            ```run
            docker create --name left busybox
            ```

            > [!HINT]
            > Plain left.

            ## Right {#right}

            ```run
            docker create --name right busybox
            ```

            > [!HINT]
            > Plain right.

            > [!HINT taken]
            > The name is taken.

            ## Top {#top}

            ```run
            docker create --name top busybox
            ```
            """;

    private SideBySideLesson() {}

    public static Path write(Path directory) throws IOException {
        return OwnLesson.write(directory, """
                minutes: 5
                steps:
                  - id: left
                    check: {container: {name: left, image: busybox, created: in-step}}
                    solution: [docker create --name left busybox]
                  - id: right
                    needs: []
                    check: {container: {name: right, image: busybox, created: in-step}}
                    solution: [docker create --name right busybox]
                    hints:
                      - id: taken
                        check: {container: {name: right, image: hello-world}}
                        try: [docker create --name right hello-world]
                        undo: [docker rm right]
                  - id: top
                    needs: [left, right]
                    check: {container: {name: top, created: in-step}}
                    solution: [docker create --name top busybox]
                """, TEXT, TEXT);
    }
}
