package org.fovea.ui.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.fovea.finding.Verdict;
import org.fovea.finding.agreement.ReaderRole;
import org.fovea.ui.action.ActionRegistry;
import org.fovea.ui.action.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user has chosen, in one small properties file of their own. A file that cannot be read
 * counts as empty; one that cannot be written is said once in the log.
 */
public final class Settings {
  private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
  private static final String KEY = "key.";

  private final Path file;
  private final Properties all = new Properties();
  private final StringProperty theme = new SimpleStringProperty("dark");
  private final StringProperty reviewer = new SimpleStringProperty("");
  private final StringProperty organization = new SimpleStringProperty("");
  private final StringProperty device = new SimpleStringProperty("auto");
  private final StringProperty readAs = new SimpleStringProperty("");
  private final StringProperty library = new SimpleStringProperty("");

  private Settings(Path file) {
    this.file = file;
  }

  /**
   * Reads the settings.
   *
   * @param file where they are kept; need not exist
   */
  public static Settings load(Path file) {
    Settings s = new Settings(file);
    if (Files.isReadable(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        s.all.load(in);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("settings in {} cannot be read, the defaults hold", file, e);
      }
    }
    s.bind("theme", s.theme);
    s.bind("reviewer.name", s.reviewer);
    s.bind("reviewer.organization", s.organization);
    s.bind("device", s.device);
    s.bind("reader.role", s.readAs);
    s.bind("library", s.library);
    return s;
  }

  /** Where the settings of this user are kept on this system. */
  public static Path defaultFile() {
    String chosen = System.getProperty("fovea.settings");
    if (chosen != null) {
      return Path.of(chosen);
    }
    String os = System.getProperty("os.name", "");
    Path home = Path.of(System.getProperty("user.home", "."));
    Path folder;
    if (os.startsWith("Windows") && System.getenv("APPDATA") != null) {
      folder = Path.of(System.getenv("APPDATA"), "Fovea");
    } else if (os.startsWith("Mac")) {
      folder = home.resolve("Library/Application Support/Fovea");
    } else {
      String xdg = System.getenv("XDG_CONFIG_HOME");
      folder =
          (xdg == null || xdg.isBlank() ? home.resolve(".config") : Path.of(xdg)).resolve("fovea");
    }
    return folder.resolve("settings.properties");
  }

  private void bind(String name, StringProperty property) {
    property.set(all.getProperty(name, property.get()));
    property.addListener(
        (p, before, now) -> {
          all.setProperty(name, now == null ? "" : now);
          save();
        });
  }

  /** In which place the user reads cases that are read twice: a role's name; empty for neither. */
  public StringProperty readAsProperty() {
    return readAs;
  }

  /** As {@link #readAsProperty()}; empty as well for a word that is no role. */
  public Optional<ReaderRole> readerRole() {
    for (ReaderRole role : ReaderRole.values()) {
      if (role.name().equals(readAs.get())) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** Gives the actions the keys that the user has chosen. */
  public void applyKeys(ActionRegistry registry) {
    for (String name : new TreeSet<>(all.stringPropertyNames())) {
      if (name.startsWith(KEY)) {
        try {
          List<Keys> keys = new ArrayList<>();
          for (String one : all.getProperty(name).split("\\|")) {
            if (!one.isBlank()) {
              keys.add(Keys.of(one));
            }
          }
          registry.change(name.substring(KEY.length()), keys);
        } catch (IllegalArgumentException e) {
          LOG.warn("key setting {} cannot be read: {}", name, e.getMessage());
        }
      }
    }
  }

  /** Keeps the keys that the user has chosen. */
  public void storeKeys(ActionRegistry registry) {
    all.keySet().removeIf(k -> k.toString().startsWith(KEY));
    Map<String, List<Keys>> changes = new LinkedHashMap<>(registry.changes());
    changes.forEach(
        (id, keys) ->
            all.setProperty(
                KEY + id, String.join("|", keys.stream().map(Keys::toString).toList())));
    save();
  }

  private void save() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        all.store(out, null);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOG.warn("settings cannot be kept in {}", file, e);
    }
  }

  /** {@code dark} or {@code light}. */
  public StringProperty themeProperty() {
    return theme;
  }

  /** The reviewer's name as typed, {@code Given Family} or {@code Family, Given}. */
  public StringProperty reviewerProperty() {
    return reviewer;
  }

  /** Where the reviewer works; may be empty. */
  public StringProperty organizationProperty() {
    return organization;
  }

  /** {@code auto}, {@code cpu}, {@code cuda:0} … */
  public StringProperty deviceProperty() {
    return device;
  }

  /** Where the library is kept; empty for the usual place. Takes effect at the next start. */
  public StringProperty libraryProperty() {
    return library;
  }

  /** Who decides, or empty while no name was given. */
  public Optional<Verdict.Reviewer> reviewer() {
    String name = dicomName(reviewer.get());
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Verdict.Reviewer(name, organization.get().strip()));
  }

  /** A typed name as DICOM writes it: {@code Family^Given} (PS3.5 6.2.1.1). */
  static String dicomName(String typed) {
    String text = typed.replaceAll("[\\\\=\\p{Cntrl}]", " ").strip().replaceAll("\\s+", " ");
    if (text.contains("^")) {
      return text;
    }
    int comma = text.indexOf(',');
    if (comma >= 0) {
      String given = text.substring(comma + 1).strip();
      String family = text.substring(0, comma).strip();
      return given.isEmpty() ? family : family + "^" + given;
    }
    int last = text.lastIndexOf(' ');
    return last < 0 ? text : text.substring(last + 1) + "^" + text.substring(0, last);
  }
}
