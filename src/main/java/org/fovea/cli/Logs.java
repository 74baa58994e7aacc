package org.fovea.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The log: one file in the state folder of this user, 5 MB and two older ones, never standard
 * output. Patient names are not written to it.
 */
final class Logs {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX,UTC} %-5level %logger{24} %msg%n%ex";
  private static final String SIZE = "5MB";

  private Logs() {}

  /** Where the log is on this system. */
  static Path file(Map<String, String> environment, Path home, String os) {
    Path folder;
    if (os.startsWith("Windows")) {
      String local = environment.get("LOCALAPPDATA");
      folder =
          (local == null || local.isBlank() ? home.resolve("AppData/Local") : Path.of(local))
              .resolve("Fovea/log");
    } else if (os.startsWith("Mac")) {
      folder = home.resolve("Library/Logs/Fovea");
    } else {
      String xdg = environment.get("XDG_STATE_HOME");
      boolean usable = xdg != null && !xdg.isBlank() && Path.of(xdg).isAbsolute();
      folder = (usable ? Path.of(xdg) : home.resolve(".local/state")).resolve("fovea");
    }
    return folder.resolve("fovea.log");
  }

  /** The log of this process. */
  static Path file() {
    return file(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        System.getProperty("os.name", ""));
  }

  /**
   * Starts to log into a file. Where it cannot be written, the program works without.
   *
   * @param verbose also to standard error
   */
  static void start(Path file, boolean verbose) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.setLevel(Level.WARN);
    context.getLogger("org.fovea").setLevel(Level.INFO);
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      if (Files.isWritable(file)) {
        root.addAppender(fileAppender(context, file));
      }
    } catch (IOException e) {
      // no place for a log: nobody could do anything about it now
    }
    if (verbose) {
      ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
      console.setContext(context);
      console.setTarget("System.err");
      console.setEncoder(encoder(context));
      console.start();
      root.addAppender(console);
    }
  }

  private static RollingFileAppender<ILoggingEvent> fileAppender(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(2);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf(SIZE));
    size.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(size);
    appender.setEncoder(encoder(context));
    appender.start();
    return appender;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }
}
