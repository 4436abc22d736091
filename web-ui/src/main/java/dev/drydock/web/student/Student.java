package dev.drydock.web.student;

import dev.drydock.core.labhost.LabId;
import java.time.Instant;

/**
 * Someone who learns here.
 *
 * @param lab the student's own lab host; its name says nothing about the cookie
 * @param since the first visit
 */
public record Student(StudentId id, LabId lab, Instant since) {}
