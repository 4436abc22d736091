package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
    @TempDir
    private Path root;

    private ContentFiles files;

    @BeforeEach
    void writeCourse() throws IOException {
        files = ContentFiles.right(root).write("images/index.json", "[\"hello-world\", \"busybox\"]\n");
    }

    private List<String> lint(Path directory) {
        return Lint.lint(directory, root).stream()
                .map(problem -> problem.toString().replace(root + "/", ""))
                .toList();
    }

    private List<String> lintLesson() {
        return lint(root.resolve("courses/basics/010-first")).stream()
                .map(problem -> problem.replace("courses/basics/010-first/", ""))
                .toList();
    }

    @Test
    void looksAtALessonACourseOrAll() throws IOException {
        for (String directory : List.of("", "courses/basics", "courses/basics/010-first")) {
            assertThat(lint(root.resolve(directory))).isEmpty();
        }
        files.lesson("minutes: x\n");
        String problem = "courses/basics/010-first/lesson.yaml:1: \"minutes\": \"x\" is not from 1 to 240";
        for (String directory : List.of("", "courses/basics", "courses/basics/010-first")) {
            assertThat(lint(root.resolve(directory))).contains(problem);
        }
        assertThat(lint(root.resolve("images")))
                .containsExactly(
                        "images:1: no lesson, course or content: no lesson.yaml, course.yaml or courses in it, and no .md file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "container: {state: created, started: in-step}|a container in the state created was never started",
                "container: {state: running, exit-code: 0}|a container that is alive has no exit code",
                "container: {state: exited, health: healthy}|only a container that is alive has a health",
                "container: {exit-code: 256}|no exit code is 256: they go from 0 to 255",
                "container: {name: a}|no container can be named a: two or more letters, digits, _, . and -, the first of them a letter or digit",
                "all: [{container: {}}, {container: {exit-code: '>= 300'}}]|no exit code is 300: they go from 0 to 255",
                "image: {reference: x, id: 4f53}|no image has the id 4f53: ids begin with sha256:",
                "event: {type: volume, action: exited}|no volume event is called exited; they are create, destroy, mount, prune, unmount",
                "event: {action: detach}|no container event is called detach; they are archive-path, attach, commit, create, destroy, die, exec_create, exec_die, exec_start, export, extract-to-dir, health_status, kill, oom, pause, prune, rename, resize, restart, start, stop, top, unpause, update",
                "container: {memory: 4m}|Docker gives no container less than 6m of memory",
                "layer: {image: busybox, number: 0}|the lowest layer of an image has the number 1",
                "network: {name: bridge, created: in-step}|the networks bridge, host and none are there from the start",
                "name: {name: web, network: bridge}|nobody answers for names on the networks bridge, host and none",
                "name: {name: web, count: 0}|the check is met before anything was done; ask for an event or for something that is new, too",
                "network: {name: none}|the check is met before anything was done; ask for an event or for something that is new, too",
                "volume: {count: 0}|the check is met before anything was done; ask for an event or for something that is new, too",
                "container: {memory: 64x}|\"memory\": \"64x\" is not a size such as 64m, nor one after !=, >= or <=",
                "container: {init: yes}|\"init\": \"yes\" is neither true nor false",
                "container: {mount: {type: disk}}|\"type\": \"disk\" is not a type of mounts; they are bind, volume, tmpfs",
                "file: {path: note}|\"path\": \"note\" is not one absolute path",
                "file: {path: /note, container: 'w*'}|\"container\": \"w*\" is not the name of one container",
                "file: {path: /note, absent: true, text: x}|a file that is absent has nothing else to ask for",
                "file: {path: /note, absent: true}|the check is met before anything was done; ask for an event or for something that is new, too",
                "file: {path: /note, mode: 888}|\"mode\": \"888\" is no mode such as 644 or 4755",
                "file: {path: /note, type: fifo}|\"type\": \"fifo\" is neither file nor directory",
                "process: {arguments: sleep, pid-1: true}|\"pid-1\" is about a process of a container",
                "http: {url: 'https://localhost/'}|\"url\": \"https://localhost/\" is no address such as http://localhost:8080/path",
                "http: {url: 'http://example.com/'}|\"url\": \"example.com\" is neither localhost nor an address such as 172.17.0.2",
                "tcp: {port: 65536}|\"port\": \"65536\" is no port",
                "command: {line: a, exit-code: 300}|no exit code is 300: they go from 0 to 255",
                "registry: {repository: 'a:1'}|\"repository\": \"a:1\" is no name of a repository",
                "event: {action: kill, exit-code: 0}|only the events die and exec_die have an exit code",
                "event: {type: image, action: tag, image: busybox}|only events of containers name an image; ask for the actor",
                "build: {steps: 3, cached: '>= 4'}|no build has more steps in the cache than it has steps",
                "not: {container: {name: web}}|the check is met before anything was done; ask for an event or for something that is new, too",
                "container: {count: 0}|the check is met before anything was done; ask for an event or for something that is new, too",
                "any: [{event: {action: die}}, {container: {count: '<= 2'}}]|the check is met before anything was done; ask for an event or for something that is new, too",
            })
    void saysWhichChecksCannotBe(String check, String sentence) throws IOException {
        files.check(check);

        assertThat(lintLesson()).contains("lesson.yaml:6: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "'all: [{not: {container: {name: web}}}, {event: {action: destroy, actor: web}}]'",
        "'container: {state: exited, exit-code: 137, started: in-step}'",
        "'event: {type: build, action: end}'",
        "'not: {image: {reference: busybox}}'",
        "'container: {memory: \">= 6m\", cpus: 0.5, pids-limit: 20, restarts: 1, restart: \"on-failure*\", user: ann, env: [A=1, \"B=*\"], label: x=y}'",
        "'container: {network: [front, back], alias: db, publish: [\"8080:80\", \"*:53/udp\"], hostname: box, workdir: /srv, init: true, read-only: false, oom-killed: true}'",
        "'container: {mount: [{type: volume, source: data, target: /data}, {type: tmpfs, target: /run, read-only: true}]}'",
        "'image: {reference: busybox, created: in-step, size: \"<= 5m\", expose: 80, healthcheck: \"*\", onbuild: \"RUN*\"}'",
        "'layer: {image: busybox, number: 2, added: /a, modified: /b, deleted: /c, hidden: /d, created-by: \"RUN*\", size: 1m, shared-with: hello-world}'",
        "'network: {name: front, driver: bridge, subnet: \"10.*\", internal: true, label: a=b, container: [web, db], created: in-step}'",
        "'volume: {name: data, label: a=b, used-by: db, anonymous: false, created: in-step, count: 2}'",
        "'file: {path: /note, container: web, type: file, text: \"a*\", mode: 0644, owner: \"0:0\", size: \">= 1k\"}'",
        "'file: {path: /note, container: web, absent: true}'",
        "'not: {file: {path: /note}}'",
        "'process: {container: web, arguments: \"sleep*\", pid-1: false, user: 1000, count: 2}'",
        "'http: {url: \"http://localhost:8080/a?b=c\", status: 404, body: \"*x*\"}'",
        "'tcp: {host: 172.17.0.2, port: 6379}'",
        "'command: {line: test -e /x, exit-code: \"!= 0\", output: \"*\"}'",
        "'registry: {repository: app, tag: \"1\", pushed: in-step}'",
        "'network: {name: bridge, container: web}'",
        "'name: {name: bread, network: town, container: \"baker-*\", count: 2}'",
        "'not: {network: {name: bridge}}'",
    })
    void leavesOthersAlone(String check) throws IOException {
        files.check(check);

        assertThat(lintLesson()).isEmpty();
    }

    private void solution(String command) throws IOException {
        files.lesson(
                "minutes: 5\nsteps:\n- id: run\n  check: {event: {action: die}}\n  solution:\n  - " + command + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker run nginx|nginx:latest",
                "docker run -d --name web -e A=1 --rm nginx:1.27 busybox|nginx:1.27",
                "docker create -it -m 64m redis sh|redis:latest",
                "docker pull alpine|alpine:latest",
                "docker pull registry.lab:5000/library/alpine|registry.lab:5000/library/alpine:latest",
                "docker pull registry.lab:5000/ann/busybox|registry.lab:5000/ann/busybox:latest",
                "docker ps && docker container run --init --name=x python|python:latest",
            })
    void namesImagesThatLabsLack(String command, String image) throws IOException {
        solution(command);

        assertThat(lintLesson())
                .containsExactly("lesson.yaml:6: the image " + image
                        + " is not offered offline, no solution makes it, and \"images\" does not name it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker run -it --rm -v /a:/b busybox nginx",
                "docker tag busybox mine:1; docker run mine:1",
                "docker build -t app . && docker run app",
                "docker commit -m 'two words' web kept; docker run kept",
                "docker import - base; docker create base sh",
                "docker import -m 'two words' - base; docker create base sh",
                "docker load -i x.tar; docker run whatever",
                "docker pull registry.lab:5000/library/busybox",
                "docker run $IMAGE",
                "echo docker run nginx",
            })
    void knowsImagesThatAreThereOrMade(String command) throws IOException {
        solution(command);

        assertThat(lintLesson()).isEmpty();
    }

    @Test
    void looksAtImagesOfChecksAndTexts() throws IOException {
        files.check("container: {image: postgres}");
        for (String name : List.of("text.en.md", "text.zh-CN.md")) {
            Path file = files.lessonFile(name);
            Files.writeString(file, Files.readString(file).replace("--name web busybox", "--name web httpd"));
        }

        assertThat(lintLesson())
                .containsExactly(
                        "lesson.yaml:6: the image postgres:latest is not offered offline, no solution makes it, and \"images\" does not name it",
                        "text.en.md:5: the image httpd:latest is not offered offline, no solution makes it, and \"images\" does not name it",
                        "text.zh-CN.md:5: the image httpd:latest is not offered offline, no solution makes it, and \"images\" does not name it");
    }

    private List<String> lintImages(String images) throws IOException {
        files.write("images/postgres/recipe.json", "{\"references\": [\"postgres:latest\", \"postgres:{{v}}\"]}\n");
        files.lesson("minutes: 5\nimages: " + images + "\nsteps:\n- id: run\n  check: {container: {image: postgres}}\n"
                + "  solution: [docker run postgres]\n");
        return lintLesson();
    }

    @Test
    void aLessonSaysWhichImagesItNeedsBesides() throws IOException {
        assertThat(lintImages("[postgres]")).isEmpty();
        assertThat(lintImages("postgres")).isEmpty();
        assertThat(lintImages("[postgres, busybox, \"nginx:1\"]"))
                .containsExactly(
                        "lesson.yaml:2: every lab host has busybox:latest anyway",
                        "lesson.yaml:2: there is no recipe for nginx:1 in content/images");
        assertThat(lintImages("[A]")).anyMatch(problem -> problem.startsWith("lesson.yaml:2: \"images\": invalid"));
    }

    @Test
    void aNewLessonIsClean() throws IOException {
        Path lesson = NewLesson.write(root.resolve("courses/basics"), "my-own");

        assertThat(lesson).hasFileName("020-my-own");
        assertThat(lint(root)).isEmpty();
        assertThatThrownBy(() -> NewLesson.write(root.resolve("courses/basics"), "my-own"))
                .hasMessage("there is a lesson my-own already");
        assertThatThrownBy(() -> NewLesson.write(root.resolve("courses/basics"), "../evil"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NewLesson.write(root, "other")).hasMessageEndingWith("it has no course.yaml");
    }
}
