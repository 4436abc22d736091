package dev.drydock.core.distribution;

/** A repository that a search found. */
public record SearchResult(String name, String description, int stars, boolean isOfficial, boolean isAutomated) {}
