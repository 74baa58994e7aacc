package org.fovea.dicom.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import org.aoju.bus.image.Tag;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.Source;
import org.fovea.dicom.SourceOpener;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.parse.DicomFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads studies from files, folders at any depth, DICOMDIRs and zip archives. Files of folders that
 * are not DICOM are passed over; those that the user names, or that call themselves {@code .dcm},
 * are reported.
 */
public final class FileStudyReader implements StudyReader {
  private static final Logger LOG = LoggerFactory.getLogger(FileStudyReader.class);
  private static final Text TEXT = Text.of(FileStudyReader.class);

  /** Reading headers waits for the disk more than it computes. */
  private static final int THREADS = 2;

  private final SourceOpener opener;
  private final HeaderParser parser;
  private final ObjectScanner scanner = new ObjectScanner();

  public FileStudyReader(SourceOpener opener) {
    this.opener = opener;
    this.parser = new HeaderParser(opener);
  }

  public FileStudyReader() {
    this(new SourceOpener());
  }

  /** What became of one candidate: an object, a problem, a DICOMDIR, or nothing. */
  private record Read(ScannedObject object, List<Path> referenced, List<Problem> problems) {
    static final Read NOTHING = new Read(null, List.of(), List.of());

    static Read of(Problem problem) {
      return new Read(null, List.of(), List.of(problem));
    }
  }

  /** What one path led to: its candidates and how many files and problems its walk met. */
  private record Walked(
      Path path, List<InputWalker.Candidate> candidates, int files, boolean troubled) {}

  @Override
  public Outcome read(List<Path> paths, Progress progress) {
    progress.report(Double.NaN, TEXT.get("progress.looking"));
    InputWalker walker = new InputWalker(opener);
    List<Walked> walks = new ArrayList<>();
    for (Path path : paths) {
      walks.add(walk(walker, path, progress));
    }
    List<List<Read>> reads =
        readAll(walks.stream().map(Walked::candidates).toList(), walker.archives(), progress);
    // Files that only a DICOMDIR names come second; those of a folder have been seen by then.
    List<List<InputWalker.Candidate>> referenced = new ArrayList<>();
    for (List<Read> ofPath : reads) {
      int rest = walker.candidates().size();
      ofPath.forEach(r -> r.referenced().forEach(walker::referenced));
      referenced.add(from(walker, rest));
    }
    List<List<Read>> more = readAll(referenced, List.of(), progress);
    List<Problem> problems = new ArrayList<>(walker.problems());
    List<ScannedObject> objects = new ArrayList<>();
    for (int i = 0; i < walks.size(); i++) {
      Walked walked = walks.get(i);
      int found = collect(reads.get(i), objects, problems);
      found += collect(more.get(i), objects, problems);
      boolean silent =
          found == 0
              && !walked.troubled()
              && reads.get(i).stream().allMatch(r -> r.problems().isEmpty());
      if (silent && (!walked.candidates().isEmpty() || walked.files() == 0)) {
        problems.add(
            new Problem(ErrorCode.NOT_DICOM, walked.path().toString(), TEXT.get("input.none")));
      }
    }
    progress.checkCancelled();
    progress.report(1, TEXT.get("progress.sorting"));
    SeriesAssembler assembler = new SeriesAssembler(new StackBuilder(this::samePixels));
    List<Study> studies = assembler.assemble(objects, problems::add);
    return new Outcome(studies, List.copyOf(problems));
  }

  private static Walked walk(InputWalker walker, Path path, Progress progress) {
    int before = walker.candidates().size();
    int problemsBefore = walker.problems().size();
    int files = walker.walk(path, progress);
    return new Walked(
        path, from(walker, before), files, walker.problems().size() != problemsBefore);
  }

  private static List<InputWalker.Candidate> from(InputWalker walker, int first) {
    return List.copyOf(walker.candidates().subList(first, walker.candidates().size()));
  }

  private static int collect(
      List<Read> reads, List<ScannedObject> objects, List<Problem> problems) {
    int count = 0;
    for (Read read : reads) {
      if (read.object() != null) {
        objects.add(read.object());
        count++;
      }
      problems.addAll(read.problems());
    }
    return count;
  }

  /** Reads the headers of all candidates on the same threads; the answer is by path as well. */
  private List<List<Read>> readAll(
      List<List<InputWalker.Candidate>> byPath, List<Path> archives, Progress progress) {
    int all = byPath.stream().mapToInt(List::size).sum();
    if (all == 0) {
      return byPath.stream().map(none -> List.<Read>of()).toList();
    }
    List<ZipFile> held = hold(archives);
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("headers-", 0).factory());
    try {
      List<List<Future<Read>>> futures = new ArrayList<>(byPath.size());
      for (List<InputWalker.Candidate> candidates : byPath) {
        List<Future<Read>> ofPath = new ArrayList<>(candidates.size());
        for (InputWalker.Candidate candidate : candidates) {
          ofPath.add(pool.submit(() -> read(candidate, done, all, progress)));
        }
        futures.add(ofPath);
      }
      List<List<Read>> reads = new ArrayList<>(byPath.size());
      for (List<Future<Read>> ofPath : futures) {
        List<Read> these = new ArrayList<>(ofPath.size());
        for (Future<Read> future : ofPath) {
          these.add(future.get());
        }
        reads.add(these);
      }
      return reads;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CancellationException c) {
        throw c;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
      held.forEach(FileStudyReader::close);
    }
  }

  private Read read(
      InputWalker.Candidate candidate, AtomicInteger done, int all, Progress progress) {
    progress.checkCancelled();
    Read read = read(candidate);
    int n = done.incrementAndGet();
    if (n % 16 == 0 || n == all) {
      progress.report((double) n / all, TEXT.get("progress.reading", n, all));
    }
    return read;
  }

  /** The platform parses an archive's directory once as long as somebody holds it open. */
  private static List<ZipFile> hold(List<Path> archives) {
    List<ZipFile> held = new ArrayList<>();
    for (Path archive : archives) {
      try {
        held.add(new ZipFile(archive.toFile()));
      } catch (IOException e) {
        LOG.debug("not held open: {}", archive, e);
      }
    }
    return held;
  }

  private static void close(ZipFile zip) {
    try {
      zip.close();
    } catch (IOException e) {
      LOG.debug("closing an archive", e);
    }
  }

  private Read read(InputWalker.Candidate candidate) {
    Source source = candidate.source();
    try {
      DicomFile header = parser.parse(source);
      if (header == null) {
        return candidate.expected() ? Read.of(notDicom(source)) : Read.NOTHING;
      }
      if (isDirectory(header)) {
        if (source.entry() != null) {
          // The entries of an archive are all looked at, so that its directory adds nothing.
          return Read.NOTHING;
        }
        DirectoryReader.Listing listing =
            new DirectoryReader().list(source.path(), header.dataset());
        return new Read(null, listing.files(), listing.problems());
      }
      return new Read(scanner.scan(source, header), List.of(), List.of());
    } catch (FoveaException e) {
      LOG.info("{} {}", e.code().code(), source, e);
      return Read.of(e.problem());
    } catch (RuntimeException e) {
      LOG.warn("unexpected content in {}", source, e);
      return Read.of(new Problem(ErrorCode.DAMAGED, source.toString(), TEXT.get("damaged")));
    }
  }

  private static boolean isDirectory(DicomFile header) {
    return header.dataset().contains(Tag.DirectoryRecordSequence);
  }

  private static Problem notDicom(Source source) {
    String key = "input.not.dicom";
    try {
      if (source.entry() == null && Files.size(source.path()) == 0) {
        key = "input.empty";
      }
    } catch (IOException e) {
      LOG.debug("size of {}", source, e);
    }
    return new Problem(ErrorCode.NOT_DICOM, source.toString(), TEXT.get(key));
  }

  /** Compares stored pixel data byte by byte, from the offset where it begins to the end. */
  private boolean samePixels(ScannedFrame a, ScannedFrame b) {
    ScannedObject x = a.object();
    ScannedObject y = b.object();
    if (x == y
        || x.instance.frames() != 1
        || y.instance.frames() != 1
        || x.pixelOffset < 0
        || y.pixelOffset < 0
        || !x.instance.transferSyntaxUid().equals(y.instance.transferSyntaxUid())) {
      return false;
    }
    try (InputStream first = opener.open(x.instance.source());
        InputStream second = opener.open(y.instance.source())) {
      first.skipNBytes(x.pixelOffset);
      second.skipNBytes(y.pixelOffset);
      byte[] left;
      do {
        left = first.readNBytes(1 << 16);
        if (!Arrays.equals(left, second.readNBytes(1 << 16))) {
          return false;
        }
      } while (left.length > 0);
      return true;
    } catch (IOException | FoveaException e) {
      return false;
    }
  }
}
