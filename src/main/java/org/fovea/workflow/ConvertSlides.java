package org.fovea.workflow;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fovea.common.FoveaException;
import org.fovea.common.Problem;
import org.fovea.common.Progress;
import org.fovea.common.Text;
import org.fovea.dicom.convert.ConversionRequest;
import org.fovea.dicom.convert.SlideConverter;

/**
 * Turns the pictures among files and folders (PNG, JPEG, TIFF, SVS) into DICOM slides in the
 * library's own folder. One picture that cannot be converted does not stop the others.
 */
public final class ConvertSlides {
  private static final Text WORDS = Text.of(ConvertSlides.class);

  /** Names that are looked at inside folders; a file that is named itself may have any name. */
  private static final Pattern NAMES =
      Pattern.compile("(?i).*\\.(png|jpe?g|tiff?|svs)", Pattern.DOTALL);

  /** Pictures that an analysis writes beside its objects. */
  private static final Pattern RESULT = Pattern.compile("overlay(-.*)?\\.png", Pattern.DOTALL);

  private final SlideConverter converter;
  private final Path slides;

  /**
   * @param slides folder of the library for what is made here
   */
  public ConvertSlides(SlideConverter converter, Path slides) {
    this.converter = converter;
    this.slides = slides.toAbsolutePath().normalize();
  }

  /**
   * What came of it.
   *
   * @param folders one for each slide, made now or before
   * @param others the paths that may hold DICOM: all that are not pictures themselves
   * @param pictureFolders those of the paths that are folders with pictures in them
   * @param withoutScale by folder, how many pictures in it were left alone because neither they nor
   *     the request state a scale
   * @param problems pictures that could not be converted
   */
  public record Converted(
      List<Path> folders,
      List<Path> others,
      List<Path> pictureFolders,
      Map<Path, Integer> withoutScale,
      List<Problem> problems) {}

  /**
   * The pictures among some paths.
   *
   * @param files all that would be converted, those inside folders included
   * @param scaleNeeded whether one of them does not say how large its pixels are
   */
  public record Pictures(List<Path> files, boolean scaleNeeded) {}

  /** Looks for pictures, for asking the user about them before anything is done. */
  public Pictures find(List<Path> paths) {
    List<Path> found = new ArrayList<>();
    boolean scaleNeeded = false;
    for (Path path : paths) {
      for (Path file : Files.isDirectory(path) ? inside(path) : List.of(path)) {
        if (!SlideConverter.recognises(file)) {
          continue;
        }
        try {
          SlideConverter.Facts facts = SlideConverter.examine(file);
          if (!facts.blackAndWhite()) {
            found.add(file);
            scaleNeeded |= !facts.scale();
          }
        } catch (FoveaException e) {
          // taking it in will say why it cannot be converted
        }
      }
    }
    return new Pictures(found, scaleNeeded);
  }

  /**
   * Converts the pictures.
   *
   * @throws java.util.concurrent.CancellationException if cancelled; slides that were complete stay
   */
  public Converted run(List<Path> paths, ConversionRequest request, Progress progress) {
    List<Path> others = new ArrayList<>();
    List<Path> pictures = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    List<Path> pictureFolders = new ArrayList<>();
    Map<Path, Integer> withoutScale = new LinkedHashMap<>();
    boolean scaled = request.micrometresXPerPixel() > 0 && request.micrometresYPerPixel() > 0;
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        others.add(path);
        if (choose(path, scaled, pictures, withoutScale, problems)) {
          pictureFolders.add(path);
        }
      } else if (SlideConverter.recognises(path)) {
        pictures.add(path);
      } else {
        others.add(path);
      }
    }
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Path picture = pictures.get(i);
      progress.checkCancelled();
      double from = (double) i / pictures.size();
      progress.report(from, WORDS.get("convert.picture", picture.getFileName()));
      try {
        folders.add(
            converter.convert(
                picture, slides, request, progress.part(from, (double) (i + 1) / pictures.size())));
      } catch (FoveaException e) {
        problems.add(e.problem());
      }
    }
    return new Converted(
        folders.stream().distinct().toList(),
        others,
        pictureFolders,
        withoutScale,
        List.copyOf(problems));
  }

  /**
   * Chooses what inside a folder is a picture of tissue; masks are passed over.
   *
   * @return whether there are pictures
   */
  private boolean choose(
      Path folder,
      boolean scaled,
      List<Path> pictures,
      Map<Path, Integer> withoutScale,
      List<Problem> problems) {
    boolean any = false;
    for (Path file : inside(folder)) {
      if (!SlideConverter.recognises(file)) {
        continue;
      }
      any = true;
      try {
        SlideConverter.Facts facts = SlideConverter.examine(file);
        if (facts.blackAndWhite()) {
          continue;
        }
        if (facts.scale() || scaled) {
          pictures.add(file);
        } else {
          withoutScale.merge(folder, 1, Integer::sum);
        }
      } catch (FoveaException e) {
        problems.add(e.problem());
      }
    }
    return any;
  }

  private List<Path> inside(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a) {
              boolean own = dir.toAbsolutePath().normalize().equals(slides);
              boolean hidden = !dir.equals(folder) && dir.getFileName().toString().startsWith(".");
              return own || hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
              String name = file.getFileName().toString();
              if (NAMES.matcher(name).matches() && !RESULT.matcher(name).matches()) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // the search for DICOM says so
            }
          });
    } catch (IOException e) {
      return found; // as above
    }
    found.sort(null);
    return found;
  }
}
