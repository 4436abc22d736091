package dev.drydock.sandbox.labhost;

import dev.drydock.core.egress.EgressNames;
import dev.drydock.core.egress.EgressRules;
import dev.drydock.core.error.EngineException.SystemFailure;
import dev.drydock.core.labhost.RegistryEndpoint;
import dev.drydock.core.layer.ChainId;
import dev.drydock.core.layer.DiffId;
import dev.drydock.core.layer.LayerStore;
import dev.drydock.core.reference.Digest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root file system of lab hosts, made from what the machine has: a static busybox with all its commands, the few files
 * that a system needs, and the real Docker client. The same programs give the same layers, so a restart makes nothing new.
 */
public final class LabRoot {
    private static final Logger LOG = LoggerFactory.getLogger(LabRoot.class);
    private static final String PROFILE = """
            export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            export PS1='\\u@\\h:\\w\\$ '
            alias ll='ls -l'
            for file in /etc/profile.d/*.sh; do
                [ -r "$file" ] && . "$file"
            done
            unset file
            """;

    private static final String HOSTS = """
            127.0.0.1	localhost
            ::1	localhost ip6-localhost ip6-loopback
            """ + RegistryDoor.ADDRESS + "\t" + RegistryEndpoint.HOST + "\n";

    private static final String OS_RELEASE = """
            NAME="Drydock lab host"
            ID=drydock
            PRETTY_NAME="Drydock lab host"
            """;

    private static final List<String> DIRECTORIES = List.of(
            "bin",
            "dev",
            "etc",
            "etc/profile.d",
            "home",
            "lib",
            "mnt",
            "opt",
            "proc",
            "run",
            "sbin",
            "srv",
            "sys",
            "usr",
            "usr/bin",
            "usr/lib",
            "usr/local",
            "usr/local/bin",
            "usr/local/sbin",
            "usr/sbin",
            "usr/share",
            "var",
            "var/cache",
            "var/lib",
            "var/log");

    private final LayerStore layers;
    private final Path scratch;
    private final String resolver;

    /**
     * @param scratch a directory for temporary files
     * @param egress without anything outside, lab hosts have no resolver
     */
    public LabRoot(LayerStore layers, Path scratch, EgressRules egress) {
        this.layers = layers;
        this.scratch = scratch;
        this.resolver = egress.isEmpty() ? "" : "nameserver " + EgressNames.GATEWAY.getHostAddress() + "\n";
    }

    /**
     * Makes the image, or finds it when it is there.
     *
     * @param busybox a static busybox
     * @param docker the Docker client
     */
    public ChainId prepare(Path busybox, Path docker) {
        try {
            HostProgram shell = HostProgram.of(busybox);
            List<String> commands = commands(busybox);
            HostProgram client = HostProgram.of(docker);
            ChainId base = keep(Optional.empty(), tar -> base(tar, shell, commands));
            return keep(Optional.of(base), tar -> client.add(tar, "usr/bin/docker"));
        } catch (IOException e) {
            throw new SystemFailure("cannot make the root file system of lab hosts: " + e.getMessage(), e);
        }
    }

    /**
     * Puts the Docker client, and what a lab host has besides an image, on an image of a Debian.
     *
     * @param packages versions of its packages by their names
     * @return empty where the client cannot run there, which is in the log
     */
    public Optional<ChainId> prepareOn(ChainId image, Map<String, String> packages, Path docker) {
        HostProgram client = HostProgram.of(docker);
        if (!ClientNeeds.of(client).areMetBy(packages)) {
            LOG.warn(
                    "lab hosts keep their small root file system: the docker client {} cannot run on the larger one, whose C"
                            + " library is {}",
                    docker,
                    packages.get("libc6"));
            return Optional.empty();
        }
        String completion = completion(docker);
        try {
            return Optional.of(keep(Optional.of(image), tar -> {
                tar.executable("usr/bin/docker", docker);
                tar.symbolicLink("etc/mtab", "/proc/mounts");
                tar.text("etc/hosts", HOSTS);
                tar.text("etc/resolv.conf", resolver);
                if (!completion.isEmpty()) {
                    tar.text("usr/share/bash-completion/completions/docker", completion);
                }
            }));
        } catch (IOException e) {
            throw new SystemFailure("cannot put the docker client on the lab hosts' image: " + e.getMessage(), e);
        }
    }

    /** What bash completes docker's commands with; old clients do not tell. */
    private static String completion(Path docker) {
        String output = HostProgram.output(List.of(docker.toString(), "completion", "bash"));
        return output.startsWith("# bash completion") ? output : "";
    }

    private void base(ImageTar tar, HostProgram shell, List<String> commands) throws IOException {
        for (String directory : DIRECTORIES) {
            tar.directory(directory, 0755);
        }
        tar.directory("root", 0700);
        tar.directory("tmp", 01777);
        tar.directory("var/tmp", 01777);
        tar.symbolicLink("var/run", "../run");
        tar.symbolicLink("etc/mtab", "/proc/mounts");
        tar.text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n");
        tar.text("etc/group", "root:x:0:\ntty:x:5:\ndocker:x:999:\nnogroup:x:65534:\n");
        tar.text("etc/hosts", HOSTS);
        tar.text("etc/resolv.conf", resolver);
        tar.text("etc/os-release", OS_RELEASE);
        tar.text("etc/profile", PROFILE);
        shell.add(tar, "bin/busybox");
        for (String command : commands) {
            if (!command.equals("bin/busybox")) {
                tar.symbolicLink(command, "/bin/busybox");
            }
        }
    }

    /** The paths at which busybox wants to be found, such as {@code usr/bin/wc}. */
    private static List<String> commands(Path busybox) {
        String output = HostProgram.output(List.of(busybox.toString(), "--list-full"));
        return output.lines().filter(line -> !line.isBlank()).sorted().toList();
    }

    /** Computes the layer's identity first; the layer is written only when the store lacks it. */
    private ChainId keep(Optional<ChainId> parent, Content content) throws IOException {
        DigestOutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), Digest.sha256());
        write(content, digest);
        DiffId diffId = new DiffId(Digest.of(digest.getMessageDigest().digest()));
        ChainId id = parent.map(below -> below.then(diffId)).orElseGet(() -> ChainId.of(diffId));
        if (layers.find(id).isPresent()) {
            return id;
        }
        Files.createDirectories(scratch);
        Path file = Files.createTempFile(scratch, "lab-root", ".tar");
        try {
            write(content, Files.newOutputStream(file));
            try (InputStream tar = new BufferedInputStream(Files.newInputStream(file))) {
                return layers.add(parent, diffId, tar).id();
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Content content, OutputStream output) throws IOException {
        try (ImageTar tar = new ImageTar(new BufferedOutputStream(output))) {
            content.write(tar);
        }
    }

    /** What a layer holds. */
    private interface Content {
        void write(ImageTar tar) throws IOException;
    }
}
