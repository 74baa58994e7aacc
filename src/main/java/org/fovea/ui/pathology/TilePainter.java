package org.fovea.ui.pathology;

import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Affine;
import org.fovea.imaging.display.SlideAppearance;
import org.fovea.imaging.slide.Slide;
import org.fovea.imaging.slide.SlideLevel;
import org.fovea.imaging.slide.Tile;

/** Draws the tiles that are there, lower resolutions below sharper ones, and asks for the rest. */
final class TilePainter {
  /** What lies round the tissue: {@link SlideAppearance#BACKGROUND}. */
  static final Color BACKGROUND = Color.web("#f4f2f0");

  private static final Color BROKEN = Color.web("#d8d3cf");

  /** Bytes of pixels that stay with the graphics card. */
  private static final long ON_CARD = 96L << 20;

  private final TileLoader loader;
  private final Map<TileKey, Image> images = new LinkedHashMap<>(64, 0.75f, true);
  private long onCard;
  private SlideAppearance before = SlideAppearance.AS_SCANNED;
  private TilePlan plan = TilePlan.NOTHING;

  TilePainter(TileLoader loader) {
    this.loader = loader;
  }

  /** Whether every tile of the last picture was sharp. */
  boolean sharp() {
    return plan.sharp().stream().allMatch(k -> loader.get(k).isPresent());
  }

  /**
   * Draws a view.
   *
   * @param density physical pixels a screen pixel
   * @return whether a damaged tile is seen
   */
  boolean paint(GraphicsContext g, SlideModel m, double density) {
    SlideTransform t = m.transform();
    g.setTransform(new Affine());
    g.setFill(BACKGROUND);
    g.fillRect(0, 0, t.width(), t.height());
    if (m.source() == null) {
      images.clear();
      onCard = 0;
      plan = TilePlan.NOTHING;
      return false;
    }
    plan = TilePlan.of(m.source(), t, density, m.look());
    loader.want(plan.wanted());
    boolean broken = false;
    boolean whole = sharp();
    Slide slide = m.slide();
    double[] box = t.seen();
    g.setImageSmoothing(t.scale() * density < 2);
    if (!whole) {
      for (int level = slide.levels().size() - 1; level > plan.level(); level--) {
        draw(g, t, density, TilePlan.tiles(m.source(), level, 0, m.look(), box, 0));
      }
    }
    for (TileKey key : plan.sharp()) {
      broken |= draw(g, t, density, key);
    }
    if (whole) {
      before = m.look();
    }
    trim();
    return broken;
  }

  private void draw(GraphicsContext g, SlideTransform t, double density, List<TileKey> keys) {
    for (TileKey key : keys) {
      draw(g, t, density, key);
    }
  }

  /** The picture of a tile, or one like it that stands in until it has come. */
  private TileKey known(TileKey key) {
    for (int h = 0; h <= key.halvings() + 2; h++) {
      int halvings = h == 0 ? key.halvings() : h - 1;
      TileKey other = key.with(halvings);
      if (loader.get(other).isPresent()) {
        return other;
      }
      if (loader.get(other.with(before)).isPresent()) {
        return other.with(before);
      }
    }
    return null;
  }

  private boolean draw(GraphicsContext g, SlideTransform t, double density, TileKey key) {
    TileKey there = known(key);
    if (there == null) {
      return false;
    }
    TilePicture picture = loader.get(there).orElse(null);
    if (picture == null) {
      return false;
    }
    Slide slide = key.source().slide();
    SlideLevel l = slide.levels().get(key.level());
    double fx = (double) slide.highest().columns() / l.columns();
    double fy = (double) slide.highest().rows() / l.rows();
    long x0 = (long) key.column() * l.tileColumns();
    long y0 = (long) key.row() * l.tileRows();
    double left = x0 * fx;
    double top = y0 * fy;
    double right = Math.min(l.columns(), x0 + l.tileColumns()) * fx;
    double bottom = Math.min(l.rows(), y0 + l.tileRows()) * fy;
    Image image = picture instanceof TilePicture.Pixels p ? image(there, p.tile()) : null;
    if (t.angle() == 0) {
      // on whole physical pixels, so that no seam shows between neighbours
      var a = t.toScreen(left, top);
      var b = t.toScreen(right, bottom);
      double sx = Math.round(a.getX() * density) / density;
      double sy = Math.round(a.getY() * density) / density;
      double ex = Math.round(b.getX() * density) / density;
      double ey = Math.round(b.getY() * density) / density;
      put(g, image, sx, sy, ex - sx, ey - sy);
    } else {
      Affine turn = new Affine();
      turn.appendTranslation(t.width() / 2, t.height() / 2);
      turn.appendRotation(t.angle());
      g.setTransform(turn);
      double s = t.scale();
      double more = 0.5; // neighbours overlap by half a pixel, so that no seam shows
      put(
          g,
          image,
          (left - t.cx()) * s - more,
          (top - t.cy()) * s * t.aspect() - more,
          (right - left) * s + 2 * more,
          (bottom - top) * s * t.aspect() + 2 * more);
      g.setTransform(new Affine());
    }
    return image == null;
  }

  private static void put(GraphicsContext g, Image image, double x, double y, double w, double h) {
    if (image == null) {
      g.setFill(BROKEN);
      g.fillRect(x, y, w, h);
      g.setStroke(BACKGROUND);
      g.setLineWidth(1);
      g.strokeLine(x, y, x + w, y + h);
      g.strokeLine(x, y + h, x + w, y);
    } else {
      g.drawImage(image, x, y, w, h);
    }
  }

  private Image image(TileKey key, Tile tile) {
    Image image = images.get(key);
    if (image == null) {
      image =
          new WritableImage(
              new PixelBuffer<>(
                  tile.columns(),
                  tile.rows(),
                  IntBuffer.wrap(tile.argb()),
                  PixelFormat.getIntArgbPreInstance()));
      images.put(key, image);
      onCard += bytes(image);
    }
    return image;
  }

  private static long bytes(Image image) {
    return (long) (4 * image.getWidth() * image.getHeight());
  }

  /** Lets go of what was drawn longest ago; the pixels themselves stay in the loader. */
  private void trim() {
    var it = images.values().iterator();
    while (onCard > ON_CARD && it.hasNext()) {
      onCard -= bytes(it.next());
      it.remove();
    }
  }
}
