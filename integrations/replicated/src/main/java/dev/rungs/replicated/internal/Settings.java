package dev.rungs.replicated.internal;

import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How work is done.
 *
 * @param permissions grants what the caller permits
 * @param applicationId given to a database that is created, 0 for none
 * @param backups the folder in which a backup is kept before data may be lost, or null
 * @param timeout how long to wait for the answer to one request
 * @param clock dates history
 * @param listener is told
 */
public record Settings(
    Consumer<Migrator.Builder> permissions,
    int applicationId,
    Path backups,
    Duration timeout,
    Clock clock,
    MigrationListener listener) {}
