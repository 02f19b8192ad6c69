package dev.rungs.benchmarks.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Which packages of the processor javac's main thread was in, by samples of its stack. The
 * processor itself has no clock.
 */
final class ProcessorProfile {
  private static final String PROCESSOR = "dev.rungs.processor.";

  private ProcessorProfile() {}

  /** Options that make javac record itself. */
  static List<String> javacOptions(Path recording) {
    return List.of(
        "-XX:StartFlightRecording:filename=" + recording + ",settings=profile",
        "-Xlog:jfr+startup=error");
  }

  /** Tells each part's share of the samples, in percent. */
  static Map<String, Double> of(Path recording) throws IOException {
    Map<String, Integer> samples = new TreeMap<>();
    int all = 0;
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String type = event.getEventType().getName();
        boolean sample =
            type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample");
        if (sample && event.getStackTrace() != null && inJavac(event)) {
          all++;
          samples.merge(part(event), 1, Integer::sum);
        }
      }
    }
    Map<String, Double> shares = new TreeMap<>();
    int total = Math.max(1, all);
    samples.forEach((part, count) -> shares.put(part, 100.0 * count / total));
    return shares;
  }

  private static boolean inJavac(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .anyMatch(frame -> type(frame).equals("com.sun.tools.javac.Main"));
  }

  /** The innermost frame of the processor says what it was doing. */
  private static String part(RecordedEvent event) {
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = type(frame);
      if (type.startsWith(PROCESSOR)) {
        String rest = type.substring(PROCESSOR.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : "round";
      }
    }
    return "javac itself";
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }
}
