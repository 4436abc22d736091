import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures how long a student waits for the green step: from the event of the engine that does it to the page's change in a
 * real browser, each time as a new student in a lab host of their own.
 */
public final class Checks {
    private static final String LESSON = "/lessons/life-of-a-container";
    private static final Pattern STARTED = Pattern.compile("\"Action\":\"start\".*?\"timeNano\":(\\d+)");
    private static final String CONTAINER =
            "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"Init\":true}}";

    /** Fulfilled with the time in milliseconds since the epoch at which the step has this status. */
    private static final String STATUS = """
            new Promise(done => {
              const look = () => {
                const step = document.querySelector('[data-step=born]');
                if (step && step.dataset.status === '%s') {
                  done(performance.timeOrigin + performance.now());
                  return true;
                }
                return false;
              };
              if (!look()) {
                const watch = new MutationObserver(() => look() && watch.disconnect());
                watch.observe(document, {subtree: true, childList: true, attributes: true});
              }
            })""";

    private Checks() {}

    /** @param arguments how many students; 50 if it is not said */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int students = arguments.length == 0 ? 50 : Integer.parseInt(arguments[0]);
        Path scratch = Files.createTempDirectory("drydock-checks");
        try (Drydock drydock = Drydock.start(Peers.launcher(), scratch.resolve("drydock"));
                Chromium chromium = Chromium.start(scratch.resolve("chromium"))) {
            long[] nanoseconds = new long[students];
            for (int i = 0; i < students; i++) {
                nanoseconds[i] = measure(drydock, chromium);
            }
            Samples samples = new Samples(nanoseconds);
            System.out.println("milliseconds                                      min       p50       p95");
            System.out.println(String.format(
                    Locale.ROOT, "event of the engine to green step (%d)   %s", students, samples.row()));
        } finally {
            Processes.delete(scratch);
        }
    }

    private static long measure(Drydock drydock, Chromium chromium) throws IOException, InterruptedException {
        Set<String> before = drydock.labs();
        try (Chromium.Window window = chromium.open(drydock.page(LESSON))) {
            window.number(String.format(Locale.ROOT, STATUS, "open"));
            Set<String> labs = new HashSet<>(drydock.labs());
            labs.removeAll(before);
            String name = labs.iterator().next();
            try (UnixHttp engine = new UnixHttp(Path.of(drydock.lab(name).get("engine")))) {
                engine.expect(201, "POST", "/containers/create?name=phoenix", CONTAINER);
                engine.expect(204, "POST", "/containers/phoenix/start", "");
                double green = window.number(String.format(Locale.ROOT, STATUS, "done"));
                return (long) (green * 1e6) - started(engine);
            } finally {
                drydock.removeLab(name);
            }
        }
    }

    private static long started(UnixHttp engine) throws IOException {
        String events = engine.expect(200, "GET", "/events?since=1&until=" + (System.currentTimeMillis() / 1000 + 1), "")
                .body();
        for (String event : events.split("\n")) {
            Matcher matcher = STARTED.matcher(event);
            if (matcher.find()) {
                return Long.parseLong(matcher.group(1));
            }
        }
        throw new IOException("the engine has told of no start: " + events);
    }
}
