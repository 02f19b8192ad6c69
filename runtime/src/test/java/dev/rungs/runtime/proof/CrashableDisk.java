package dev.rungs.runtime.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own, in a file, from which the power can be cut: what was not synced is
 * gone, as if the machine had lost its power.
 *
 * <p>The cut is Linux's {@code FS_IOC_SHUTDOWN} without a flush of the file system's log. It needs
 * root, loop devices, {@code mkfs} and {@code xfs_io} (Debian: {@code xfsprogs}, {@code
 * e2fsprogs}).
 */
final class CrashableDisk implements AutoCloseable {
  private static final long SIZE = 320L << 20;

  private final Path image;
  private final Path mountPoint;
  private boolean mounted;

  private CrashableDisk(Path image, Path mountPoint) {
    this.image = image;
    this.mountPoint = mountPoint;
  }

  /**
   * Creates and mounts a file system.
   *
   * @param type {@code ext4} or {@code xfs}
   * @param folder where the image and the mount point are created
   */
  static CrashableDisk create(String type, Path folder) throws IOException {
    Path image = folder.resolve(type + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(SIZE);
    }
    run("mkfs." + type, "-q", type.equals("xfs") ? "-f" : "-F", image.toString());
    CrashableDisk disk = new CrashableDisk(image, Files.createDirectory(folder.resolve(type)));
    disk.mount();
    return disk;
  }

  /** Why there can be no such disk here; empty if there can. */
  static Optional<String> missing(String type, Path folder) {
    try (CrashableDisk disk = create(type, Files.createTempDirectory(folder, "probe"))) {
      disk.cutPower();
      disk.restorePower();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          type + " cannot be mounted and shut down here (root, loop, mkfs, xfs_io): " + e);
    }
  }

  /** Where its files are. */
  Path root() {
    return mountPoint;
  }

  /** Makes everything durable that was written so far. */
  void sync() throws IOException {
    run("sync", "-f", mountPoint.toString());
  }

  /** Drops everything that was not synced. Until the power is back, every access fails. */
  void cutPower() throws IOException {
    run("xfs_io", "-x", "-c", "shutdown", mountPoint.toString());
  }

  /** Mounts it again, as the next boot does. No process may have a file of it open. */
  void restorePower() throws IOException {
    unmount();
    mount();
  }

  @Override
  public void close() throws IOException {
    if (mounted) {
      unmount();
    }
  }

  private void mount() throws IOException {
    run("mount", "-o", "loop", image.toString(), mountPoint.toString());
    mounted = true;
  }

  private void unmount() throws IOException {
    run("umount", mountPoint.toString());
    mounted = false;
  }

  private static void run(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", words) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
