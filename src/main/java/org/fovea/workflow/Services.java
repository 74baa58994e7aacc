package org.fovea.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.bundle.Agreements;
import org.fovea.bundle.BundleCatalog;
import org.fovea.bundle.FolderBundleCatalog;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.dicom.HeaderReader;
import org.fovea.dicom.Instance;
import org.fovea.dicom.PixelReader;
import org.fovea.dicom.ResultReader;
import org.fovea.dicom.ResultWriter;
import org.fovea.dicom.Series;
import org.fovea.dicom.SlideReader;
import org.fovea.dicom.Study;
import org.fovea.dicom.StudyReader;
import org.fovea.dicom.VolumeReader;
import org.fovea.dicom.assembly.FileStudyReader;
import org.fovea.dicom.assembly.StackVolumeReader;
import org.fovea.dicom.convert.SlideConverter;
import org.fovea.dicom.convert.SlideWriter;
import org.fovea.dicom.decode.FileHeaderReader;
import org.fovea.dicom.decode.FilePixelReader;
import org.fovea.dicom.result.DicomResultReader;
import org.fovea.dicom.result.DicomResultWriter;
import org.fovea.dicom.result.SlideMapReader;
import org.fovea.dicom.slide.DicomSlideReader;
import org.fovea.finding.Provenance;
import org.fovea.imaging.volume.Heatmap;
import org.fovea.inference.Analyzer;
import org.fovea.inference.Device;
import org.fovea.inference.Devices;
import org.fovea.inference.Gate;
import org.fovea.inference.HeaderGate;
import org.fovea.inference.InferenceThread;
import org.fovea.inference.SlideAnalyzer;
import org.fovea.inference.TorchAnalyzer;
import org.fovea.inference.TorchSlideAnalyzer;
import org.fovea.library.Database;
import org.fovea.library.HeatmapReader;
import org.fovea.library.Library;
import org.fovea.library.LibraryLocation;
import org.fovea.library.SqliteLibrary;

/**
 * The parts of the house, put together by hand for the command line and the window. What takes time
 * to open is opened when it is first asked for. Safe for several threads.
 */
public final class Services implements AutoCloseable {
  private final Path home;
  private final Path libraryFile;
  private final StudyReader studyReader = new FileStudyReader();
  private final FilePixelReader pixelReader = new FilePixelReader();
  private final SlideReader slideReader = new DicomSlideReader(pixelReader);
  private final HeaderReader headerReader = new FileHeaderReader();
  private final VolumeReader volumeReader = new StackVolumeReader(pixelReader);
  private final ResultWriter resultWriter = new DicomResultWriter(this::validation);
  private final ResultReader resultReader = new DicomResultReader(pixelReader);
  private final Gate gate = new HeaderGate();
  private final OpenStudies openStudies = new OpenStudies(studyReader);
  private SqliteLibrary library;
  private InferenceThread inference;
  private Analyzer analyzer;
  private SlideAnalyzer slideAnalyzer;
  private BundleCatalog catalog;

  /**
   * @param home folder with {@code models} and {@code sample-dicom}
   * @param libraryFile where the library is kept; it is opened when first asked for
   */
  public Services(Path home, Path libraryFile) {
    this.home = home;
    this.libraryFile = libraryFile;
  }

  /**
   * The parts as this process was started: home from {@code fovea.home}, else the working folder.
   *
   * @param library the library's file or its folder; null for the usual place
   */
  public static Services ofProcess(Path library) {
    return new Services(
        Path.of(System.getProperty("fovea.home", ".")).toAbsolutePath().normalize(),
        LibraryLocation.resolve(library));
  }

  /** Folder of the samples that come with Fovea; empty where they are not installed. */
  public Optional<Path> samples() {
    Path samples = home.resolve("sample-dicom");
    return java.nio.file.Files.isDirectory(samples) ? Optional.of(samples) : Optional.empty();
  }

  /** Where the library is kept. */
  public Path libraryFile() {
    return libraryFile;
  }

  public StudyReader studyReader() {
    return studyReader;
  }

  public PixelReader pixelReader() {
    return pixelReader;
  }

  public SlideReader slideReader() {
    return slideReader;
  }

  public HeaderReader headerReader() {
    return headerReader;
  }

  public VolumeReader volumeReader() {
    return volumeReader;
  }

  public ResultWriter resultWriter() {
    return resultWriter;
  }

  public ResultReader resultReader() {
    return resultReader;
  }

  public Gate gate() {
    return gate;
  }

  /** The bundles that come with Fovea and those that the user has put into the data folder. */
  public synchronized BundleCatalog catalog() {
    if (catalog == null) {
      catalog =
          new FolderBundleCatalog(
              List.of(home.resolve("models"), dataFolder().resolve("models")),
              agreements().agreed());
    }
    return catalog;
  }

  /** The bundles from elsewhere that the user has agreed to run. */
  public Agreements agreements() {
    return new Agreements(dataFolder().resolve("agreed-bundles"));
  }

  private static Path dataFolder() {
    return LibraryLocation.dataFolder(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        System.getProperty("os.name", ""));
  }

  /** What a bundle was validated on, which stands beside every result; empty where not known. */
  public String validation(Provenance provenance) {
    return catalog().find(provenance.bundleId()).map(b -> b.manifest().validation()).orElse("");
  }

  /** The engine, started when it is first asked for. */
  public synchronized Analyzer analyzer() {
    if (analyzer == null) {
      analyzer = new TorchAnalyzer(gate, new Devices(), Version.current(), inference());
    }
    return analyzer;
  }

  /** The engine for slides, on the same thread. */
  public synchronized SlideAnalyzer slideAnalyzer() {
    if (slideAnalyzer == null) {
      slideAnalyzer = new TorchSlideAnalyzer(inference(), new Devices(), Version.current());
    }
    return slideAnalyzer;
  }

  private InferenceThread inference() {
    if (inference == null) {
      inference = new InferenceThread();
    }
    return inference;
  }

  /** Where inference can run, the processor at the beginning. */
  public List<Device> devices() {
    return new Devices().list();
  }

  /**
   * The library, opened when it is first asked for.
   *
   * @throws FoveaException if it cannot be opened, also when another Fovea has it open
   */
  public synchronized Library library() throws FoveaException {
    if (library == null) {
      library =
          SqliteLibrary.open(
              libraryFile,
              new HeatmapReader() {
                @Override
                public List<Heatmap> read(Path file) throws FoveaException {
                  return heatmaps(file);
                }

                @Override
                public float[] readSlide(Path file, int map, int columns, int rows)
                    throws FoveaException {
                  return new SlideMapReader(pixelReader).read(file, map, columns, rows);
                }
              });
    }
    return library;
  }

  /**
   * The library's database, for the rooms that keep tables of their own in it.
   *
   * @throws FoveaException as {@link #library()}
   */
  public synchronized Database database() throws FoveaException {
    library();
    return library.database();
  }

  /** The heatmaps in a parametric map on disk. */
  private List<Heatmap> heatmaps(Path file) throws FoveaException {
    List<Heatmap> maps = new ArrayList<>();
    for (Study study : studyReader.read(List.of(file), Progress.none()).studies()) {
      for (Series series : study.series()) {
        for (Instance instance : series.results()) {
          if (resultReader.read(instance) instanceof ResultReader.ParametricMapResult map) {
            maps.addAll(map.maps());
          }
        }
      }
    }
    return maps;
  }

  public OpenStudies openStudies() {
    return openStudies;
  }

  public ImportFiles importFiles() throws FoveaException {
    return new ImportFiles(openStudies, library(), convertSlides());
  }

  /** Conversion of pictures into DICOM slides, beside the library's file. */
  public ConvertSlides convertSlides() {
    return new ConvertSlides(
        new SlideConverter(new SlideWriter(Version.current())),
        libraryFile.toAbsolutePath().resolveSibling("slides"));
  }

  public OpenResults openResults() {
    return new OpenResults(resultReader);
  }

  public ReviewFindings reviewFindings() throws FoveaException {
    return new ReviewFindings(library(), resultWriter);
  }

  /** Analysis that records its results in the library, as the window does it. */
  public AnalyzeStudy analyzeStudyIntoLibrary() throws FoveaException {
    return analyzeStudy(library());
  }

  /** Analysis that leaves the library alone. */
  public AnalyzeStudy analyzeStudy() {
    return analyzeStudy(null);
  }

  private AnalyzeStudy analyzeStudy(Library into) {
    return new AnalyzeStudy(
        catalog(),
        gate,
        analyzer(),
        new AnalyzeSlides(slideAnalyzer(), slideReader),
        volumeReader,
        resultWriter,
        into);
  }

  /**
   * Analysis of everything in files and folders.
   *
   * @param record whether the results are also recorded in the library
   */
  public AnalyzeStudies analyzeStudies(boolean record) throws FoveaException {
    return new AnalyzeStudies(openStudies, record ? analyzeStudyIntoLibrary() : analyzeStudy());
  }

  /** Where the window writes results. */
  public ResultFolders resultFolders() {
    return new ResultFolders(libraryFile, home);
  }

  /** What people draw on slides, kept beside the results. */
  public KeepAnnotations keepAnnotations() {
    return new KeepAnnotations(resultFolders());
  }

  public ExportPixels exportPixels() {
    return new ExportPixels(openStudies, pixelReader);
  }

  public DeidentifyFiles deidentifyFiles() {
    return new DeidentifyFiles();
  }

  public EvaluateBundle evaluateBundle() {
    return new EvaluateBundle(openStudies, analyzeStudy(), analyzer(), volumeReader);
  }

  public EvaluateClasses evaluateClasses() {
    return new EvaluateClasses(
        openStudies, analyzeStudy(), new AnalyzeSlides(slideAnalyzer(), slideReader));
  }

  @Override
  public synchronized void close() {
    if (inference != null) {
      inference.close();
    }
    if (library != null) {
      library.close();
    }
  }
}
