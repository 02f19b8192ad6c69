package dev.rungs.runtime.internal.open;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFileSystemTest {
  private static final Path FILE = Path.of("/mnt/app.db");

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "SMB3", "fuse.sshfs", "9p"})
  void warnsOfNetworks(String type) {
    String warning = NetworkFileSystem.warning(FILE, type);
    assertTrue(warning.contains("/mnt/app.db"), warning);
    assertTrue(warning.contains(type), warning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "apfs", "NTFS", "tmpfs", "overlay"})
  void trustsDisks(String type) {
    assertNull(NetworkFileSystem.warning(FILE, type));
  }

  @Test
  void looksAtTheFolderOfAnAbsentFile(@TempDir Path directory) {
    assertNull(NetworkFileSystem.warning(directory.resolve("absent.db")));
  }
}
