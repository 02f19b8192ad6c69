package dev.rungs.fleet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** By what a run is known to be alive. */
final class ThisProcess {
  static final long PID = ProcessHandle.current().pid();
  static final String STARTED = started(Optional.of(ProcessHandle.current()));
  static final String HOST = host();

  /** How often a run says that it is alive. */
  static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

  /** Of a run on another host, only its signs of life can be seen. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private ThisProcess() {}

  static boolean isAlive(String host, long pid, String started, String seenAt) {
    if (!HOST.equals(host)) {
      return Instant.parse(seenAt).isAfter(Instant.now().minus(SILENCE));
    }
    // A number is given to another process some day; that one started later.
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent() && started(process).equals(started);
  }

  private static String started(Optional<ProcessHandle> process) {
    return process.flatMap(found -> found.info().startInstant()).map(Instant::toString).orElse("");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
