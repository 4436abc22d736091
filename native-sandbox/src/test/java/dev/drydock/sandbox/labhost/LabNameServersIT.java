package dev.drydock.sandbox.labhost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.core.container.HostConfig;
import dev.drydock.core.container.NameResolution;
import dev.drydock.core.dns.NameServers;
import dev.drydock.core.dns.NameServersContract;
import dev.drydock.core.dns.Question;
import dev.drydock.core.dns.Reply;
import dev.drydock.core.dns.Transport;
import dev.drydock.core.labhost.LabHost;
import dev.drydock.core.labhost.LabId;
import dev.drydock.core.network.Addresses;
import dev.drydock.core.network.NetworkSpec;
import dev.drydock.sandbox.libc.Libc;
import dev.drydock.sandbox.libc.LibcTrees;
import dev.drydock.sandbox.libc.SyscallException;
import dev.drydock.sandbox.linux.Descriptor;
import dev.drydock.sandbox.linux.LabNetwork;
import dev.drydock.sandbox.network.LabNameServers;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A name server of the test's own, at the lab host's address on docker0; and what containers hear through the engine. */
@Tag("kernel")
class LabNameServersIT extends NameServersContract {
    private static final LabId LAB = new LabId("lab");
    private static final Inet4Address HOST = Addresses.parse("172.17.0.1");
    private static final Executor THREADS = command -> Thread.ofVirtual().start(command);
    private static TestServer server;
    private static LabHost host;
    private static LabNetwork network;
    private final List<Closeable> open = new ArrayList<>();
    private final List<CompletableFuture<Void>> serving = new ArrayList<>();

    @BeforeAll
    static void startLab() {
        server = TestServer.start();
        host = server.hosts().start(LAB);
        network = LabNetwork.of(server.labd(LAB));
        for (boolean internal : List.of(false, true)) {
            host.engine()
                    .networks()
                    .create(new NetworkSpec(
                            internal ? "inside" : "front", "", List.of(), false, internal, false, Map.of(), Map.of()));
        }
    }

    @AfterAll
    static void stopLab() {
        network.close();
        server.close();
    }

    @AfterEach
    void stopServing() throws IOException {
        for (Closeable channel : open) {
            channel.close();
        }
        // Whoever is still waiting at a socket keeps its port.
        CompletableFuture.allOf(serving.toArray(CompletableFuture[]::new)).join();
        open.clear();
        serving.clear();
    }

    @Override
    protected NameServers nameServers() {
        return new LabNameServers(network, Duration.ofSeconds(2));
    }

    @Override
    protected Inet4Address serve(Optional<byte[]> answer) throws IOException {
        return serve(_ -> answer);
    }

    @Override
    protected Inet4Address nobody() {
        return Addresses.parse("172.17.0.99");
    }

    private Inet4Address serve(Function<byte[], Optional<byte[]>> answers) throws IOException {
        stopServing();
        DatagramChannel datagrams = network.openDatagramSocket();
        open.add(datagrams);
        datagrams.bind(new InetSocketAddress(HOST, 53));
        serving.add(CompletableFuture.runAsync(() -> answerDatagrams(datagrams, answers), THREADS));
        ServerSocketChannel connections = listen();
        open.add(connections);
        connections.bind(new InetSocketAddress(HOST, 53));
        serving.add(CompletableFuture.runAsync(() -> answerConnections(connections, answers), THREADS));
        return HOST;
    }

    /** A socket belongs to the network in which its thread was. */
    private static ServerSocketChannel listen() {
        Path namespace = Path.of("/proc/" + server.labd(LAB) + "/ns/net");
        CompletableFuture<ServerSocketChannel> socket = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try (Descriptor inside = Descriptor.open(namespace, Libc.O_RDONLY)) {
                LibcTrees.enterNetwork(inside.number());
                socket.complete(ServerSocketChannel.open(StandardProtocolFamily.INET));
            } catch (IOException | SyscallException e) {
                socket.completeExceptionally(e);
            }
        });
        return socket.join();
    }

    private static void answerDatagrams(DatagramChannel channel, Function<byte[], Optional<byte[]>> answers) {
        try {
            while (true) {
                ByteBuffer buffer = ByteBuffer.allocate(4096);
                SocketAddress asking = channel.receive(buffer);
                byte[] question = new byte[buffer.flip().remaining()];
                buffer.get(question);
                Optional<byte[]> answer = answers.apply(question);
                if (answer.isPresent()) {
                    channel.send(ByteBuffer.wrap(answer.get()), asking);
                }
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void answerConnections(ServerSocketChannel listening, Function<byte[], Optional<byte[]>> answers) {
        try {
            while (true) {
                SocketChannel channel = listening.accept();
                DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
                Optional<byte[]> answer = answers.apply(in.readNBytes(in.readUnsignedShort()));
                if (answer.isPresent()) {
                    ByteBuffer frame = ByteBuffer.allocate(Short.BYTES + answer.get().length)
                            .putShort((short) answer.get().length)
                            .put(answer.get());
                    channel.write(frame.flip());
                }
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<byte[]> known(byte[] message) {
        return Question.parse(message)
                .map(question -> question.name().equals("elsewhere.example") && question.type() == Question.A
                        ? Reply.addresses(question, List.of(Addresses.parse("10.7.7.7")), Transport.DATAGRAM.limit())
                        : Reply.empty(question, Reply.Code.NO_SUCH_NAME));
    }

    private static String lookUp(String networkName, String name) {
        NameResolution names = new NameResolution(List.of(HOST.getHostAddress()), List.of(), List.of(), List.of());
        HostConfig config = HostConfig.DEFAULT.withNetworkMode(networkName).with(draft -> draft.names = names);
        return Runs.output(host, config, "nslookup", name);
    }

    @Test
    void containersHearWhatTheirNameServersSay() throws IOException {
        serve(LabNameServersIT::known);

        assertThat(lookUp("front", "elsewhere.example")).contains("127.0.0.11").contains("10.7.7.7");
        assertThat(lookUp("front", "nowhere.example")).contains("NXDOMAIN");
        assertThat(lookUp("bridge", "elsewhere.example")).contains("10.7.7.7");
        assertThat(lookUp("inside", "elsewhere.example")).contains("NXDOMAIN").doesNotContain("10.7.7.7");
    }

    @Test
    void whereNobodyAnswersTheServerHasFailed() {
        assertThat(lookUp("front", "elsewhere.example")).contains("SERVFAIL");
    }
}
