package dev.drydock.sandbox.labhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Stops a server dead at a {@link FailPoint}: an agent of its virtual machine, which writes the end into the class while it
 * is loaded. So no class of the server has anything in it that is only for tests.
 */
public final class SuddenEnd implements ClassFileTransformer {
    /** What a server ends with that was stopped dead. */
    static final int STATUS = 99;

    private static final ClassDesc HERE = SuddenEnd.class.describeConstable().orElseThrow();

    private static volatile boolean armed;

    private final FailPoint point;

    private SuddenEnd(FailPoint point) {
        this.point = point;
    }

    /** Called by the virtual machine before {@code main}. */
    public static void premain(String point, Instrumentation instrumentation) {
        instrumentation.addTransformer(new SuddenEnd(FailPoint.valueOf(point)));
    }

    /** What a virtual machine needs to know of its agent; the class itself is on the class path. */
    static void describe(Path jar) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SuddenEnd.class.getName());
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            output.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The option of the virtual machine that has such a file. */
    static String at(FailPoint point, Path jar) {
        return "-javaagent:" + jar + "=" + point;
    }

    /** From here on; what a server does before is taking up what there is. */
    static void arm() {
        armed = true;
    }

    /** Called by the server, at the place. */
    public static void reached() {
        if (armed) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @Override
    public byte @Nullable [] transform(
            ClassLoader loader, String className, @Nullable Class<?> old, ProtectionDomain domain, byte[] bytes) {
        if (!point.isIn(className)) {
            // As it is.
            return null;
        }
        CodeTransform end = (code, element) -> {
            code.with(element);
            if (element instanceof InvokeInstruction call
                    && point.isBehind(call.owner().asInternalName(), call.name().stringValue())) {
                code.invokestatic(HERE, "reached", MethodTypeDesc.ofDescriptor("()V"));
            }
        };
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> point.isInMethod(method.methodName().stringValue()), end));
    }
}
