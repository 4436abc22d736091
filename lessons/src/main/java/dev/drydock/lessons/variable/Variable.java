package dev.drydock.lessons.variable;

/** Something that is different for each student. */
public record Variable(VariableId id, Choice choice) {}
