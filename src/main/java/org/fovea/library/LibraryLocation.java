package org.fovea.library;

import java.nio.file.Path;
import java.util.Map;

/** Where the library of this user is kept. */
public final class LibraryLocation {
  private static final String FILE = "library.sqlite";

  private LibraryLocation() {}

  /**
   * The library's file: as chosen, else by FOVEA_LIBRARY, else in the data folder of the platform
   * (XDG Base Directory Specification on Linux).
   *
   * @param chosen a file, or a folder that holds it; null for none
   * @param environment of the process
   * @param home the user's home folder
   * @param os name of the operating system
   */
  public static Path resolve(Path chosen, Map<String, String> environment, Path home, String os) {
    if (chosen != null) {
      return file(chosen);
    }
    String variable = environment.get("FOVEA_LIBRARY");
    if (variable != null && !variable.isBlank()) {
      return file(Path.of(variable));
    }
    return dataFolder(environment, home, os).resolve(FILE);
  }

  /** The library's file for this process. */
  public static Path resolve(Path chosen) {
    return resolve(
        chosen,
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        System.getProperty("os.name", ""));
  }

  /** The folder in which Fovea keeps data of this user. */
  public static Path dataFolder(Map<String, String> environment, Path home, String os) {
    if (os.startsWith("Windows")) {
      String local = environment.get("LOCALAPPDATA");
      return (local == null || local.isBlank() ? home.resolve("AppData/Local") : Path.of(local))
          .resolve("Fovea");
    }
    if (os.startsWith("Mac")) {
      return home.resolve("Library/Application Support/Fovea");
    }
    String xdg = environment.get("XDG_DATA_HOME");
    // the specification asks to ignore relative values
    boolean usable = xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute();
    return (usable ? Path.of(xdg) : home.resolve(".local/share")).resolve("fovea");
  }

  private static Path file(Path chosen) {
    Path absolute = chosen.toAbsolutePath().normalize();
    String name = absolute.getFileName() == null ? "" : absolute.getFileName().toString();
    boolean database = name.endsWith(".sqlite") || name.endsWith(".db");
    return database && !java.nio.file.Files.isDirectory(absolute)
        ? absolute
        : absolute.resolve(FILE);
  }
}
