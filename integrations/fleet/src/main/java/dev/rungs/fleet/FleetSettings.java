package dev.rungs.fleet;

import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** How a fleet is worked on. Written only while {@link Fleet} makes a copy that nobody has yet. */
final class FleetSettings {
  /** Most of the time goes into waiting for the disk, not into computing. */
  int workers = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

  /** The share of files that is worked on first; 0 for none. */
  double canary;

  /** After so many failures nothing new is begun. */
  int stopAfter = Integer.MAX_VALUE;

  /** Null for a temporary one. */
  Path journal;

  BackupPolicy backups = BackupPolicy.beforeLosses();

  Shard shard = Shard.WHOLE;

  Duration busyTimeout = Duration.ofSeconds(30);

  /** Where files are copied to be rehearsed; null for the system's temporary folder. */
  Path copies;

  Consumer<Migrator.Builder> configuration = builder -> {};

  FleetListener listener = new FleetListener() {};

  FleetSettings copy() {
    FleetSettings copy = new FleetSettings();
    copy.workers = workers;
    copy.canary = canary;
    copy.stopAfter = stopAfter;
    copy.journal = journal;
    copy.backups = backups;
    copy.shard = shard;
    copy.busyTimeout = busyTimeout;
    copy.copies = copies;
    copy.configuration = configuration;
    copy.listener = listener;
    return copy;
  }
}
