package dev.drydock.lessons.check;

/**
 * Port: looks into one student's lab host. A look changes nothing there but what a command of the lesson does; its answer has
 * an end in size and time, whatever the student did. It may block, so it is for platform threads.
 */
public interface LabSight {
    Sight look(Look look);
}
