package dev.drydock.web.pages;

import dev.drydock.core.container.Attachment;
import dev.drydock.core.container.StreamEvent;
import dev.drydock.core.container.StreamType;
import dev.drydock.core.container.TerminalSize;
import dev.drydock.core.engine.Engine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A terminal with a prompt, an echo, scroll-back and the commands of {@link DockerWords}. */
final class LearningTerminal {
    private static final String PROMPT = "student@lab:~$ ";

    private final DockerWords commands;
    private final CopyOnWriteArrayList<Client> clients = new CopyOnWriteArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder shown = new StringBuilder(PROMPT);
    private volatile TerminalSize size = TerminalSize.UNKNOWN;
    private boolean ended;
    private volatile boolean lost;

    LearningTerminal(Engine engine) {
        this.commands = new DockerWords(engine);
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** The lab host ends. */
    void lose() {
        lost = true;
        clients.forEach(Client::close);
    }

    synchronized void hangUp() {
        ended = true;
        clients.forEach(client -> client.events.add(new StreamEvent.Ended()));
    }

    void resize(TerminalSize next) {
        size = next;
    }

    synchronized Attachment attach() {
        Client client = new Client();
        client.events.add(output(shown.toString()));
        client.events.add(new StreamEvent.CaughtUp());
        clients.add(client);
        return client;
    }

    private synchronized void type(String keys) {
        keys.chars().forEach(key -> type((char) key));
    }

    private void type(char key) {
        if (key == '\r') {
            print("\r\n");
            enter(line.toString());
            line.setLength(0);
        } else {
            line.append(key);
            print(Character.toString(key));
        }
    }

    private void enter(String command) {
        if (command.equals("exit")) {
            hangUp();
        } else {
            String answer =
                    command.equals("stty size") ? size.rows() + " " + size.columns() + "\n" : commands.run(command);
            print(answer.replace("\n", "\r\n") + PROMPT);
        }
    }

    private void print(String text) {
        shown.append(text);
        clients.forEach(client -> client.events.add(output(text)));
    }

    private static StreamEvent output(String text) {
        return new StreamEvent.Output(
                StreamType.STDOUT, Instant.EPOCH, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private final class Client implements Attachment {
        private final BlockingQueue<StreamEvent> events = new LinkedBlockingQueue<>();

        @Override
        @SuppressWarnings("Interruption")
        public StreamEvent read() throws IOException {
            try {
                StreamEvent event = events.take();
                if (lost) {
                    throw new IOException("the lab host has ended");
                }
                return event;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new StreamEvent.Ended();
            }
        }

        @Override
        public void write(ByteBuffer input) {
            type(StandardCharsets.UTF_8.decode(input).toString());
        }

        @Override
        public void closeInput() {}

        @Override
        public void close() {
            clients.remove(this);
            events.add(new StreamEvent.Ended());
        }
    }
}
