package dev.rungs.runtime.proof;

import dev.rungs.runtime.MigrationDefinition;
import dev.rungs.runtime.MigrationListener;
import dev.rungs.runtime.MigrationPlan;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.Transactions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that migrates files as it is told on its standard input, and tells on its standard
 * output how far it is, so that it can be killed at a chosen moment.
 *
 * <p>Its arguments are the shapes it should be ready for. {@code run HOLD JOB… HOLD JOB…} does jobs
 * at the same time, each in a thread of its own that stops for good at its event number HOLD, if it
 * is not 0; {@code keep JOB…} does a job and stops for good once it is reported as done; {@code arm
 * JOB…} waits for one more line first, so that several processes start together.
 */
public final class ChildMain {
  private ChildMain() {}

  /** Reads commands until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    for (String shape : arguments) {
      warmUp(Shape.valueOf(shape));
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("READY");
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split("\t");
      if (words[0].equals("arm")) {
        Job job = Job.decode(words, 1);
        System.out.println("ARMED");
        commands.readLine();
        run("", job, new MigrationListener() {}, () -> {});
      } else if (words[0].equals("keep")) {
        Job job = Job.decode(words, 1);
        run("", job, new MigrationListener() {}, () -> hold("ACKNOWLEDGED"));
      } else {
        for (int at = 1; at < words.length; at += 1 + Job.WORDS) {
          begin(Integer.parseInt(words[at]), Job.decode(words, at + 1));
        }
      }
    }
  }

  private static void begin(int hold, Job job) {
    Thread thread =
        new Thread(() -> run(job.file().toString(), job, new Announcer(hold), () -> {}));
    // The process ends with its standard input, also if a thread is held.
    thread.setDaemon(true);
    thread.start();
  }

  private static void run(String name, Job job, MigrationListener listener, Runnable acknowledged) {
    System.out.println("GO");
    try {
      MigrationReport report = job.run(listener, acknowledged);
      StringBuilder done = new StringBuilder("DONE\t").append(name).append('\t');
      report.applied().forEach(applied -> done.append(applied.version()).append(' '));
      System.out.println(done);
    } catch (RuntimeException | Error e) {
      System.out.println("FAILED\t" + name + "\t" + e.getClass().getName() + "\t" + oneLine(e));
    }
  }

  /** Loads what a migration needs, so that what is killed is the migration. */
  private static void warmUp(Shape shape) {
    shape.imaged();
    new Job(
            Job.Work.CREATE,
            shape,
            shape.current(),
            false,
            Transactions.EACH,
            false,
            Path.of(":memory:"))
        .run(new MigrationListener() {});
  }

  private static String oneLine(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      text.append(cause).append(" | ");
    }
    return text.toString().replaceAll("\\s+", " ");
  }

  /** Numbers the events of a job and stops at one of them. */
  private static final class Announcer implements MigrationListener {
    private final int hold;
    private int events;
    private boolean underWay;

    /** For the current thread. */
    Announcer(int hold) {
      this.hold = hold;
      ReverseBodies.HALF_WAY.set(() -> at("step"));
    }

    @Override
    public void planned(MigrationPlan plan) {
      at("planned");
    }

    @Override
    public void started(MigrationDefinition migration) {
      underWay = false;
      at("started");
    }

    @Override
    public void progress(MigrationDefinition migration, double share) {
      if (!underWay && share > 0 && share < 1) {
        underWay = true;
        at("progress");
      }
    }

    @Override
    public void finished(MigrationDefinition migration, Duration duration) {
      at("finished");
    }

    private void at(String what) {
      events++;
      if (hold == 0) {
        System.out.println("AT\t" + events + "\t" + what);
      } else if (hold == events) {
        hold("HOLD\t" + what);
      }
    }
  }

  /** Says where the process is and waits to be killed. */
  private static void hold(String what) {
    System.out.println(what);
    while (true) {
      LockSupport.park();
    }
  }
}
