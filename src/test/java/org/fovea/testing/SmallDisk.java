package org.fovea.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few hundred kilobytes that really fills up. Needs the right to mount. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one at a new folder; the test is skipped where that is not allowed. */
  public static SmallDisk mount(Path folder, int kilobytes) throws Exception {
    Files.createDirectories(folder);
    boolean mounted =
        System.getProperty("os.name").equals("Linux")
            && run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder) == 0;
    Assumptions.assumeTrue(
        mounted, "skipped: a small file system can be mounted only by root on Linux");
    return new SmallDisk(folder);
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws Exception {
    run("umount", "-l", folder);
  }

  private static int run(Object... words) throws IOException, InterruptedException {
    String[] command = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      command[i] = words[i].toString();
    }
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException e) {
      return -1; // no such program
    }
  }
}
