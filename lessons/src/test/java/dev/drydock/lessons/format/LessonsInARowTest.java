package dev.drydock.lessons.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.lessons.course.Course;
import dev.drydock.lessons.course.Lesson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A student does all lessons on the same lab hosts: what one leaves there is in no later one's way. */
class LessonsInARowTest {
    private static final Pattern ON_HOST = Pattern.compile("(?s)(?:(host\\d)\\$ )?(.*)");
    private static final Pattern MAKE = Pattern.compile("docker (run|create|network create|volume create) ([^|;&\n]*)");
    private static final Pattern REMOVE = Pattern.compile("docker (network |volume )?rm ([^|;&\n]*)");
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern VOLUME = Pattern.compile("(\\w[\\w.-]*):/.*");
    private static final Pattern PORT = Pattern.compile("(?:.*:)?(\\d+):\\d+");
    private static final Set<String> SWITCHES =
            Set.of("-d", "-i", "-t", "-it", "-P", "--rm", "--init", "--attachable", "--internal", "--ipv6");

    /** What can be there once on a lab host. */
    private record Thing(String host, String kind, String name) {}

    /**
     * Who left it.
     *
     * @param container whose port it is; its own name otherwise
     */
    private record Owner(Lesson lesson, String container) {}

    private final Map<Thing, Owner> left = new HashMap<>();
    private final List<String> clashes = new ArrayList<>();

    @Test
    void noLessonNeedsWhatAnEarlierOneLeft() {
        for (Course course : Courses.load(Path.of("..", "content")).courses()) {
            left.clear();
            for (Lesson lesson : course.lessons()) {
                lesson.steps().forEach(step -> step.solution().commands().forEach(line -> type(lesson, line)));
            }
        }

        assertThat(clashes).isEmpty();
    }

    /** The test above sees containers, their ports, volumes and networks, and that they were removed. */
    @Test
    void whatIsInTheWayIsSeen() {
        List<Lesson> two = Courses.load(Path.of("..", "content")).courses().stream()
                .flatMap(course -> course.lessons().stream())
                .limit(2)
                .toList();
        type(two.get(0), "docker run -d --name a -p 80:8000 -v data:/data busybox httpd -p 81:1");
        type(two.get(0), "docker network create -d bridge net && docker create --name gone -p 82:1 busybox");
        type(two.get(0), "docker rm -f gone");
        type(two.get(1), "docker run --name a -p 127.0.0.1:80:1 -v data:/x busybox; docker network create net");
        type(two.get(1), "host2$ docker run --name a busybox");
        type(two.get(1), "docker run --name gone -p 81:1 -p 82:1 busybox");

        assertThat(clashes)
                .extracting(clash -> clash.substring(0, clash.indexOf(',')))
                .containsExactlyInAnyOrder("container a", "port 80", "volume data", "network net");
    }

    private void type(Lesson lesson, String line) {
        Matcher onHost = ON_HOST.matcher(line);
        assertThat(onHost.matches()).isTrue();
        String host = onHost.group(1) == null ? "host1" : onHost.group(1);
        String command = onHost.group(2);
        Matcher removed = REMOVE.matcher(command);
        while (removed.find()) {
            String kind =
                    removed.group(1) == null ? "container" : removed.group(1).strip();
            for (String name : words(removed.group(2))) {
                remove(new Thing(host, kind, name));
            }
        }
        Matcher made = MAKE.matcher(command);
        while (made.find()) {
            List<String> words = words(made.group(2));
            switch (made.group(1)) {
                case "network create" -> make(new Thing(host, "network", words.getLast()), new Owner(lesson, ""));
                case "volume create" -> make(new Thing(host, "volume", words.getLast()), new Owner(lesson, ""));
                default -> makeContainer(host, lesson, words);
            }
        }
    }

    private static List<String> words(String line) {
        return SPACES.splitAsStream(line.strip()).toList();
    }

    private void makeContainer(String host, Lesson lesson, List<String> words) {
        Set<String> values = new HashSet<>();
        String name = "";
        int at = 0;
        while (at + 1 < words.size() && words.get(at).startsWith("-")) {
            boolean isSwitch = SWITCHES.contains(words.get(at));
            values.add(isSwitch ? words.get(at) : words.get(at + 1));
            name = "--name".equals(words.get(at)) ? words.get(at + 1) : name;
            at += isSwitch ? 1 : 2;
        }
        Owner owner = new Owner(lesson, name);
        boolean isLeft = !values.contains("--rm");
        if (isLeft && !name.isEmpty()) {
            make(new Thing(host, "container", name), owner);
        }
        for (String value : values) {
            Matcher volume = VOLUME.matcher(value);
            if (volume.matches()) {
                make(new Thing(host, "volume", volume.group(1)), owner);
            }
            Matcher port = PORT.matcher(value);
            if (isLeft && port.matches()) {
                make(new Thing(host, "port", port.group(1)), owner);
            }
        }
    }

    private void make(Thing thing, Owner owner) {
        Owner earlier = left.putIfAbsent(thing, owner);
        if (earlier != null && !earlier.lesson().equals(owner.lesson())) {
            clashes.add(thing.kind() + " " + thing.name() + ", which "
                    + owner.lesson().id() + " needs, is left by "
                    + earlier.lesson().id());
        }
    }

    private void remove(Thing thing) {
        left.remove(thing);
        if ("container".equals(thing.kind())) {
            left.entrySet()
                    .removeIf(entry -> "port".equals(entry.getKey().kind())
                            && entry.getKey().host().equals(thing.host())
                            && entry.getValue().container().equals(thing.name()));
        }
    }
}
