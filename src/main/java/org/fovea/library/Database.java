package org.fovea.library;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Text;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The open database of a library, for the rooms that keep tables in it. One writer at a time;
 * readers do not wait for it. Safe for several threads.
 */
public final class Database {
  private static final Text WORDS = Text.of(Database.class);

  private final Path file;
  private final Jdbi jdbi;
  private final Handle writer;
  private final ReentrantLock writing = new ReentrantLock();

  /** Held for reading by all use of the database, for writing by its end. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  Database(Path file, Jdbi jdbi) {
    this.file = file;
    this.jdbi = jdbi;
    this.writer = jdbi.open();
  }

  /** Work on the database. */
  @FunctionalInterface
  public interface Work<T> {
    T run(Handle handle) throws FoveaException;
  }

  /**
   * Changes something, all or nothing; durable on return. Inside other work of the same thread it
   * belongs to that one's transaction.
   *
   * @throws FoveaException if it cannot be written or was closed; nothing was changed then
   */
  public <T> T write(Work<T> work) throws FoveaException {
    open.readLock().lock();
    try {
      refuseClosed();
      return writeOpen(work);
    } finally {
      open.readLock().unlock();
    }
  }

  private <T> T writeOpen(Work<T> work) throws FoveaException {
    writing.lock();
    try {
      return writer.inTransaction(work::run);
    } catch (JdbiException e) {
      throw failure("write.failed", e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Reads what was written so far, without waiting for a writer.
   *
   * @throws FoveaException if it cannot be read or was closed
   */
  public <T> T read(Work<T> work) throws FoveaException {
    open.readLock().lock();
    try {
      refuseClosed();
      try (Handle h = jdbi.open()) {
        return work.run(h);
      }
    } catch (JdbiException e) {
      throw failure("read.failed", e);
    } finally {
      open.readLock().unlock();
    }
  }

  /** A connection opened after the end would lay its files beside the database again. */
  private void refuseClosed() throws FoveaException {
    if (closed) {
      throw new FoveaException(ErrorCode.LIBRARY, file.toString(), WORDS.get("closed"));
    }
  }

  /** The file that holds it. */
  Path file() {
    return file;
  }

  /** The connection that writes, for use before anybody else has it. */
  Handle writer() {
    return writer;
  }

  /** Closes it once nobody uses it; from then on it refuses. */
  void close(Runnable then) {
    open.writeLock().lock();
    try {
      closed = true;
      writer.close();
    } finally {
      then.run();
      open.writeLock().unlock();
    }
  }

  private FoveaException failure(String key, Exception e) {
    return new FoveaException(ErrorCode.LIBRARY, file.toString(), WORDS.get(key, cause(e)), e);
  }

  /** The innermost message, which says what SQLite or the disk had against it. */
  static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
