package dev.drydock.web.engineapi;

import dev.drydock.core.container.ContainerProcess;
import dev.drydock.web.engineapi.ProcessColumn.Machine;
import java.time.Instant;
import java.util.List;

/** What {@code docker top} shows. */
record ProcessList(List<String> titles, List<List<String>> processes) {
    /**
     * @param arguments of {@code ps}; empty for {@code -ef}
     * @param memory bytes that all of it is a share of
     */
    static ProcessList of(String arguments, List<ContainerProcess> processes, Instant now, long memory) {
        List<PsArguments.Column> columns = PsArguments.parse(arguments);
        Machine machine = new Machine(now, memory);
        return new ProcessList(
                columns.stream().map(PsArguments.Column::title).toList(),
                processes.stream()
                        .map(process -> columns.stream()
                                .map(column -> column.content().text(process, machine))
                                .toList())
                        .toList());
    }
}
