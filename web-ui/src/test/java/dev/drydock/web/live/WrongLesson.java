package dev.drydock.web.live;

import java.io.IOException;
import java.nio.file.Path;

/** A lesson in which a mistake can be made and undone with what simulated lab hosts know. */
public final class WrongLesson {
    private static final String TEXT = """
            # T

            ## S {#web}

            ```run
            docker create --name web busybox
            ```

            > [!WRONG misspelt]
            > Its name is `wep`: *EXPLAIN*.

            > [!WRONG other-image]
            > OTHER
            """;

    private WrongLesson() {}

    public static Path write(Path directory) throws IOException {
        return OwnLesson.write(
                directory,
                """
                minutes: 5
                steps:
                  - id: web
                    check:
                      container: {name: web, image: busybox, created: in-step}
                    solution:
                      - docker create --name web busybox
                    wrong:
                      - id: misspelt
                        check: {container: {name: wep, created: in-step}}
                        try: [docker create --name wep busybox]
                        undo: [docker rm wep]
                      - id: other-image
                        check: {container: {name: web, image: hello-world}}
                        try: [docker create --name web hello-world]
                        undo: [docker rm web]
                """,
                TEXT.replace("EXPLAIN", "remove it").replace("OTHER", "Another image."),
                TEXT.replace("EXPLAIN", "把它删掉").replace("OTHER", "镜像不对。"));
    }
}
