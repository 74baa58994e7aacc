package org.fovea.dicom.convert;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.fovea.common.ErrorCode;
import org.fovea.common.FoveaException;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.SlideImage;
import org.fovea.imaging.geometry.Vec3;
import org.fovea.imaging.slide.SlidePlacement;

/**
 * Writes slides as DICOM: one VL Whole Slide Microscopy Image (PS3.3 A.32.8) for each level, each
 * half as wide and high as the one before by the mean of two by two pixels, until one tile holds
 * it; and one for each picture of the glass. The pixels stream through: of each level but the first
 * one row of tiles is in memory. Safe for several threads.
 */
public final class SlideWriter {
  /** Side of the tiles that are encoded here, pixels. */
  public static final int TILE = 512;

  private static final Text TEXT = Text.of(SlideWriter.class);

  /** Largest picture of the glass that is taken over, pixels. */
  private static final long LARGEST_ASSOCIATED = 64L << 20;

  /** Width of a glass slide (ISO 8037-1), mm. */
  private static final double GLASS_MM = 26;

  private final String softwareVersion;
  private final UnaryOperator<SeekableByteChannel> sink;

  /**
   * @param softwareVersion as written into the objects
   */
  public SlideWriter(String softwareVersion) {
    this(softwareVersion, UnaryOperator.identity());
  }

  /**
   * @param sink wraps what goes to the disk
   */
  SlideWriter(String softwareVersion, UnaryOperator<SeekableByteChannel> sink) {
    this.softwareVersion = softwareVersion;
    this.sink = sink;
  }

  /**
   * How the pixels are coded.
   *
   * @param encoder for tiles that are not kept as they are
   * @param keepCoded whether tiles that the source has coded are kept as they are
   * @param tile side of the tiles that are encoded, pixels, even
   */
  public record Options(TileEncoder encoder, boolean keepCoded, int tile) {
    /** JPEG of quality 90, tiles of 512 pixels. */
    public static Options jpeg() {
      return new Options(new JpegEncoder(90), true, TILE);
    }

    /** Without loss, tiles of 512 pixels. */
    public static Options lossless() {
      return new Options(new LosslessEncoder(), true, TILE);
    }
  }

  /**
   * Writes a slide into {@code <root>/<Study Instance UID>/<Series Instance UID>/}: {@code
   * level-0.dcm}, {@code level-1.dcm} …, and {@code label.dcm}, {@code overview.dcm}, {@code
   * thumbnail.dcm} where there are such pictures. The folder appears when all is written. Where it
   * is there already nothing is done: the UIDs stand for the content.
   *
   * @return the folder
   * @throws FoveaException WRITE_FAILED if it could not be written, or what the source throws;
   *     nothing is left behind then
   * @throws CancellationException if cancelled; nothing is left behind then
   */
  public Path write(
      Path root, SlideDescriptor slide, SlideContent content, Options options, Progress progress)
      throws FoveaException {
    Path target =
        root.toAbsolutePath()
            .normalize()
            .resolve(slide.study().uid())
            .resolve(slide.series().uid());
    if (Files.isDirectory(target)) {
      progress.report(1, TEXT.get("known", slide.specimen().container()));
      return target;
    }
    LevelHeader header = new LevelHeader(slide, content, softwareVersion);
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            cores, Thread.ofPlatform().daemon().name("slide-encoder-", 0).factory());
    try (SlideFolder folder = new SlideFolder(target, sink)) {
      pyramid(folder, header, content, options, threads, 2 * cores, progress);
      int number = 1000;
      for (SlideContent.Associated picture : content.associated()) {
        progress.checkCancelled();
        associated(folder, header, content, picture, number++);
      }
      progress.checkCancelled();
      folder.publish();
      progress.report(1, TEXT.get("written"));
      return target;
    } catch (IOException e) {
      throw new FoveaException(
          ErrorCode.WRITE_FAILED, target.toString(), TEXT.get("failed", FoveaException.said(e)), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void pyramid(
      SlideFolder folder,
      LevelHeader header,
      SlideContent content,
      Options options,
      ExecutorService threads,
      int ahead,
      Progress progress)
      throws IOException, FoveaException {
    CodedTiles coded = options.keepCoded() ? content.base().coded().orElse(null) : null;
    List<PictureShape> shapes =
        coded == null
            ? shapes(content, options.tile())
            : shapes(content, coded.tileColumns(), coded.tileRows());
    List<LevelWriter> levels = new ArrayList<>();
    try {
      LevelWriter below = null;
      for (int k = shapes.size() - 1; k >= 0; k--) {
        PictureShape shape = shapes.get(k);
        boolean kept = k == 0 && coded != null;
        TileCoding coding = kept ? coded.coding() : options.encoder().coding();
        FrameFile file =
            file(
                folder,
                "level-" + k + ".dcm",
                header,
                shape,
                coding,
                kept || !coding.lossy(),
                content.history());
        below = new LevelWriter(shape, file, options.encoder(), threads, ahead, below, k > 0);
        levels.add(below);
      }
      feed(below, shapes.getFirst(), content.base(), coded, progress);
      for (LevelWriter level : levels) {
        level.finish();
      }
    } finally {
      for (LevelWriter level : levels) {
        level.close();
      }
    }
  }

  private static void feed(
      LevelWriter level,
      PictureShape shape,
      PixelSource source,
      CodedTiles coded,
      Progress progress)
      throws IOException, FoveaException {
    int w = shape.tileColumns();
    int h = shape.tileRows();
    int across = Math.ceilDiv(shape.columns(), w);
    int down = Math.ceilDiv(shape.rows(), h);
    byte[] exact = null;
    for (int row = 0; row < down; row++) {
      progress.report((double) row / down, TEXT.get("writing", row, down));
      int height = Math.min(h, shape.rows() - row * h);
      for (int column = 0; column < across; column++) {
        progress.checkCancelled();
        int width = Math.min(w, shape.columns() - column * w);
        byte[] rgb = null;
        if (coded == null || level.feeds()) {
          rgb = new byte[3 * w * h];
          if (width == w) {
            source.read(column * w, row * h, width, height, rgb);
          } else {
            exact = exact == null ? new byte[3 * w * h] : exact;
            source.read(column * w, row * h, width, height, exact);
            for (int v = 0; v < height; v++) {
              System.arraycopy(exact, 3 * v * width, rgb, 3 * v * w, 3 * width);
            }
          }
        }
        if (coded == null) {
          level.tile(column, row, width, height, rgb);
        } else {
          level.coded(column, row, width, height, rgb, coded.tile(column, row));
        }
      }
    }
  }

  /** The levels with square tiles; a picture that fits into one is a tile of its own size. */
  private static List<PictureShape> shapes(SlideContent content, int tile) {
    int columns = content.base().columns();
    int rows = content.base().rows();
    boolean fits = columns <= tile && rows <= tile;
    return fits ? shapes(content, columns, rows) : shapes(content, tile, tile);
  }

  /** The levels: halved until one tile holds them. */
  static List<PictureShape> shapes(SlideContent content, int tileColumns, int tileRows) {
    List<PictureShape> shapes = new ArrayList<>();
    int columns = content.base().columns();
    int rows = content.base().rows();
    SlidePlacement placement = content.placement();
    for (int k = 0; ; k++) {
      double factor = Math.scalb(1.0, k);
      // The first pixel of a level covers several of the highest one; its centre lies further in.
      Vec3 origin =
          placement
              .origin()
              .plus(placement.rowDirection().times((factor - 1) / 2 * content.spacingXMm()))
              .plus(placement.columnDirection().times((factor - 1) / 2 * content.spacingYMm()));
      shapes.add(
          new PictureShape(
              "VOLUME",
              k > 0,
              columns,
              rows,
              tileColumns,
              tileRows,
              content.spacingXMm() * factor,
              content.spacingYMm() * factor,
              origin,
              k + 1));
      if (columns <= tileColumns && rows <= tileRows) {
        return shapes;
      }
      columns = Math.ceilDiv(columns, 2);
      rows = Math.ceilDiv(rows, 2);
    }
  }

  private void associated(
      SlideFolder folder,
      LevelHeader header,
      SlideContent content,
      SlideContent.Associated picture,
      int number)
      throws IOException, FoveaException {
    PixelSource pixels = picture.pixels();
    if ((long) pixels.columns() * pixels.rows() > LARGEST_ASSOCIATED
        || pixels.columns() > 65535
        || pixels.rows() > 65535) {
      throw new FoveaException(
          ErrorCode.LIMIT_EXCEEDED,
          null,
          TEXT.get("associated.large", pixels.columns(), pixels.rows()));
    }
    boolean thumbnail = picture.kind() == SlideImage.Kind.THUMBNAIL;
    double glass = nominalSpacing(picture.kind(), pixels);
    double spacingX =
        thumbnail ? content.spacingXMm() * content.base().columns() / pixels.columns() : glass;
    double spacingY =
        thumbnail ? content.spacingYMm() * content.base().rows() / pixels.rows() : glass;
    PictureShape shape =
        new PictureShape(
            picture.kind().name(),
            thumbnail,
            pixels.columns(),
            pixels.rows(),
            pixels.columns(),
            pixels.rows(),
            spacingX,
            spacingY,
            content.placement().origin(),
            number);
    byte[] rgb = new byte[Math.toIntExact(shape.bytes())];
    pixels.read(0, 0, pixels.columns(), pixels.rows(), rgb);
    TileEncoder encoder = picture.history().lossy() ? new JpegEncoder(90) : new LosslessEncoder();
    String name = picture.kind().name().toLowerCase(java.util.Locale.ROOT) + ".dcm";
    TileCoding coding = encoder.coding();
    try (FrameFile file =
        file(folder, name, header, shape, coding, !coding.lossy(), picture.history())) {
      file.frame(encoder.encode(rgb, pixels.columns(), pixels.rows()));
      file.finish(shape.bytes());
    }
  }

  /**
   * The scale that a picture of the glass would have, mm: no file states it, and DICOM asks for it.
   * An overview shows the glass over its whole width, a label is as long as that.
   */
  private static double nominalSpacing(SlideImage.Kind kind, PixelSource pixels) {
    int across =
        kind == SlideImage.Kind.LABEL
            ? Math.max(pixels.columns(), pixels.rows())
            : Math.min(pixels.columns(), pixels.rows());
    return GLASS_MM / across;
  }

  private static FrameFile file(
      SlideFolder folder,
      String name,
      LevelHeader header,
      PictureShape shape,
      TileCoding coding,
      boolean kept,
      SlideContent.History history)
      throws IOException {
    SeekableByteChannel channel = folder.create(name);
    try {
      return new FrameFile(
          channel,
          ratio -> header.of(shape, coding, kept, history, ratio),
          coding.transferSyntaxUid(),
          shape.frames());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
