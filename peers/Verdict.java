import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Compares failsafe's reports with the table of tests that are known not to pass: {@code Verdict DOCUMENT REPORTS [--part]}. Fails
 * on one that does not pass and is not listed, on a listed one that passes, and, unless only a part ran, on a listed one that did not
 * run. A skipped test has not passed. One whose reason begins with {@code sometimes} may do either.
 */
final class Verdict {
    /** The table is the only one below this heading; its first column holds {@code Class.method}. */
    private static final String HEADING = "## Tests of docker-java";

    private static final Pattern ROW = Pattern.compile("\\| (\\w+IT(?:\\.\\w+)?) \\| (.*\\S) *\\|");

    private static final String SOMETIMES = "sometimes";

    private final Map<String, String> known;
    private final Map<String, Outcome> outcomes;

    /** @param message why it did not pass; empty when it did */
    private record Outcome(boolean isPassed, String message) {}

    private Verdict(Map<String, String> known, Map<String, Outcome> outcomes) {
        this.known = known;
        this.outcomes = outcomes;
    }

    static void main(String[] arguments) throws IOException, ParserConfigurationException, SAXException {
        Path reports = Path.of(arguments[1]);
        Verdict verdict = new Verdict(known(Path.of(arguments[0])), outcomes(reports));
        List<String> problems = verdict.problems(arguments.length > 2);
        if (Files.readString(reports.resolve("failsafe-summary.xml")).contains("timeout=\"true\"")) {
            problems.add("the tests were ended because they took too long");
        }
        PrintStream out = problems.isEmpty() ? System.out : System.err;
        problems.forEach(out::println);
        out.println(verdict.summary());
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static Map<String, String> known(Path document) throws IOException {
        Map<String, String> known = new TreeMap<>();
        boolean isHere = false;
        for (String line : Files.readAllLines(document)) {
            isHere = line.startsWith("## ") ? line.equals(HEADING) : isHere;
            Matcher row = ROW.matcher(line);
            if (isHere && row.matches() && known.put(row.group(1), row.group(2)) != null) {
                throw new IOException(document + " lists " + row.group(1) + " twice");
            }
        }
        return known;
    }

    private static Map<String, Outcome> outcomes(Path reports) throws IOException, ParserConfigurationException, SAXException {
        Map<String, Outcome> outcomes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (Path file : files) {
                NodeList cases = DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("testcase");
                for (int index = 0; index < cases.getLength(); index++) {
                    Element test = (Element) cases.item(index);
                    outcomes.put(id(test), outcome(test));
                }
            }
        }
        return outcomes;
    }

    /** {@code Class.method}, or the class alone when it could not be set up. */
    private static String id(Element test) {
        String type = test.getAttribute("classname");
        String method = test.getAttribute("name");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return method.isEmpty() || method.equals(type) ? simple : simple + "." + method;
    }

    private static Outcome outcome(Element test) {
        for (String kind : List.of("failure", "error", "skipped")) {
            if (test.getElementsByTagName(kind).item(0) instanceof Element problem) {
                String message = problem.getAttribute("message").strip();
                return new Outcome(false, kind + ": " + (message.isEmpty() ? problem.getAttribute("type") : message));
            }
        }
        return new Outcome(true, "");
    }

    private List<String> problems(boolean isPart) {
        List<String> problems = new ArrayList<>();
        outcomes.forEach((id, outcome) -> {
            if (!outcome.isPassed() && !known.containsKey(id)) {
                problems.add("does not pass and is not listed: " + id + "\n    " + outcome.message().replace("\n", "\n    "));
            }
            if (outcome.isPassed() && known.containsKey(id) && !known.get(id).startsWith(SOMETIMES)) {
                problems.add("passes and is listed as not passing: " + id);
            }
        });
        if (!isPart) {
            known.keySet().stream()
                    .filter(id -> !outcomes.containsKey(id))
                    .forEach(id -> problems.add("is listed and did not run: " + id));
        }
        if (outcomes.isEmpty()) {
            problems.add("no test ran");
        }
        return problems;
    }

    private String summary() {
        long passed = outcomes.values().stream().filter(Outcome::isPassed).count();
        return passed + " of " + outcomes.size() + " tests pass; " + known.size() + " are listed as not passing";
    }
}
