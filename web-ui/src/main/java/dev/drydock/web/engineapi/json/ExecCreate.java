package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /containers/ID/exec}. */
public record ExecCreate(
        @Nullable String user,
        boolean privileged,
        boolean tty,
        @Nullable List<Integer> consoleSize,
        boolean attachStdin,
        boolean attachStderr,
        boolean attachStdout,
        @Nullable String detachKeys,
        @Nullable List<String> env,
        @Nullable String workingDir,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<String> cmd) {}
