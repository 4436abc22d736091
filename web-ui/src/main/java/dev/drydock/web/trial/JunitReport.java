package dev.drydock.web.trial;

import dev.drydock.web.trial.TrialResult.Part;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the XML that JUnit made common: a suite for each lesson and language, a case for each step. */
public final class JunitReport {
    private JunitReport() {}

    public static void write(List<TrialResult> results, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument();
            xml.writeStartElement("testsuites");
            for (TrialResult result : results) {
                writeSuite(xml, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("write " + file, e);
        }
    }

    private static void writeSuite(XMLStreamWriter xml, TrialResult result) throws XMLStreamException {
        long failures = result.parts().stream()
                .filter(part -> part.failure().isPresent())
                .count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", result.name());
        xml.writeAttribute(
                "tests", Integer.toString(result.isTried() ? result.parts().size() : 1));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("skipped", result.isTried() ? "0" : "1");
        xml.writeAttribute("time", seconds(result.time()));
        if (!result.isTried()) {
            writeSkipped(xml, result);
        }
        for (Part part : result.parts()) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", result.name());
            xml.writeAttribute("name", part.name());
            xml.writeAttribute("time", seconds(part.time()));
            if (part.failure().isPresent()) {
                String failure = visible(part.failure().get());
                xml.writeStartElement("failure");
                xml.writeAttribute("message", failure.lines().findFirst().orElse(""));
                xml.writeCharacters(failure);
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void writeSkipped(XMLStreamWriter xml, TrialResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.name());
        xml.writeAttribute("name", "images");
        xml.writeStartElement("skipped");
        xml.writeAttribute("message", "needs images: " + String.join(", ", result.missingImages()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Control characters of a terminal have no place in XML. */
    private static String visible(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }
}
